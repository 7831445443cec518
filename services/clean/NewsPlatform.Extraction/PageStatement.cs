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
        return new(title, dates.Published, dates.Modified);
    }
}
