namespace NewsPlatform.Crawling.Http;

/// <summary>Bounds of one fetch, and how the crawler presents itself. The defaults suit news sites.</summary>
public sealed record FetchLimits
{
    /// <summary>The User-Agent header: product token, version, and where a site's owner reads about the crawler.</summary>
    public string UserAgent { get; init; } = "NewsPlatform/0.1 (+https://example.org/bot)";

    /// <summary>Largest body in bytes, as sent and after decoding, when a request has no bound of its own.</summary>
    public int MaxBodyBytes { get; init; } = 10 * 1_024 * 1_024;

    /// <summary>
    /// Largest ratio of decoded to sent bytes, looked at above 1 MiB decoded. Text compresses by 3 to 30; repetitive sitemaps
    /// reach 100 and more; DEFLATE ends near 1,030, Brotli and Zstandard far beyond.
    /// </summary>
    public int MaxRatio { get; init; } = 500;

    /// <summary>Redirects followed at most; browsers follow 20, well-run sites need 3.</summary>
    public int MaxRedirects { get; init; } = 10;

    /// <summary>Time to resolve the name, connect and finish the TLS handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from sending a request to the end of the response's header, the connection included.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest silence while the body is read.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for everything, redirects included.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest response header in kibibytes.</summary>
    public int MaxHeaderKilobytes { get; init; } = 64;

    /// <summary>Unwanted body bytes read to keep a connection; more than that closes it.</summary>
    public int MaxDrainBytes { get; init; } = 64 * 1_024;

    /// <summary>Connections to one host at a time. One is polite.</summary>
    public int MaxConnectionsPerServer { get; init; } = 1;

    /// <summary>Whether HTTP/2 is offered over TLS.</summary>
    public bool AllowHttp2 { get; init; } = true;
}
