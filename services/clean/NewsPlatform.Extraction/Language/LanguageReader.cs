using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Text;

namespace NewsPlatform.Extraction.Language;

/// <summary>The article's language: what its text is in, else what the page declares.</summary>
internal static class LanguageReader
{
    private const double ClearScore = 0.9;

    /// <summary>The language's BCP 47 base code; <c>und</c> when nothing tells.</summary>
    public static Sourced<string> Read(PageScan? scan, JsonLdGraph? graph, string text)
    {
        var found = new List<Candidate<string>>();
        void Add(string? tag, EvidenceMethod method, string place, double confidence)
        {
            if (Base(tag) is { } code)
            {
                found.Add(new(code, new(method, place, tag, confidence)));
            }
        }

        var guess = LanguageIdentifier.Identify(text);
        if (guess.Code != "und")
        {
            // A clear text tells better than a template's attribute; an unclear one only where the page says nothing.
            Add(guess.Code, EvidenceMethod.Body, "text", text.Length > 200 && guess.Score >= ClearScore ? 0.95 : 0.6 * guess.Score);
        }

        Add(scan?.Language, EvidenceMethod.Html, "html[lang]", 0.85);
        Add(graph?.Article?.TextOf("inLanguage"), EvidenceMethod.JsonLd, graph?.ArticlePointer + "/inLanguage", 0.8);
        Add(scan?.MetaOf("og:locale"), EvidenceMethod.OpenGraph, "og:locale", 0.7);
        Add(scan?.MetaOf("content-language") ?? scan?.MetaOf("language") ?? scan?.MetaOf("dc.language"), EvidenceMethod.Meta, "content-language", 0.7);
        if (found.Count == 0)
        {
            return new("und", new(EvidenceMethod.Text, null, null, 0));
        }

        found.Sort(static (a, b) => b.Evidence.Confidence.CompareTo(a.Evidence.Confidence));
        return new(found[0].Value, found[0].Evidence, found[1..]);
    }

    private static string? Base(string? tag)
    {
        if (tag is null)
        {
            return null;
        }

        var code = tag.AsSpan().Trim();
        var end = code.IndexOfAny('-', '_', ',');
        code = end < 0 ? code : code[..end];
        if (code.Length is < 2 or > 3)
        {
            return null;
        }

        foreach (var c in code)
        {
            if (!char.IsAsciiLetter(c))
            {
                return null;
            }
        }

        var lower = code.ToString().ToLowerInvariant();
        return lower switch
        {
            // ISO 639-1 codes withdrawn in 1989 that Java still writes.
            "iw" => "he",
            "in" => "id",
            "ji" => "yi",
            _ => lower,
        };
    }
}
