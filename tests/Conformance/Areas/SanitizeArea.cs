using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsPlatform.Extraction;

namespace NewsPlatform.Conformance.Areas;

/// <summary>
/// Hostile markup inside an article: the HTML that the extractor writes must hold nothing but harmless elements with
/// harmless attributes, and must mean the same when it is parsed and written once more.
/// </summary>
internal static class SanitizeArea
{
    private const string Sentence = "The council voted on Tuesday to rebuild the old bridge across the river after years of debate, and the mayor said that work would begin in spring. ";

    /// <summary>Harmless elements, and the attributes that they may have.</summary>
    private static readonly Dictionary<string, string[]> Harmless = new(StringComparer.Ordinal)
    {
        ["p"] = [], ["h2"] = [], ["h3"] = [], ["h4"] = [], ["h5"] = [], ["h6"] = [], ["blockquote"] = [], ["ul"] = [], ["ol"] = [], ["li"] = [],
        ["table"] = [], ["tbody"] = [], ["tr"] = [], ["td"] = [], ["figure"] = [], ["figcaption"] = [], ["section"] = [],
        ["a"] = ["href", "rel"], ["img"] = ["src", "alt"], ["time"] = ["datetime"],
    };

    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        var written = 0;
        foreach (var one in folder.Cases("sanitize/cases.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var html = Written(one.Text("input")!, one.Text("base_url") ?? "https://news.example/story");
                written += html is null ? 0 : 1;
                return html is null ? null : Unsafe(html);
            });
        }

        tally.Note($"{written} of the pages came out as articles; the rest was rejected, which is safe");
    }

    private static string? Written(string input, string url)
    {
        var page = $"<!DOCTYPE html><html><head><title>Bridge to be rebuilt</title></head><body><article><h1>Bridge to be rebuilt</h1><p>{Paragraph(6)}</p><p>{Paragraph(5)}</p><div>{input}</div><p>{input}</p><p>{Paragraph(5)}</p><p>{Paragraph(4)}</p></article></body></html>";
        var result = ArticleExtractor.Extract(new Page(Encoding.UTF8.GetBytes(page), new Uri(url)) { ContentType = "text/html; charset=utf-8" }, ExtractionOptions.Default, CancellationToken.None);
        return result.Article?.Html;
    }

    private static string Paragraph(int sentences) => string.Concat(Enumerable.Repeat(Sentence, sentences));

    private static string? Unsafe(string html)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = true });
        var body = parser.ParseDocument(html).Body!;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (!Harmless.TryGetValue(element.LocalName, out var attributes))
            {
                return $"<{element.LocalName}> is written";
            }

            foreach (var attribute in element.Attributes)
            {
                if (!attributes.Contains(attribute.Name, StringComparer.Ordinal))
                {
                    return $"the attribute {attribute.Name} of <{element.LocalName}> is written";
                }

                if (attribute.Name is "href" or "src" && !(Uri.TryCreate(attribute.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                {
                    return $"{attribute.Name}={Shown.Text(attribute.Value)} is written";
                }
            }
        }

        var again = parser.ParseDocument(body.InnerHtml).Body!;
        return body.Equals(again) ? null : "parsing the written HTML twice gives two meanings";
    }
}
