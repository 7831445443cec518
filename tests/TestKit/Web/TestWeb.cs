using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NewsPlatform.TestKit.Web;

/// <summary>
/// A web server on a loopback address that answers what the test says and remembers what it was asked. Servers on
/// different addresses (127.0.0.1, 127.0.0.2 ...) are different hosts to a crawler.
/// </summary>
public sealed class TestWeb : IAsyncDisposable
{
    private const int MaxBodyBytes = 1 << 20;

    private readonly WebApplication application;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Func<TestRequest, TestResponse>> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TestRequest> log = new();

    private TestWeb(WebApplication application, Uri address, TimeProvider clock)
    {
        this.application = application;
        this.clock = clock;
        Address = address;
    }

    /// <summary>The root, for example <c>http://127.0.0.1:23456/</c>.</summary>
    public Uri Address { get; }

    /// <summary>All requests so far, in the order in which they came.</summary>
    public IReadOnlyList<TestRequest> Requests => [.. log];

    /// <summary>Answers what no route matches; 404 unless set.</summary>
    public Func<TestRequest, TestResponse> Fallback { get; set; } = _ => TestResponse.Empty(404);

    /// <summary>Starts a server.</summary>
    /// <param name="ip">A loopback address (Linux answers on all of 127.0.0.0/8), or this machine's on a network of its own containers.</param>
    /// <param name="port">The port, or 0 for a free one.</param>
    /// <param name="clock">Gives the times in the log; the system's unless told.</param>
    /// <param name="certificate">Its certificate with the key, for https; http without.</param>
    public static async Task<TestWeb> StartAsync(string ip = "127.0.0.1", int port = 0, TimeProvider? clock = null, X509Certificate2? certificate = null)
    {
        var address = IPAddress.Parse(ip);
        if (!IPAddress.IsLoopback(address) && !IsOfContainers(address))
        {
            throw new ArgumentException($"{ip} is neither a loopback address nor this machine's on a bridge of its containers.", nameof(ip));
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        var built = builder.Build();
        TestWeb? web = null;
        built.Run(context => web!.AnswerAsync(context));

        // The port is known after the start; nobody has the address before this method returns.
        web = new TestWeb(built, await StartAndFindAddressAsync(built), clock ?? TimeProvider.System);
        return web;
    }

    /// <summary>Answers a path (as sent, without the query) on every host name; replaces what it answered before.</summary>
    public TestWeb Serve(string path, Func<TestRequest, TestResponse> answer)
    {
        routes[path] = answer;
        return this;
    }

    /// <summary>Answers a path always the same.</summary>
    public TestWeb Serve(string path, TestResponse answer) => Serve(path, _ => answer);

    /// <summary>Stops answering a path.</summary>
    public void Remove(string path) => routes.TryRemove(path, out _);

    /// <summary>The absolute address of a path.</summary>
    public Uri At(string path) => new(Address, path);

    /// <summary>The requests for a path, in the order in which they came.</summary>
    public IReadOnlyList<TestRequest> RequestsFor(string path) =>
        [.. log.Where(request => string.Equals(request.Path, path, StringComparison.Ordinal))];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Clients may keep connections open; a test server need not be polite.
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
    }

    private static async Task<Uri> StartAndFindAddressAsync(WebApplication application)
    {
        await application.StartAsync();
        return new Uri(application.Urls.First());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var request = new TestRequest(
            clock.GetUtcNow(),
            context.Request.Method,
            context.Request.Host.Value ?? "",
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[question..],
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await ReadBodyAsync(context.Request.Body, context.RequestAborted));
        log.Enqueue(request);
        var response = (routes.GetValueOrDefault(request.Path) ?? Fallback)(request);
        if (response.Delay > TimeSpan.Zero)
        {
            await Task.Delay(response.Delay, clock, context.RequestAborted);
        }

        await SendAsync(context, response);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(Stream body, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (read.Length < MaxBodyBytes && await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private static async Task SendAsync(HttpContext context, TestResponse response)
    {
        context.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (response.Status is 204 or 304 || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        context.Response.ContentLength = response.Body.Length;
        if (response.CutAfterBytes is { } cut)
        {
            await context.Response.Body.WriteAsync(response.Body[..Math.Min(cut, response.Body.Length)], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
    }

    // Docker names the bridges of its networks br-… and docker0.
    private static bool IsOfContainers(IPAddress address) => NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.Name.StartsWith("br-", StringComparison.Ordinal) || card.Name.StartsWith("docker", StringComparison.Ordinal))
        .Any(card => card.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address)));
}
