using NewsPlatform.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NewsPlatform.Cli.Output;

/// <summary>
/// Rows of a list: a table sized to the terminal, or lines with tabs between the fields. Rows come out as they come in,
/// a screenful at a time, so that a long list needs no memory and shows at once.
/// </summary>
internal sealed class Rows(Screen screen, params Rows.Column[] columns) : IDisposable
{
    private const int RowsATable = 40;
    private const int Gap = 2;

    private readonly List<string[]> waiting = [];
    private bool headed;

    /// <summary>A column.</summary>
    /// <param name="Header">Its name.</param>
    /// <param name="Width">Its width in characters; 0 for a share of what is left.</param>
    internal sealed record Column(string Header, int Width = 0);

    public void Add(params string?[] cells)
    {
        if (!screen.Interactive)
        {
            screen.WriteLine(string.Join('\t', cells.Select(Printable.Line)));
            return;
        }

        waiting.Add([.. cells.Select(Printable.Line)]);
        if (waiting.Count == RowsATable)
        {
            Flush();
        }
    }

    /// <summary>Shows the rows so far.</summary>
    public void Flush()
    {
        if (!screen.Interactive)
        {
            screen.Flush();
            return;
        }

        if (waiting.Count == 0)
        {
            return;
        }

        // Fixed widths, so that the tables of one list stand in line.
        var left = Math.Max(20, screen.Terminal.Profile.Width - columns.Sum(column => column.Width) - (Gap * columns.Length));
        var shares = Math.Max(1, columns.Count(column => column.Width == 0));
        int[] widths = [.. columns.Select(column => column.Width == 0 ? left / shares : column.Width)];
        var table = new Table { Border = TableBorder.None, ShowHeaders = !headed };
        foreach (var (index, column) in columns.Index())
        {
            table.AddColumn(new TableColumn(new Spectre.Console.Text(column.Header, new Style(decoration: Decoration.Bold)))
            {
                Width = widths[index], NoWrap = true, Padding = new Padding(0, 0, Gap, 0),
            });
        }

        foreach (var row in waiting)
        {
            table.AddRow(row.Select((cell, index) => new Spectre.Console.Text(Cut(cell, widths[index]))));
        }

        screen.Terminal.Write(table);
        waiting.Clear();
        headed = true;
    }

    public void Dispose() => Flush();

    // Spectre wraps at words rather than cutting; the width of a character is 0, 1 or 2 cells.
    private static string Cut(string cell, int width)
    {
        var segment = new Segment(cell);
        return segment.CellCount() <= width ? cell : (Segment.Truncate(segment, width - 1)?.Text.TrimEnd() ?? "") + "…";
    }
}
