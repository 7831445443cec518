using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.Extraction;

/// <summary>
/// What a rejected page says of itself: the film, the recording or the paid article whose text is not there has a headline and a day all the same.
/// </summary>
/// <param name="Title">The headline, or null.</param>
/// <param name="Published">When it was first published, or null.</param>
/// <param name="Modified">When it was last changed, or null.</param>
public sealed record PageStatement(Sourced<string>? Title, Sourced<NewsDate>? Published, Sourced<NewsDate>? Modified)
{
    private const double LeastForPrinted = 0.7;

    /// <summary>Reads it where the reason leaves the page one article; a list, a wall or an error has no day.</summary>
    internal static PageStatement? Read(PageRejection rejection, PageScan scan, JsonLdGraph graph, Page page, BodySelection body, Sourced<string>? title)
    {
        if (rejection.Reason is not (RejectionReason.TooShort or RejectionReason.PaywallStub))
        {
            return null;
        }

        var headline = ArticleAssembler.Headline(scan, title?.Value ?? "");
        var (first, last) = body.Kept.Count > 0 ? (body.Kept[0], body.Kept[^1]) : (Math.Max(headline, 0), Math.Max(headline, 0));
        var dates = ArticleDates.Read(scan, graph, page, first, last, headline);
        return new(title, IsOwn(dates.Published, headline) ? dates.Published : null, dates.Modified);
    }

    /// <summary>
    /// Whether a day is the page's own. Where the text is missing, what is printed below is about other articles: a printed day counts beside
    /// a headline only, and where little speaks against it.
    /// </summary>
    private static bool IsOwn(Sourced<NewsDate>? published, int headline) =>
        published is not null
        && (published.Evidence.Method is not (EvidenceMethod.Body or EvidenceMethod.Html) || (headline >= 0 && published.Evidence.Confidence >= LeastForPrinted));
}
