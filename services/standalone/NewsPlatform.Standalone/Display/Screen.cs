using NewsPlatform.Text;
using Spectre.Console;

namespace NewsPlatform.Standalone.Display;

/// <summary>The terminal: colours and tables on one, plain lines elsewhere.</summary>
internal sealed class Screen
{
    private readonly Lock writing = new();
    private readonly TextWriter output;
    private readonly bool isTerminal;

    /// <param name="redirected">Where plain lines go instead of standard output.</param>
    public Screen(TextWriter? redirected = null)
    {
        output = redirected ?? Console.Out;
        isTerminal = redirected is null && !Console.IsOutputRedirected;
    }

    /// <summary>Shows a page passing a stage.</summary>
    public void Show(Stage stage, string text)
    {
        lock (writing)
        {
            var name = stage.ToString().ToLowerInvariant().PadRight(9);
            if (isTerminal)
            {
                AnsiConsole.MarkupLine($"[{ColourOf(stage)}]{name}[/] {Markup.Escape(Fit(Printable.Line(text), 10))}");
            }
            else
            {
                output.WriteLine($"{name} {Printable.Line(text)}");
            }
        }
    }

    /// <summary>Says something.</summary>
    public void Say(string text)
    {
        lock (writing)
        {
            output.WriteLine(Printable.Line(text));
        }
    }

    /// <summary>Shows a table: drawn on a terminal, tab-separated lines elsewhere.</summary>
    public void ShowTable(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        lock (writing)
        {
            if (!isTerminal)
            {
                output.WriteLine($"{title}:");
                foreach (var row in rows)
                {
                    output.WriteLine("  " + string.Join('\t', row.Select(Printable.Line)));
                }

                return;
            }

            var table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Rounded).Expand();
            foreach (var column in columns)
            {
                table.AddColumn(Markup.Escape(column));
            }

            foreach (var row in rows)
            {
                table.AddRow([.. row.Select(cell => Markup.Escape(Printable.Line(cell)))]);
            }

            AnsiConsole.Write(table);
        }
    }

    private static string Fit(string text, int used)
    {
        var width = Math.Max(20, AnsiConsole.Profile.Width - used - 1);
        return text.Length <= width ? text : text[..(width - 1)] + "…";
    }

    private static string ColourOf(Stage stage) => stage switch
    {
        Stage.Fetched => "blue",
        Stage.Cleaned => "aqua",
        Stage.Enriched => "purple",
        Stage.Stored => "green",
        _ => "yellow",
    };
}
