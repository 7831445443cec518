using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace NewsPlatform.Standalone.Demo;

/// <summary>Serves the demo newsroom on a port of its own, on the loopback interface only.</summary>
public sealed class DemoServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly DemoNewsroom newsroom = DemoNewsroom.Load();
    private readonly TimeProvider clock;

    // Counts paths that the newsroom has, so it is bounded by the number of pages.
    private readonly ConcurrentDictionary<string, int> visits = new(StringComparer.Ordinal);
    private readonly HashSet<string> counted;

    private DemoServer(int port, TimeProvider clock)
    {
        this.clock = clock;
        counted = [.. newsroom.Pages.Select(page => page.Path)];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddResponseCompression(options =>
        {
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["text/html", "text/plain", "text/javascript", "application/xml", "application/rss+xml", "application/atom+xml"];
        });
        application = builder.Build();
        application.UseResponseCompression();
        application.Run(AnswerAsync);
        Address = new Uri("http://127.0.0.1/");
    }

    /// <summary>Where the newsroom is: scheme, host, port and a slash.</summary>
    public Uri Address { get; private set; }

    /// <summary>Address of the feed of each title.</summary>
    public IReadOnlyList<Uri> Feeds => [.. DemoPublication.All.Select(publication => new Uri(Address, publication.FeedPath))];

    /// <summary>Address of the sitemap that lists every page.</summary>
    public Uri Sitemap => new(Address, "/sitemap.xml");

    /// <summary>Starts to serve.</summary>
    /// <param name="port">Port on 127.0.0.1; 0 takes a free one.</param>
    /// <param name="clock">The clock in the head of the pages.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<DemoServer> StartAsync(int port, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var server = new DemoServer(port, clock);
        try
        {
            await server.application.StartAsync(cancellationToken);
            var bound = server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            server.Address = new Uri(bound);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops to serve.</summary>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return;
        }

        var path = request.Path.Value ?? "/";
        var answer = newsroom.Respond(path, Address, of => visits.GetValueOrDefault(of), clock.GetUtcNow());
        if (HttpMethods.IsGet(request.Method) && counted.Contains(path))
            visits.AddOrUpdate(path, 1, static (_, count) => count + 1);

        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.ETag is { } tag)
            response.Headers.ETag = tag;
        if (answer.LastModified is { } modified)
            response.Headers.LastModified = modified.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);
        if (answer.Status == StatusCodes.Status200OK && IsFresh(request, answer))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length; // Compression takes it off again.
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    // RFC 9110, section 13.2.2: If-Modified-Since counts only where there is no If-None-Match.
    private static bool IsFresh(HttpRequest request, DemoResponse answer)
    {
        var headers = request.GetTypedHeaders();
        if (headers.IfNoneMatch is { Count: > 0 } tags)
        {
            return answer.ETag is { } current && tags.Any(tag =>
                tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(EntityTagHeaderValue.Parse(current), useStrongComparison: false));
        }

        return headers.IfModifiedSince is { } since && answer.LastModified is { } modified && modified <= since;
    }
}
