using System.Globalization;
using System.Net;
using System.Text;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Crawling.Http;

/// <summary>
/// Fetches one address over HTTP, as a guest who trusts nobody: every connection is checked by the
/// <see cref="AddressGuard"/>, every size and time is bounded, redirects are followed by hand, and whatever the web
/// does comes back as a <see cref="FetchResult"/>. Safe for concurrent use.
/// </summary>
public sealed class PageFetcher : IDisposable
{
    private readonly FetchLimits limits;
    private readonly TimeProvider time;
    private readonly GuardedConnector connector;
    private readonly HttpMessageInvoker client;

    /// <summary>Makes a fetcher with its own connection pool.</summary>
    /// <param name="limits">Bounds and the user agent.</param>
    /// <param name="guard">Decides where connections may go.</param>
    /// <param name="time">The clock, for time limits and dates.</param>
    /// <param name="resolve">Name resolution; the system's when null.</param>
    /// <param name="connect">Opens a connection to an address that the guard allowed, which it may refuse with a <see cref="System.Net.Sockets.SocketException"/>; TCP when null.</param>
    public PageFetcher(
        FetchLimits limits,
        AddressGuard guard,
        TimeProvider time,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
        Func<IPEndPoint, CancellationToken, Task<Stream>>? connect = null)
    {
        this.limits = limits;
        this.time = time;
        connector = new GuardedConnector(guard, resolve ?? Dns.GetHostAddressesAsync, connect ?? GuardedConnector.ConnectSocketAsync, limits.ConnectTimeout, time);
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            Credentials = null,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null, // sites have no business with our traces
            MaxConnectionsPerServer = limits.MaxConnectionsPerServer,
            MaxResponseHeadersLength = limits.MaxHeaderKilobytes,
            MaxResponseDrainSize = limits.MaxDrainBytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ConnectTimeout = limits.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ConnectCallback = (context, cancellation) => connector.ConnectAsync(context.DnsEndPoint, cancellation),
        });
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>Fetches. Never throws for what the network or the server does.</summary>
    /// <param name="request">What to fetch.</param>
    /// <param name="cancellation">The caller's wish to stop.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        using var total = new CancellationTokenSource(limits.TotalTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, total.Token);
        var result = await FollowAsync(request, total.Token, either.Token, cancellation);
        return result with { Elapsed = time.GetElapsedTime(started), RemoteAddress = result.Status is null ? null : connector.LastAddress(result.FinalUrl) };
    }

    private async Task<FetchResult> FollowAsync(FetchRequest request, CancellationToken total, CancellationToken either, CancellationToken caller)
    {
        var url = request.Url;
        if (!url.IsAbsoluteUri || !WebAddress.TryParse(url.OriginalString, null, out var address, out _) || !WebAddress.TryToUri(address.ToString(), out var next))
        {
            return new FetchResult { Outcome = FetchOutcome.UnsupportedUrl, Reason = $"'{url}' cannot be fetched: only absolute http and https addresses can", FinalUrl = url };
        }

        var hops = new List<RedirectHop>(request.Hops ?? []);
        var seen = new HashSet<string>(hops.Select(hop => hop.Url.OriginalString), StringComparer.Ordinal) { address.ToString() };
        while (true)
        {
            var result = await OnceAsync(request, next, total, either, caller) with { Redirects = hops };
            // A POST must not become a GET on the way (RFC 9110 section 15.4).
            if (result.Outcome != FetchOutcome.HttpStatus || result.Status is not (301 or 302 or 303 or 307 or 308) || (request.Form is not null && result.Status is not (307 or 308)))
            {
                return result;
            }

            var location = HeaderFields.First(result.Headers, "Location");
            if (string.IsNullOrWhiteSpace(location))
            {
                return result with { Outcome = FetchOutcome.BadRedirect, Reason = $"status {result.Status} without a Location" };
            }

            if (!WebAddress.TryParse(ResponseHead.AsUtf8(location), result.FinalUrl, out address, out var reason))
            {
                return result with { Outcome = FetchOutcome.BadRedirect, Reason = $"status {result.Status} with a Location that cannot be followed: {reason}" };
            }

            if (!WebAddress.TryToUri(address.ToString(), out next))
            {
                return result with { Outcome = FetchOutcome.BadRedirect, Reason = $"status {result.Status} to the host '{address.Host}', which cannot be requested" };
            }

            hops.Add(new RedirectHop(result.FinalUrl, result.Status.Value));
            if (!seen.Add(address.ToString()))
            {
                return result with { Outcome = FetchOutcome.TooManyRedirects, Reason = $"the redirects go in a circle, back to {address}" };
            }

            if (hops.Count > limits.MaxRedirects)
            {
                return result with { Outcome = FetchOutcome.TooManyRedirects, Reason = $"more than {limits.MaxRedirects} redirects, the last to {address}" };
            }

            if (!request.FollowRedirects)
            {
                return result with { Outcome = FetchOutcome.Redirected, Reason = $"status {result.Status} to {address}", Location = next };
            }
        }
    }

    private async Task<FetchResult> OnceAsync(FetchRequest request, Uri url, CancellationToken total, CancellationToken either, CancellationToken caller)
    {
        using var head = new CancellationTokenSource(limits.HeaderTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(either, head.Token);
        try
        {
            using var response = await SendAsync(request, url, limit.Token);
            return await ReadAsync(request, url, response, either) with { RequestBlock = BlockOf(request, url) };
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException fault)
        {
            var (outcome, reason) = total.IsCancellationRequested
                ? (FetchOutcome.TimedOut, $"not finished within {limits.TotalTimeout.TotalSeconds:0.###} s")
                : head.IsCancellationRequested
                    ? (FetchOutcome.TimedOut, $"no response header from {url.Authority} within {limits.HeaderTimeout.TotalSeconds:0.###} s")
                    : FetchFault.Explain(fault, url);
            return new FetchResult { Outcome = outcome is FetchOutcome.ProtocolError ? FetchOutcome.TimedOut : outcome, Reason = reason, FinalUrl = url };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or NotSupportedException or InvalidOperationException or UriFormatException)
        {
            // The HTTP stack tells the web's faults by these; a bug of ours would be another type.
            var (outcome, reason) = FetchFault.Explain(fault, url);
            return new FetchResult { Outcome = outcome, Reason = reason, FinalUrl = url };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(FetchRequest request, Uri url, CancellationToken cancellation)
    {
        try
        {
            using var message = MessageFor(request, url);
            return await client.SendAsync(message, cancellation);
        }
        catch (HttpRequestException fault) when (OffersHttp2(url) && FetchFault.Explain(fault, url).Outcome == FetchOutcome.ProtocolError)
        {
            // A server may take leave of an HTTP/2 connection at any time (GOAWAY, RFC 9113 section 6.8): once more on a new one.
            using var message = MessageFor(request, url);
            return await client.SendAsync(message, cancellation);
        }
    }

    private async Task<FetchResult> ReadAsync(FetchRequest request, Uri url, HttpResponseMessage response, CancellationToken either)
    {
        var head = ResponseHead.Of(response);
        var status = (int)response.StatusCode;
        var result = new FetchResult
        {
            Outcome = FetchOutcome.Ok,
            Reason = $"status {status}",
            Status = status,
            FinalUrl = url,
            HttpVersion = response.Version,
            Headers = head.Fields,
            HeaderBlock = head.Block,
            ContentType = head.First("Content-Type"),
            ETag = head.First("ETag"),
            LastModified = head.First("Last-Modified"),
            RetryAfter = Http.RetryAfter.Parse(head.First("Retry-After"), time.GetUtcNow()),
        };
        switch (status)
        {
            case 304:
                return result with { Outcome = FetchOutcome.NotModified, Reason = "not modified" };
            case 429:
                return result with { Outcome = FetchOutcome.RateLimited, Reason = $"{url.Authority} says that there were too many requests (status 429)" };
            case 206:
                return result with { Outcome = FetchOutcome.TruncatedBody, Reason = "status 206, a part, although the whole was asked for" };
            case < 200 or >= 300:
                // Disposing the response reads at most MaxDrainBytes of the body.
                return result with { Outcome = FetchOutcome.HttpStatus, Reason = $"{url.Authority} answered with status {status} {response.ReasonPhrase}".TrimEnd() };
            default:
                break;
        }

        var max = (int)Math.Clamp(request.MaxBytes ?? limits.MaxBodyBytes, 0, Array.MaxLength);
        if (response.Content.Headers.ContentLength > max)
        {
            return result with { Outcome = FetchOutcome.TooLarge, Reason = $"the body has {response.Content.Headers.ContentLength} bytes, the limit is {max}" };
        }

        var (outcome, reason, sent) = await BodyReader.ReadAsync(response, max, limits.IdleTimeout, time, either);
        ReadOnlyMemory<byte> body = default;
        if (outcome == FetchOutcome.Ok)
        {
            (outcome, reason, body) = ContentCoding.Decode(sent, head.All("Content-Encoding"), max, limits.MaxRatio);
        }

        return outcome == FetchOutcome.Ok ? result with { Sent = sent, Body = body } : result with { Outcome = outcome, Reason = reason };
    }

    private bool OffersHttp2(Uri url) => limits.AllowHttp2 && string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);

    private HttpRequestMessage MessageFor(FetchRequest request, Uri url)
    {
        var message = new HttpRequestMessage(request.Form is null ? HttpMethod.Get : HttpMethod.Post, url)
        {
            Content = request.Form is { } form ? new ByteArrayContent(Encoding.UTF8.GetBytes(form)) : null,
            Version = OffersHttp2(url) ? System.Net.HttpVersion.Version20 : System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, value) in FieldsOf(request))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Content?.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        return message;
    }

    private IEnumerable<(string Name, string Value)> FieldsOf(FetchRequest request)
    {
        (string Name, string? Value)[] fields =
        [
            ("User-Agent", limits.UserAgent),
            ("Accept", request.Accept),
            ("Accept-Encoding", ContentCoding.Accepted),
            ("If-None-Match", request.ETag),
            ("If-Modified-Since", request.LastModified),
        ];
        foreach (var (name, value) in fields)
        {
            // A stored validator with a line break would be a header injection; it is dropped.
            if (!string.IsNullOrEmpty(value) && value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0)
            {
                yield return (name, value);
            }
        }
    }

    private string BlockOf(FetchRequest request, Uri url)
    {
        var block = new StringBuilder();
        block.Append(CultureInfo.InvariantCulture, $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n");
        foreach (var (name, value) in FieldsOf(request))
        {
            block.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return block.ToString();
    }
}
