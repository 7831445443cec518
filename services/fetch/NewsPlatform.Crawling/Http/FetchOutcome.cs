namespace NewsPlatform.Crawling.Http;

/// <summary>How a fetch ended. Every fetch ends in exactly one of these.</summary>
public enum FetchOutcome
{
    /// <summary>A success status and a whole body (which may be empty).</summary>
    Ok,

    /// <summary>304: nothing changed since the validators that were sent.</summary>
    NotModified,

    /// <summary>A status that is neither success nor followed redirect.</summary>
    HttpStatus,

    /// <summary>A redirect that the request did not want followed; <see cref="FetchResult.Location"/> is where it leads.</summary>
    Redirected,

    /// <summary>429: too many requests.</summary>
    RateLimited,

    /// <summary>The host name has no address.</summary>
    DnsFailed,

    /// <summary>No connection, or it broke before an answer.</summary>
    ConnectFailed,

    /// <summary>No secure connection: certificate or protocol.</summary>
    TlsFailed,

    /// <summary>A time limit passed.</summary>
    TimedOut,

    /// <summary>Header or body beyond its bound, before or after decoding.</summary>
    TooLarge,

    /// <summary>A content coding that is unknown or does not decode.</summary>
    BadEncoding,

    /// <summary>The body ended before its announced or coded end.</summary>
    TruncatedBody,

    /// <summary>More redirects than the bound, or in a circle.</summary>
    TooManyRedirects,

    /// <summary>A redirect to nowhere: no Location, or none that is http or https.</summary>
    BadRedirect,

    /// <summary>The address guard forbids the host's addresses or the port.</summary>
    BlockedAddress,

    /// <summary>The request's own address is not absolute http or https.</summary>
    UnsupportedUrl,

    /// <summary>The answer is no valid HTTP.</summary>
    ProtocolError,
}
