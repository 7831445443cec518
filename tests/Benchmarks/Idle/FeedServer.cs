using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NewsPlatform.Benchmarks.Idle;

/// <summary>Serves a feed without news on as many loopback addresses as are asked, each a host of its own to the crawler.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private const string Feed = "<rss version=\"2.0\"><channel><title>Quiet</title><link>/</link><description>Nothing yet.</description></channel></rss>";

    private readonly WebApplication app;
    private readonly int port;

    private FeedServer(WebApplication app, int port) => (this.app, this.port) = (app, port);

    public static async Task<FeedServer> StartAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, port, listen => listen.Protocols = HttpProtocols.Http1));
        var server = builder.Build();
        server.Run(context =>
        {
            if (context.Request.Path != "/feed")
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            context.Response.ContentType = "application/rss+xml";
            return context.Response.WriteAsync(Feed, context.RequestAborted);
        });
        await server.StartAsync();
        return new FeedServer(server, port);
    }

    /// <summary>The address of feed <paramref name="number"/>.</summary>
    public string UrlOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.{10 + (number / 62_500)}.{number / 250 % 250}.{1 + (number % 250)}:{port}/feed");

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
