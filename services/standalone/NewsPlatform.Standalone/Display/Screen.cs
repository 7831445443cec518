using Spectre.Console;

namespace NewsPlatform.Standalone.Display;

/// <summary>The terminal: colours and tables on one, plain lines elsewhere.</summary>
internal sealed class Screen(TimeProvider time)
{
    private readonly Lock writing = new();
    private readonly bool isTerminal = !Console.IsOutputRedirected;

    /// <summary>When something was last shown of the pipeline, as a timestamp of the time provider.</summary>
    public long LastProgress { get; private set; }

    /// <summary>Lines shown of the pipeline.</summary>
    public int Progress { get; private set; }

    /// <summary>Shows a page passing a stage.</summary>
    public void Show(Stage stage, string text)
    {
        lock (writing)
        {
            LastProgress = time.GetTimestamp();
            Progress++;
            var name = stage.ToString().ToLowerInvariant().PadRight(9);
            if (isTerminal)
            {
                AnsiConsole.MarkupLine($"[{ColourOf(stage)}]{name}[/] {Markup.Escape(Fit(OneLine(text), 10))}");
            }
            else
            {
                Console.Out.WriteLine($"{name} {OneLine(text)}");
            }
        }
    }

    /// <summary>Says something.</summary>
    public void Say(string text)
    {
        lock (writing)
        {
            Console.Out.WriteLine(OneLine(text));
        }
    }

    /// <summary>Shows a table: drawn on a terminal, tab-separated lines elsewhere.</summary>
    public void ShowTable(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        lock (writing)
        {
            if (!isTerminal)
            {
                Console.Out.WriteLine($"{title}:");
                foreach (var row in rows)
                {
                    Console.Out.WriteLine("  " + string.Join('\t', row.Select(OneLine)));
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
                table.AddRow([.. row.Select(cell => Markup.Escape(OneLine(cell)))]);
            }

            AnsiConsole.Write(table);
        }
    }

    // What the web says must not steer the terminal: no control characters, no line breaks.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

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
