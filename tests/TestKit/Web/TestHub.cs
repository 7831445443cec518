using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NewsPlatform.TestKit.Web;

/// <summary>
/// A WebSub hub on a loopback address: it remembers what it is asked, calls back as the Recommendation wants, and pushes what
/// the test says.
/// </summary>
public sealed class TestHub : IAsyncDisposable
{
    private readonly TestWeb web;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<HubAsk> asked = new();
    private readonly ConcurrentQueue<HubVerdict> verdicts = new();

    private TestHub(TestWeb web)
    {
        this.web = web;
        web.Serve("/hub", Answer);
    }

    /// <summary>Where it is asked.</summary>
    public Uri Address => web.At("/hub");

    /// <summary>All that its server was asked.</summary>
    public TestWeb Web => web;

    /// <summary>Requests so far, in the order in which they came.</summary>
    public IReadOnlyList<HubAsk> Asked => [.. asked];

    /// <summary>What subscribers answered to its calls, in the order in which they did.</summary>
    public IReadOnlyList<HubVerdict> Verdicts => [.. verdicts];

    /// <summary>Lease that it grants; null: what it is asked for.</summary>
    public TimeSpan? Lease { get; set; }

    /// <summary>Whether it calls back by itself: before it answers the request, as some hubs do, or not at all.</summary>
    public bool CallsBack { get; set; } = true;

    /// <summary>What it answers to a request; 202 unless set.</summary>
    public Func<TestRequest, TestResponse> Response { get; set; } = _ => TestResponse.Empty(202);

    /// <summary>Starts a hub.</summary>
    /// <param name="ip">A loopback address.</param>
    /// <param name="certificate">Its certificate with the key, for https; http without.</param>
    public static async Task<TestHub> StartAsync(string ip = "127.0.0.1", X509Certificate2? certificate = null) => new(await TestWeb.StartAsync(ip, certificate: certificate));

    /// <summary>Asks a subscriber whether it asked for this.</summary>
    /// <param name="ask">The request.</param>
    /// <param name="mode">Another mode than the request's.</param>
    /// <param name="topic">Another topic than the request's.</param>
    public async Task<HubVerdict> VerifyAsync(HubAsk ask, string? mode = null, string? topic = null)
    {
        var challenge = RandomNumberGenerator.GetHexString(20);
        var lease = ((long)(Lease ?? ask.Lease ?? TimeSpan.FromDays(1)).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var verdict = await CallAsync(ask, ("hub.mode", mode ?? ask.Mode), ("hub.topic", topic ?? ask.Topic), ("hub.challenge", challenge), ("hub.lease_seconds", lease));
        verdict = verdict with { IsConfirmed = verdict.Status == HttpStatusCode.OK && verdict.Body == challenge };
        verdicts.Enqueue(verdict);
        return verdict;
    }

    /// <summary>Tells a subscriber that it does not push.</summary>
    public Task<HubVerdict> DenyAsync(HubAsk ask, string reason) =>
        CallAsync(ask, ("hub.mode", "denied"), ("hub.topic", ask.Topic), ("hub.reason", reason));

    /// <summary>Pushes a document.</summary>
    /// <param name="ask">The request that asked for it.</param>
    /// <param name="body">The document.</param>
    /// <param name="method">How it is signed: sha1, sha256, sha384, sha512; null: not at all.</param>
    /// <param name="secret">Another secret than the one that it was given.</param>
    public async Task<HttpStatusCode> PushAsync(HubAsk ask, string body, string? method = "sha256", string? secret = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, ask.Callback) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/rss+xml");
        request.Headers.TryAddWithoutValidation("Link", $"<{Address}>; rel=\"hub\", <{ask.Topic}>; rel=\"self\"");
        if (method is not null)
        {
            var key = Encoding.UTF8.GetBytes(secret ?? ask.Secret);
            var signature = CryptographicOperations.HmacData(new HashAlgorithmName(method.ToUpperInvariant()), key, bytes);
            request.Headers.TryAddWithoutValidation("X-Hub-Signature", $"{method}={Convert.ToHexStringLower(signature)}");
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await web.DisposeAsync();
    }

    private TestResponse Answer(TestRequest request)
    {
        var form = Encoding.UTF8.GetString(request.Body.Span).Split('&')
            .Select(field => field.Split('=', 2))
            .ToDictionary(field => WebUtility.UrlDecode(field[0]), field => WebUtility.UrlDecode(field[^1]), StringComparer.Ordinal);
        var ask = new HubAsk(
            request.Headers.GetValueOrDefault("Content-Type") ?? "",
            form["hub.mode"],
            form["hub.topic"],
            new Uri(form["hub.callback"]),
            form.GetValueOrDefault("hub.secret") ?? "",
            form.TryGetValue("hub.lease_seconds", out var seconds) ? TimeSpan.FromSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)) : null);
        asked.Enqueue(ask);
        var response = Response(request);
        if (CallsBack && response.Status is >= 200 and < 300)
        {
            Task.Run(() => VerifyAsync(ask)).Wait(TimeSpan.FromSeconds(10));
        }

        return response;
    }

    private async Task<HubVerdict> CallAsync(HubAsk ask, params (string Name, string Value)[] arguments)
    {
        var query = string.Join('&', arguments.Select(argument => $"{argument.Name}={Uri.EscapeDataString(argument.Value)}"));
        using var response = await client.GetAsync(new Uri($"{ask.Callback}?{query}"));
        return new HubVerdict(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync(), false);
    }
}

/// <summary>One request that a <see cref="TestHub"/> received.</summary>
/// <param name="ContentType">Content-Type of the request.</param>
/// <param name="Mode">hub.mode.</param>
/// <param name="Topic">hub.topic.</param>
/// <param name="Callback">hub.callback.</param>
/// <param name="Secret">hub.secret, or empty.</param>
/// <param name="Lease">hub.lease_seconds, or null.</param>
public sealed record HubAsk(string ContentType, string Mode, string Topic, Uri Callback, string Secret, TimeSpan? Lease);

/// <summary>What a subscriber answered to a call of a <see cref="TestHub"/>.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">The media type, or empty.</param>
/// <param name="Body">The body.</param>
/// <param name="IsConfirmed">Whether it echoed the challenge.</param>
public sealed record HubVerdict(HttpStatusCode Status, string ContentType, string Body, bool IsConfirmed);
