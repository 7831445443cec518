namespace NewsPlatform.Crawling.Http;

/// <summary>One thing to fetch.</summary>
/// <param name="Url">Absolute http or https address.</param>
/// <param name="ETag">The ETag of the last answer, exactly as received, to ask for a change only.</param>
/// <param name="LastModified">The Last-Modified of the last answer, exactly as received.</param>
/// <param name="MaxBytes">Bound on the body in bytes; <see cref="FetchLimits.MaxBodyBytes"/> when null.</param>
/// <param name="Accept">The Accept header.</param>
/// <param name="FollowRedirects">Whether redirects are followed; if not, one ends the fetch as <see cref="FetchOutcome.Redirected"/>.</param>
/// <param name="Hops">Redirects that led to <paramref name="Url"/>, when an earlier fetch told of them: they count and may not come again.</param>
/// <param name="Form">What to POST as a form, percent-encoded; null: it is a GET. A form is sent again where a 307 or 308 leads, and nowhere else.</param>
public sealed record FetchRequest(
    Uri Url,
    string? ETag = null,
    string? LastModified = null,
    long? MaxBytes = null,
    string Accept = FetchRequest.AcceptPage,
    bool FollowRedirects = true,
    IReadOnlyList<RedirectHop>? Hops = null,
    string? Form = null)
{
    /// <summary>Accept header for pages.</summary>
    public const string AcceptPage = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

    /// <summary>Accept header for feeds.</summary>
    public const string AcceptFeed = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5";
}
