using NewsPlatform.Crawling.Opml;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Lists of feeds: what they hold, and that writing a list and reading it again loses nothing.</summary>
internal static class OpmlArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("opml/expect.jsonl"))
        {
            await tally.JudgeAsync(one, () => Judge(one, OpmlReader.Read(folder.Bytes(one), null)));
        }
    }

    private static string? Judge(Case one, OpmlResult read)
    {
        if (one.Is("must_fail"))
        {
            return read.IsOpml && read.Document.Feeds().Count > 0 ? "read with feeds, expected a refusal" : null;
        }

        if (!read.IsOpml)
        {
            // Documents of other kinds, of which nothing is claimed.
            return one.Items("subscriptions").Any() || one.Items("asserts").Any(ListAssert.IsClaim) ? $"not read: {read.Reason}" : null;
        }

        var again = OpmlReader.Read(OpmlWriter.Write(read.Document), null);
        if (!again.IsOpml || !Same(read.Document, again.Document))
        {
            return "written and read again it is another list";
        }

        var feeds = Listed(read.Document.Outlines).ToList();
        var wanted = one.Items("subscriptions").ToList();
        if (one.Json.TryGetProperty("subscriptions", out _) && one.Text("kind") is not "upstream" && Shown.Difference("number of feeds", wanted.Count, feeds.Count) is { } wrong)
        {
            return wrong;
        }

        for (var i = 0; i < Math.Min(wanted.Count, feeds.Count); i++)
        {
            var different = Shown.Difference("address", Case.TextOf(wanted[i], "feed_url")?.Trim(), feeds[i].FeedUrl)
                ?? (Case.TextOf(wanted[i], "title") is { } title && !string.Equals(title.Trim(), feeds[i].Attribute("title"), StringComparison.Ordinal) ? Shown.Difference("title", title.Trim(), feeds[i].Title) : null);
            if (different is not null)
            {
                return different;
            }
        }

        foreach (var assert in one.Items("asserts"))
        {
            if (ListAssert.Judge(assert, read.Document) is { } failed)
            {
                return failed;
            }
        }

        return null;
    }

    private static IEnumerable<OpmlOutline> Listed(IReadOnlyList<OpmlOutline> outlines)
    {
        foreach (var outline in outlines)
        {
            if (outline.FeedUrl is not null)
            {
                yield return outline;
            }

            foreach (var inner in Listed(outline.Children))
            {
                yield return inner;
            }
        }
    }

    private static bool Same(OpmlDocument one, OpmlDocument other) =>
        one.Head.SequenceEqual(other.Head) && Same(one.Outlines, other.Outlines);

    private static bool Same(IReadOnlyList<OpmlOutline> one, IReadOnlyList<OpmlOutline> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Attributes.DistinctBy(a => a.Key).SequenceEqual(pair.Second.Attributes) && Same(pair.First.Children, pair.Second.Children));
}
