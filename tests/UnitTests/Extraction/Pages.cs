using System.Text;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.UnitTests.Extraction;

/// <summary>Pages for tests, and the extractor with its limits.</summary>
internal static class Pages
{
    public const string Prose =
        "<p>The council voted on Tuesday to close the old harbour bridge, after engineers found cracks in two of its piers.</p>"
        + "<p>Traffic will be led over the northern crossing until spring, the mayor said, and buses will run every ten minutes.</p>"
        + "<p>“We have no choice,” she told reporters. “The bridge was built for carts, not for lorries of forty tonnes.”</p>"
        + "<p>Shopkeepers on the quay fear for their trade, and have asked the city for help until the works are over.</p>"
        + "<p>The repairs are expected to cost eleven million, of which the region pays a third.</p>";

    /// <summary>Paragraphs of which none is as another.</summary>
    public static string Rounds(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(i =>
        $"<p>In round {i} the council heard that a crossing at quay {i} would cost {i + 3} million more than the old bridge, and put its vote off until the {i + 1}th of the month.</p>"));

    public static ExtractionResult Extract(string html, string url = "https://paper.example/news/bridge", string? contentType = "text/html; charset=utf-8", DateTimeOffset? fetchedAt = null, int? status = null, FeedHint? feed = null) =>
        ArticleExtractor.Extract(
            new Page(Encoding.UTF8.GetBytes(html), new Uri(url)) { ContentType = contentType, FetchedAt = fetchedAt, Status = status, Feed = feed },
            ExtractionOptions.Default with { MaxTime = TimeSpan.FromSeconds(60) },
            CancellationToken.None);

    public static ExtractedArticle Article(string html, string url = "https://paper.example/news/bridge", DateTimeOffset? fetchedAt = null, FeedHint? feed = null)
    {
        var result = Extract(html, url, fetchedAt: fetchedAt, feed: feed);
        Assert.True(result.Article is not null, result.Rejection?.ToString());
        return result.Article;
    }

    public static RejectionReason? Rejected(string html, string url = "https://paper.example/news/bridge", int? status = null) => Extract(html, url, status: status).Rejection?.Reason;

    public static string Page(string body, string head = "", string lang = "en") =>
        "<!doctype html><html lang=\"" + lang + "\"><head><title>Harbour bridge to close | The Paper</title><meta property=\"og:site_name\" content=\"The Paper\">" + head + "</head><body>" + body + "</body></html>";
}
