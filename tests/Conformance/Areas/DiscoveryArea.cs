using System.Text.Json;
using NewsPlatform.Crawling.Discovery;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Feeds that a page declares.</summary>
internal static class DiscoveryArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("discovery/cases.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var found = FeedDiscovery.Find(folder.Bytes(one), new Uri(one.Text("page_url")!)).Where(feed => feed.Kind == FeedCandidateKind.Declared).ToList();
                return one.Has("count") ? Differs(one, found) : Differs(one.Is("has_feed"), one.Text("expected_feed_basename"), found);
            });
        }
    }

    private static string? Differs(bool has, string? basename, List<FeedCandidate> found)
    {
        if (!has)
        {
            return found.Count == 0 ? null : $"found {found[0].Url} where there is none";
        }

        return basename is null || found.Exists(feed => string.Equals(new Uri(feed.Url).Segments[^1], basename, StringComparison.Ordinal))
            ? null
            : $"{basename} is not among {string.Join(", ", found.Select(feed => feed.Url))}";
    }

    private static string? Differs(Case one, List<FeedCandidate> found)
    {
        if (Shown.Difference("number of feeds", int.Parse(one.Text("count")!, System.Globalization.CultureInfo.InvariantCulture), found.Count) is { } wrong)
        {
            return wrong;
        }

        foreach (var expected in one.Items("expected"))
        {
            var feed = found[expected.GetProperty("index").GetInt32()];
            var value = Case.TextOf(expected, "value");

            // A reader that has no title shows the address; the product leaves it empty.
            var different = Case.TextOf(expected, "field") switch
            {
                "url" => Shown.Difference("url", value, feed.Url),
                "title" => Shown.Difference("title", value, feed.Title ?? feed.Url),
                _ => null,
            };
            if (different is not null)
            {
                return different;
            }
        }

        return null;
    }
}
