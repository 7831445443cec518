using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Titles;

/// <summary>Chooses the headline among what the page calls its title, without the site's name.</summary>
internal static class TitleReader
{
    /// <summary>The headline, or null when the page has none.</summary>
    public static Sourced<string>? Read(PageScan scan, JsonLdGraph graph, Page page, string? site)
    {
        var host = HostName(page.Url);
        var candidates = new List<Candidate<string>>();
        void Add(string? raw, EvidenceMethod method, string place, double confidence)
        {
            if (raw is null)
            {
                return;
            }

            var value = Clean(Clean(raw, site), host);
            if (value.Length is < 3 or > 400 || (site is not null && Same(value, site)))
            {
                return;
            }

            candidates.Add(new(value, new(method, place, raw.Length > 200 ? raw[..200] : raw, confidence)));
        }

        var documentTitle = scan.DocumentTitle is { } title ? Clean(Clean(title, site), host) : null;
        var social = scan.MetaOf("og:title") ?? scan.MetaOf("twitter:title");
        var headline = graph.Article?.TextOf("headline") ?? graph.Article?.TextOf("name");
        foreach (var heading in scan.Headings)
        {
            if (heading.Value == "h1" && !heading.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Consent))
            {
                var text = ElementText.Of(heading.Element, 400);
                var agreement = Math.Max(Overlap(text, documentTitle), Math.Max(Overlap(text, social), Overlap(text, headline)));
                Add(text, EvidenceMethod.Html, "h1", TitleMeasure.Words(text) < 2 && agreement < 0.9 ? 0.1 : agreement > 0.5 ? 0.7 + (0.28 * agreement) : 0.35);
            }
        }

        foreach (var mark in scan.Microdata)
        {
            if (mark.Value == "headline")
            {
                Add(mark.Element.GetAttribute("content") ?? ElementText.Of(mark.Element, 400), EvidenceMethod.Microdata, "[itemprop=headline]", 0.72);
                break;
            }
        }

        Add(headline, EvidenceMethod.JsonLd, graph.ArticlePointer + "/headline", 0.75);
        Add(scan.MetaOf("og:title"), EvidenceMethod.OpenGraph, "og:title", 0.7);
        Add(scan.MetaOf("twitter:title"), EvidenceMethod.OpenGraph, "twitter:title", 0.6);
        Add(scan.DocumentTitle, EvidenceMethod.Html, "title", 0.55);
        foreach (var heading in scan.Headings)
        {
            if (heading.Value == "h2" && candidates.Count < 12 && ElementText.Of(heading.Element, 400) is var text && Overlap(text, documentTitle) > 0.8)
            {
                Add(text, EvidenceMethod.Html, "h2", 0.65);
            }
        }

        Add(page.Feed?.Title, EvidenceMethod.Feed, "title", 0.5);
        if (candidates.Count == 0)
        {
            return null;
        }

        candidates.Sort(static (a, b) => b.Evidence.Confidence.CompareTo(a.Evidence.Confidence));
        WithoutKicker(candidates);
        return new(candidates[0].Value, candidates[0].Evidence, candidates[1..Math.Min(11, candidates.Count)]);
    }

    /// <summary>
    /// A heading often holds a kicker in front of the headline ("Weather Storm closes bridge"). When at least two other sources give
    /// the same text without it, theirs is the headline.
    /// </summary>
    private static void WithoutKicker(List<Candidate<string>> candidates)
    {
        var best = candidates[0];
        if (best.Evidence.Place != "h1")
        {
            return;
        }

        for (var i = 1; i < candidates.Count; i++)
        {
            var other = candidates[i].Value;
            if (other.Length < best.Value.Length && other.Length * 2 > best.Value.Length && best.Value.EndsWith(other, StringComparison.OrdinalIgnoreCase)
                && candidates.Exists(third => third != candidates[i] && string.Equals(third.Value, other, StringComparison.OrdinalIgnoreCase)))
            {
                (candidates[0], candidates[i]) = (candidates[i], best);
                return;
            }
        }
    }

    /// <summary>A title without the site's name before or behind it.</summary>
    public static string Clean(string raw, string? site)
    {
        var text = raw.AsSpan().Trim();
        foreach (var separator in Separators)
        {
            var at = text.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0)
            {
                var head = text[..at].Trim();
                var tail = text[(at + separator.Length)..].Trim();
                if (IsSite(tail, site) || (site is null && separator is " | " && TitleMeasure.Words(tail) <= 3 && TitleMeasure.Words(head) >= 4))
                {
                    return Clean(head.ToString(), site);
                }
            }

            at = text.IndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && IsSite(text[..at].Trim(), site) && text.Length - at > separator.Length + 10)
            {
                return Clean(text[(at + separator.Length)..].ToString(), site);
            }
        }

        return TitleMeasure.Fold(text);
    }

    /// <summary>The name in a host: "paper" of "www.paper.co.uk".</summary>
    private static string? HostName(Uri url)
    {
        var longest = "";
        foreach (var label in url.Host.Split('.'))
        {
            longest = label.Length > longest.Length ? label : longest;
        }

        return longest.Length >= 4 ? longest : null;
    }

    private static readonly string[] Separators = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " :: ", " / ", "｜", "_", " : ", ": "];

    private static bool IsSite(ReadOnlySpan<char> part, string? site) => site is not null && part.Length > 1 && Same(part, site);

    private static bool Same(ReadOnlySpan<char> a, string b)
    {
        var (left, right) = (TitleMeasure.Key(a), TitleMeasure.Key(b));
        return left.Length > 0 && (left == right || (left.Length >= 4 && right.Length >= 4
            && (left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal)) && Math.Abs(left.Length - right.Length) <= 6));
    }

    private static double Overlap(string text, string? other) => other is null ? 0 : TitleMeasure.Overlap(text, other);
}
