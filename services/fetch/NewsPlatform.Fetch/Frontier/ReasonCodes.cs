using NewsPlatform.Crawling.Http;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>Stable words for why a page could not be fetched.</summary>
internal static class ReasonCodes
{
    /// <summary>The address guard forbids the page's own host.</summary>
    public const string AddressBlocked = "address_blocked";

    /// <summary>The host answers, but not with its robots.txt.</summary>
    public const string RobotsUnreachable = "robots_unreachable";

    /// <summary>What was fetched meets a bug, or has something that no database takes.</summary>
    public const string Unexpected = "fetch_failed";

    /// <summary>The web has no such page, or none any more.</summary>
    public const string NotFound = "not_found";

    /// <inheritdoc cref="NotFound"/>
    public const string Gone = "gone";

    /// <summary>Whether a word says that the page is not there.</summary>
    public static bool IsGone(string code) => code is NotFound or Gone;

    /// <summary>
    /// Whether an exception is the fault of the page or source that was at hand: then that is put off, as any other fault
    /// of it is, for it would stand in its host's way at each visit. What is away comes back and is not counted.
    /// </summary>
    public static bool IsOwnFault(Exception exception) =>
        exception is not (OperationCanceledException or IOException or TimeoutException) && !Database.IsTransient(exception);

    /// <summary>The word for a fetch that brought no page.</summary>
    public static string Of(FetchResult result) => result.Outcome switch
    {
        FetchOutcome.HttpStatus when result.Status == 404 => NotFound,
        FetchOutcome.HttpStatus when result.Status == 410 => Gone,
        FetchOutcome.HttpStatus or FetchOutcome.NotModified => $"http_{result.Status}",
        FetchOutcome.RateLimited => "rate_limited",
        FetchOutcome.DnsFailed => "dns_failed",
        FetchOutcome.ConnectFailed => "connect_failed",
        FetchOutcome.TlsFailed => "tls_failed",
        FetchOutcome.TimedOut => "timed_out",
        FetchOutcome.TooLarge => "too_large",
        FetchOutcome.BadEncoding => "bad_encoding",
        FetchOutcome.TruncatedBody => "truncated_body",
        FetchOutcome.TooManyRedirects => "too_many_redirects",
        FetchOutcome.BadRedirect => "bad_redirect",
        FetchOutcome.BlockedAddress => AddressBlocked,
        _ => "protocol_error",
    };
}
