using NewsPlatform.Text.Urls;

namespace NewsPlatform.Training.Urls;

/// <summary>The Public Suffix List without comments, names in ASCII; its licence stays at the top.</summary>
internal static class PublicSuffixBuilder
{
    /// <summary>The list's header as comments, then its rules, one a line.</summary>
    public static IEnumerable<string> Build(string file)
    {
        var header = true;
        foreach (var line in File.ReadLines(file))
        {
            header &= line.StartsWith("//", StringComparison.Ordinal);
            if (header)
            {
                yield return line;
            }
            else if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            {
                var mark = line[0] == '!' ? "!" : line.StartsWith("*.", StringComparison.Ordinal) ? "*." : "";
                yield return Idna.TryToAscii(line[mark.Length..].Trim(), out var name) ? mark + name : throw new InvalidDataException($"'{line}' is no domain name");
            }
        }
    }
}
