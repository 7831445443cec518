using System.Net;

namespace NewsPlatform.Crawling.Http;

/// <summary>What became of a <see cref="FetchRequest"/>.</summary>
public sealed record FetchResult
{
    /// <summary>How the fetch ended.</summary>
    public required FetchOutcome Outcome { get; init; }

    /// <summary>A sentence that a person understands, with the value that mattered.</summary>
    public required string Reason { get; init; }

    /// <summary>HTTP status of the last answer; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The address that was asked last.</summary>
    public required Uri FinalUrl { get; init; }

    /// <summary>Where the answer redirects to; null unless the outcome is <see cref="FetchOutcome.Redirected"/>.</summary>
    public Uri? Location { get; init; }

    /// <summary>Redirects that led here, in order; with that of this answer when the outcome is <see cref="FetchOutcome.Redirected"/>.</summary>
    public IReadOnlyList<RedirectHop> Redirects { get; init; } = [];

    /// <summary>Protocol version of the last answer.</summary>
    public Version? HttpVersion { get; init; }

    /// <summary>Header fields of the last answer in order, values as received (Latin-1).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Status line and header fields as HTTP/1.1 writes them, without the final empty line. Empty when there was no answer.</summary>
    public string HeaderBlock { get; init; } = "";

    /// <summary>The last request as HTTP/1.1 writes it, without the final empty line. It has no cookies and no credentials, for none are ever sent. Empty when there was no answer.</summary>
    public string RequestBlock { get; init; } = "";

    /// <summary>The body, decoded. Empty unless the outcome is <see cref="FetchOutcome.Ok"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// The body as it was sent, its Content-Encoding still on it: what an archive keeps. The memory of <see cref="Body"/> where there is
    /// none. Empty unless the outcome is <see cref="FetchOutcome.Ok"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Sent { get; init; }

    /// <summary>Content-Type as received.</summary>
    public string? ContentType { get; init; }

    /// <summary>ETag as received, quoted or not.</summary>
    public string? ETag { get; init; }

    /// <summary>Last-Modified as received.</summary>
    public string? LastModified { get; init; }

    /// <summary>How long the server asks to wait; between zero and 24 hours.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The address that was last connected to for the final host, when known.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>Time that the fetch took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>True when trying again later makes sense.</summary>
    public bool IsTransient => Outcome switch
    {
        FetchOutcome.DnsFailed or FetchOutcome.ConnectFailed or FetchOutcome.TimedOut or FetchOutcome.TruncatedBody or FetchOutcome.RateLimited => true,
        FetchOutcome.HttpStatus => Status is 408 or 425 or 429 or >= 500,
        _ => false,
    };
}
