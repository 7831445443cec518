using System.IO.Compression;
using System.Text;
using AngleSharp.Html.Parser;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body.Embedded;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.TestKit;

namespace NewsPlatform.Fuzz;

/// <summary>What is fuzzed.</summary>
internal static class Targets
{
    private static readonly Uri Url = new("https://paper.example/2026/11/25/story");
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>All targets by name.</summary>
    public static IReadOnlyDictionary<string, Target> All { get; } = new Dictionary<string, Target>(StringComparer.Ordinal)
    {
        ["extractor"] = new(Extract, Pages, 400_000, TimeSpan.FromSeconds(4)),
        ["sanitiser"] = new(Write, Pages, 60_000, Short),
        ["dates"] = new(Date, Dates, 400, Short),
        ["json-ld"] = new(text => JsonLdReader.Read(text, 1 << 20), JsonLd, 60_000, Short),
        ["state"] = new(text => StateReader.Read(text, CancellationToken.None), JsonLd, 200_000, Short),
        ["site-rules"] = new(Rules, SiteRuleFiles, 4_000, Short),
    };

    private static void Extract(string text)
    {
        var result = ArticleExtractor.Extract(new Page(Encoding.UTF8.GetBytes(text), Url) { FetchedAt = DateTimeOffset.UnixEpoch.AddYears(56) }, ExtractionOptions.Default, CancellationToken.None);
        if ((result.Article is null) == (result.Rejection is null))
        {
            throw new InvalidOperationException("There is not exactly one outcome.");
        }

        if (result.Article is { } article)
        {
            SafeHtml.Check(article.Html);
        }
    }

    // Any text may stand in any block.
    private static void Write(string text)
    {
        var parts = text.Split('\n', 6);
        string Part(int i) => parts[i % parts.Length];
        var address = Uri.TryCreate(Part(1), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : Url;
        List<Block> blocks =
        [
            new Paragraph(Part(0), []), new Heading(2, Part(1)), new Quote(Part(2), []), new ListBlock(true, [Part(3), Part(4)]), new Table([[Part(5), Part(0)], [Part(1)]]),
            new Image(address, Part(2), Part(3)), new Embed(address, Part(5)),
        ];
        SafeHtml.Check(HtmlWriter.Write(blocks));
        MarkdownWriter.Write(blocks);
    }

    private static void Date(string text)
    {
        DateReader.Read(text, monthFirst: true);
        DateReader.Read(text, monthFirst: false);
        DateReader.ReadField(text);
    }

    private static void Rules(string text)
    {
        if (SiteRulesReader.TryRead(text, out var rules, out _))
        {
            var page = new Page("<article><h1>Bridge to close</h1><div class=box><p>The council voted on Tuesday to close the bridge.</p></div></article>"u8.ToArray(), Url) { Site = new() { Rules = rules } };
            ArticleExtractor.Extract(page, ExtractionOptions.Default, CancellationToken.None);
        }
    }

    private static List<string> Pages()
    {
        var pages = new List<string> { "<article><h1>Bridge to close</h1><p class=byline>By Ida Brandt, 12 May 2024</p><p>The council voted on Tuesday to close the old bridge, after engineers found cracks.</p></article>" };
        foreach (var set in (string[])["scrapinghub", "fundus", "magic", "cwce"])
        {
            pages.AddRange(SharedData.Find($"extraction/{set}/pages") is { } folder ? Directory.EnumerateFiles(folder, "*.gz").Order(StringComparer.Ordinal).Where((_, i) => i % 3 == 0).Select(Unpacked) : []);
        }

        return pages;
    }

    private static List<string> JsonLd()
    {
        var scripts = new List<string> { """{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Bridge","author":[{"name":"Ida"}],"articleBody":"The council voted, and that was that.","datePublished":"2024-05-12T08:00:00+02:00"}]}""" };
        foreach (var page in Pages())
        {
            for (var at = page.IndexOf("json\">", StringComparison.Ordinal); at >= 0 && scripts.Count < 400; at = page.IndexOf("json\">", at + 6, StringComparison.Ordinal))
            {
                var end = page.IndexOf("</script>", at, StringComparison.Ordinal);
                scripts.Add(page[(at + 6)..(end < 0 ? page.Length : end)]);
            }
        }

        return scripts;
    }

    private static List<string> Dates() =>
    [
        "2024-05-12T08:30:00+02:00", "12. Mai 2024, 08:30 Uhr", "May 12, 2024 8:30 a.m. EDT", "12 maja 2024", "il y a 3 heures", "vor 2 Tagen", "2024年5月12日 08:30", "令和6年5月12日", "۱۲ اردیبهشت ۱۴۰۳", "12 พฤษภาคม 2567", "Sun, 12 May 2024 08:30:00 GMT",
        "5/12/24", "12.05.24", "1715495400", "yesterday at 8:30", "Updated: 12 de mayo de 2024 | 8:30", "١٢ مايو ٢٠٢٤", "12 Μαΐου 2024",
    ];

    private static List<string> SiteRuleFiles() =>
    [
        """{ "site": "courier.example", "body": ["article > div.text", "state:/story/parts/*/text"], "title": "h1:not(.kicker)", "strip": [".box", "p:nth-child(2n+1) ~ p", "[data-x^='a' i]"], "keep": "p" }""",
        """{ "site": "*.courier.example", /* all */ "date": "time @datetime", "author": "jsonld:/@graph/*/author/name", "profile": "off", "prune": false }""",
    ];

    private static string Unpacked(string path)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
