using System.Text.Json;
using NewsPlatform.Crawling.Feeds;

namespace NewsPlatform.Conformance.Areas;

/// <summary>
/// Feeds: what their suites assert of the fields that the product reads, what independent readers agree on, and for the
/// rest that they are read at all. Lenient compares text without markup and white space and addresses as browsers do;
/// strict compares characters.
/// </summary>
internal static class FeedsArea
{
    // Of a case that names no address. Its suite then leaves relative links alone.
    private const string DefaultUrl = "http://127.0.0.1:8097/tests/feed.xml";

    /// <summary>Suites that are large enough to be shown by their own groups.</summary>
    private static readonly string[] Grouped = ["feedparser", "gofeed", "miniflux"];

    public static Task RunLenientAsync(CaseFolder folder, Tally tally) => RunAsync(folder, tally, lenient: true);

    public static Task RunStrictAsync(CaseFolder folder, Tally tally) => RunAsync(folder, tally, lenient: false);

    private static async Task RunAsync(CaseFolder folder, Tally tally, bool lenient)
    {
        var (wellFormed, illFormed, synthetic) = (default(Figure), default(Figure), default(Figure));
        foreach (var one in folder.Cases("feeds/expect.jsonl"))
        {
            var url = new Uri(one.Text("url") ?? DefaultUrl);
            var read = FeedReader.Read(folder.Bytes(one), ContentType(one), url);
            var suite = Array.IndexOf(Grouped, one.Suite) < 0 ? one.Suite : $"{one.Suite}:{one.Text("group")}";
            await tally.JudgeAsync(suite, one.Id, () => Judge(one, read, url, lenient));
            var real = one.Text("group") is "real";
            if (one.Is("wellformed") && real)
            {
                wellFormed = wellFormed.With(read.IsFeed);
            }
            else if (one.Has("wellformed") && !one.Is("wellformed") && !one.Is("must_fail"))
            {
                illFormed = real ? illFormed.With(read.IsFeed) : illFormed;
                synthetic = real ? synthetic : synthetic.With(read.IsFeed);
            }
        }

        if (lenient)
        {
            tally.Note($"real and well-formed, read as feeds: {wellFormed}");
            tally.Note($"real and ill-formed, read as feeds: {illFormed}");
            tally.Note($"synthetic and ill-formed, read as feeds: {synthetic}");
        }
    }

    private static string? ContentType(Case one)
    {
        foreach (var header in one.Members("headers"))
        {
            if (string.Equals(header.Name, "content-type", StringComparison.OrdinalIgnoreCase))
            {
                return header.Value.GetString();
            }
        }

        return null;
    }

    private static string? Judge(Case one, FeedResult read, Uri url, bool lenient)
    {
        if (one.Is("must_fail"))
        {
            // Reading what another reader gives up on is no fault; inventing entries would be.
            return read.IsFeed && read.Document.Entries.Count > 0 ? "read with entries, expected a refusal" : null;
        }

        var asserts = one.Items("asserts").Concat(one.Items("consensus")).Where(assert => Case.TextOf(assert, "canon") is not null).ToList();
        if (!read.IsFeed)
        {
            // Of robustness cases without any claim some are no feeds.
            return asserts.Exists(assert => !IsNothing(assert)) || one.Text("group") is "real" || (one.Text("kind") is "upstream" && asserts.Count == 0) ? $"not read: {read.Fault.Reason}" : null;
        }

        foreach (var assert in asserts)
        {
            if (FeedAssert.Judge(assert, read.Document, url, one.Has("url"), lenient) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static bool IsNothing(JsonElement assert) =>
        Case.TextOf(assert, "op") is "len" && assert.GetProperty("value").ValueKind == JsonValueKind.Number && assert.GetProperty("value").GetInt32() == 0;
}
