using System.Text;

namespace NewsPlatform.Crawling.Lists;

/// <summary>
/// Addresses out of a file: one a line, or CSV (RFC 4180; comma, semicolon or tab) with the address in the column
/// named <c>url</c>, else in the first. A file is CSV when its first line has a field <c>url</c> or its name ends in
/// <c>.csv</c> or <c>.tsv</c>; in a plain list a comma belongs to the address.
/// </summary>
public static class UrlList
{
    /// <summary>Longest field; longer ones are cut. No address that a server takes is longer than some thousand characters.</summary>
    public const int MaxFieldLength = 64 * 1024;

    private const string Separators = ",;\t";

    /// <summary>The addresses, as written; whether they are any is not looked at.</summary>
    /// <param name="file">The file; read as far as addresses are asked for.</param>
    /// <param name="name">Its name; without a trailing <c>.gz</c>.</param>
    public static IEnumerable<string> Read(TextReader file, string name)
    {
        var first = ReadLine(file);
        if (first is null)
        {
            yield break;
        }

        var separator = Array.Find(Separators.ToCharArray(), candidate => Column(Fields(first, candidate)) >= 0);
        var named = separator != default;
        if (!named && !name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase))
        {
            for (var line = first; line is not null; line = ReadLine(file))
            {
                if (line.Trim() is { Length: > 0 } url && url[0] != '#')
                {
                    yield return url;
                }
            }

            yield break;
        }

        if (!named)
        {
            separator = name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        }

        var column = named ? Column(Fields(first, separator)) : 0;
        var records = new CsvReader(file, separator, named ? "" : first + "\n");
        for (var record = records.Next(); record is not null; record = records.Next())
        {
            if (column < record.Count && record[column].Trim() is { Length: > 0 } url)
            {
                yield return url;
            }
        }
    }

    private static int Column(List<string> header) => header.FindIndex(field => field.Trim().Equals("url", StringComparison.OrdinalIgnoreCase));

    private static List<string> Fields(string line, char separator)
    {
        using var reader = new StringReader(line);
        return new CsvReader(reader, separator).Next() ?? [];
    }

    // TextReader.ReadLine has no bound: a file without line breaks would be read whole.
    private static string? ReadLine(TextReader file)
    {
        var line = new StringBuilder();
        int next;
        while ((next = file.Read()) >= 0)
        {
            if (next == '\n')
            {
                return line.ToString();
            }

            if (next != '\r' && line.Length < MaxFieldLength)
            {
                line.Append((char)next);
            }
        }

        return line.Length > 0 ? line.ToString() : null;
    }
}
