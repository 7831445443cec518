using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Rejection;
using NewsPlatform.TestKit;

namespace NewsPlatform.Quality.Rejection;

/// <summary>Reads the hand-written pages: each file's words, teasers and cores, put into the chrome of the layout that a page names.</summary>
internal static partial class SamplePages
{
    /// <summary>The pages of a half, <c>training</c> or <c>test</c>.</summary>
    public static IEnumerable<SamplePage> Of(string half)
    {
        var folder = RepositoryRoot.At("tests", "Quality", "Rejection", half);
        foreach (var file in Directory.EnumerateFiles(folder, "*.pages").Order(StringComparer.Ordinal))
        {
            foreach (var page in Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
            {
                yield return page;
            }
        }
    }

    private static IEnumerable<SamplePage> Read(string language, string text)
    {
        var parts = text.Split("\n= ");
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var teasers = new List<(string Headline, string Summary)>();
        foreach (var line in parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("* ", StringComparison.Ordinal))
            {
                var cells = line[2..].Split(" | ", 2);
                teasers.Add((cells[0], cells[1]));
            }
            else
            {
                var at = line.IndexOf(": ", StringComparison.Ordinal);
                words[line[..at]] = line[(at + 2)..];
            }
        }

        for (var i = 1; i < parts.Length; i++)
        {
            yield return Page(language, i, parts[i], words, teasers);
        }
    }

    private static SamplePage Page(string language, int number, string part, Dictionary<string, string> words, List<(string Headline, string Summary)> teasers)
    {
        var first = part.IndexOf('\n', StringComparison.Ordinal);
        var head = part[..first].Split(' ', 3);
        var layout = head[1]["layout=".Length..];
        var url = new Uri(head[2]["url=".Length..]);
        RejectionReason? reason = head[0] == "article" ? null : Enum.Parse<RejectionReason>(head[0].Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        var rest = part[(first + 1)..];
        return new SamplePage($"{language}/{number.ToString(CultureInfo.InvariantCulture)} {head[0]} {layout}", reason, url, layout == "bare" ? rest.Trim() : InLayout(layout, language, rest, words, teasers));
    }

    private static string InLayout(string layout, string language, string rest, Dictionary<string, string> words, List<(string Headline, string Summary)> teasers)
    {
        var parts = File.ReadAllText(RepositoryRoot.At("tests", "Quality", "Rejection", "chrome", layout + ".html")).Split("\n=card\n");
        var split = rest.Split("---\n", 2);
        var fields = split[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(": ", 2)).ToDictionary(static cells => cells[0], static cells => cells[1], StringComparer.Ordinal);
        var html = parts[0]
            .Replace("{{main}}", split[1].Trim(), StringComparison.Ordinal)
            .Replace("{{title}}", fields["title"], StringComparison.Ordinal)
            .Replace("{{head}}", fields.GetValueOrDefault("head", ""), StringComparison.Ordinal)
            .Replace("{{lang}}", language, StringComparison.Ordinal)
            .Replace("{{nav}}", Links(words["nav"], "<li>", "</li>"), StringComparison.Ordinal)
            .Replace("{{navcells}}", Links(words["nav"], "<td>", "</td>"), StringComparison.Ordinal)
            .Replace("{{foot}}", Links(words["foot"], "<li>", "</li>"), StringComparison.Ordinal);
        foreach (var word in (ReadOnlySpan<string>)["brand", "more", "cookie"])
        {
            html = html.Replace("{{" + word + "}}", words[word], StringComparison.Ordinal);
        }

        var next = 0;
        return Repeats().Replace(html, match =>
        {
            var made = new StringBuilder();
            var links = match.Groups[1].Value == "links";
            for (var i = 0; i < int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture); i++)
            {
                var (headline, summary) = teasers[next++ % teasers.Count];
                made.Append(links ? "<li><a href=\"/t/{{number}}\">{{headline}}</a></li>" : parts[1].Trim())
                    .Replace("{{headline}}", headline).Replace("{{summary}}", summary).Replace("{{slug}}", "story-" + next.ToString(CultureInfo.InvariantCulture)).Replace("{{number}}", (100 + next).ToString(CultureInfo.InvariantCulture));
            }

            return made.ToString();
        });
    }

    private static string Links(string words, string before, string after) =>
        string.Concat(words.Split('|').Select((word, i) => $"{before}<a href=\"/s{i.ToString(CultureInfo.InvariantCulture)}\">{word}</a>{after}"));

    [GeneratedRegex(@"\{\{(teasers|links):(\d+)\}\}")]
    private static partial Regex Repeats();
}

/// <summary>A page and what it is.</summary>
/// <param name="Name">Language, number in its file, kind and layout.</param>
/// <param name="Reason">Why it is no article; null for an article.</param>
/// <param name="Url">Its address.</param>
/// <param name="Html">The page.</param>
internal sealed record SamplePage(string Name, RejectionReason? Reason, Uri Url, string Html)
{
    /// <summary>What the extractor makes of it.</summary>
    public ExtractionResult Extract() =>
        ArticleExtractor.Extract(new Page(Encoding.UTF8.GetBytes(Html), Url) { ContentType = "text/html; charset=utf-8", Status = 200 }, ExtractionOptions.Default with { MaxTime = TimeSpan.FromMinutes(1) }, CancellationToken.None);
}
