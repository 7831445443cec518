using System.Text;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>Tables that are compiled in: a row a line, cells parted by tabs, lines that begin with # are remarks.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows of a table.</summary>
    /// <exception cref="InvalidOperationException">A row has another number of cells: the table was compiled in broken.</exception>
    public static IEnumerable<string[]> Rows(string name, int cells)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name + " is not compiled in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var row = line.Split('\t');
                yield return row.Length == cells ? row : throw new InvalidOperationException(name + ": \"" + line + "\" has no " + cells + " cells.");
            }
        }
    }
}
