using System.Globalization;
using System.Text.Json;
using NewsPlatform.Crawling.Dates;
using NewsPlatform.Crawling.Sitemaps;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Sitemaps, sitemap indexes and text sitemaps.</summary>
internal static class SitemapsArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("sitemaps/expect.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var result = SitemapReader.Read(folder.Bytes(one), null, new Uri("http://www.example.com/sitemap.xml"));
                if (one.Json.TryGetProperty("expected", out var expected) && expected.ValueKind == JsonValueKind.Object)
                {
                    return result.IsSitemap ? Differs(expected, result.Document) : $"not read: {result.Fault.Reason}";
                }

                if (one.Is("upstream_throws"))
                {
                    return result.IsSitemap && result.Document.Entries.Count > 0 ? "read, expected a refusal" : null;
                }

                // Documents of other kinds: reading their addresses (RSS, Atom) is as right as refusing them.
                var sizes = one.Items("upstream_sizes").Select(size => size.GetInt32()).ToList();
                return result.IsSitemap && sizes.Count > 0 && !sizes.Contains(result.Document.Entries.Count)
                    ? $"{result.Document.Entries.Count} entries, expected {string.Join(" or ", sizes)}"
                    : null;
            });
        }
    }

    private static string? Differs(JsonElement expected, SitemapDocument sitemap)
    {
        var kind = sitemap.Kind switch { SitemapKind.Index => "sitemapindex", SitemapKind.Text => "text", _ => "urlset" };
        if (Shown.Difference("kind", Case.TextOf(expected, "kind"), kind) is { } wrongKind)
        {
            return wrongKind;
        }

        if (Shown.Difference("number of entries", expected.GetProperty("count").GetInt32(), sitemap.Entries.Count) is { } wrongCount)
        {
            return wrongCount;
        }

        var urls = expected.TryGetProperty("urls", out var list) ? list.EnumerateArray().ToList() : [];
        for (var i = 0; i < urls.Count && i < sitemap.Entries.Count; i++)
        {
            var entry = sitemap.Entries[i];
            var at = string.Create(CultureInfo.InvariantCulture, $"entry {i} ");
            if (Case.TextOf(urls[i], "loc") is { } loc && Shown.Difference(at + "address", loc.Trim(), entry.Url) is { } wrong)
            {
                return wrong;
            }

            var modified = WebDate.TryParse(Case.TextOf(urls[i], "lastmod"), out var date) ? date : (DateTimeOffset?)null;
            if (Shown.Difference(at + "lastmod", modified, entry.LastModified) is { } wrongDate)
            {
                return wrongDate;
            }

            if (urls[i].TryGetProperty("news", out var news) && news.GetArrayLength() > 0 && Differs(news[0], entry.News) is { } wrongNews)
            {
                return at + wrongNews;
            }
        }

        return null;
    }

    private static string? Differs(JsonElement expected, SitemapNews? news)
    {
        var published = WebDate.TryParse(Case.TextOf(expected, "publication_date"), out var date) ? date : (DateTimeOffset?)null;
        return Shown.Difference("news title", Case.TextOf(expected, "title")?.Trim(), news?.Title)
            ?? Shown.Difference("news language", Case.TextOf(expected, "language")?.Trim(), news?.Language)
            ?? Shown.Difference("news publication", Case.TextOf(expected, "name")?.Trim(), news?.Publication)
            ?? Shown.Difference("news date", published, news?.Published);
    }
}
