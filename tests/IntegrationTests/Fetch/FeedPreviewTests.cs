using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.IntegrationTests.Hosting.Rpc;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>What a poll would bring, asked without keeping it.</summary>
public sealed class FeedPreviewTests : IAsyncLifetime
{
    private const string Feed =
        """
        <rss version="2.0"><channel><title>News</title>
        <item><title>One</title><link>/a/1</link><pubDate>Wed, 25 Nov 2026 09:00:00 GMT</pubDate></item>
        <item><title>Two</title><link>/a/2</link></item></channel></rss>
        """;

    private TestWeb web = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        web.Fallback = _ => TestResponse.Empty(404);
        host = await FetchHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task Feed_is_shown_and_nothing_is_kept()
    {
        web.Serve("/feed", TestResponse.Xml(Feed));
        web.Serve("/a/1", TestResponse.Html("<p>x"));
        await host.SubmitAsync(web.At("/a/1"));
        await Wait.UntilAsync(() => host.Announced.Heard.Count == 1, "a page that is known");

        var preview = await PreviewAsync("/feed");

        Assert.Equal(("", 200, SourceKind.Feed, "News"), (preview.Problem, preview.Status, preview.DetectedKind, preview.Title));
        Assert.Equal((2, 1), (preview.PageCount, preview.NewPageCount));
        Assert.Equal([("One", true), ("Two", false)], preview.Pages.Select(page => (page.Title, page.Known)));
        Assert.Equal(new DateTime(2026, 11, 25, 9, 0, 0, DateTimeKind.Utc), preview.Pages[0].PublishTime.ToDateTime());
        Assert.Equal((true, 0), (preview.PollInterval.Seconds > 0, preview.PollInterval.Nanos));
        Assert.NotEqual("", preview.PollIntervalReason);
        Assert.Empty((await host.Client.ListSourcesAsync(new ListSourcesRequest())).Sources);
        Assert.Empty(web.RequestsFor("/a/2"));
        Assert.Single((await host.Client.ListTracesAsync(new ListTracesRequest())).Traces);
    }

    [Fact]
    public async Task Source_that_is_known_is_named_and_its_poll_is_not_put_off()
    {
        web.Serve("/feed", TestResponse.Xml(Feed.Replace("/a/", "/gone/", StringComparison.Ordinal)));
        var added = await host.AddSourceAsync(web.At("/feed"));
        await host.SourceWhenAsync(added.Name, source => source.Pages == 2);

        var preview = await PreviewAsync("/feed");
        var polls = web.RequestsFor("/feed").Count;

        Assert.Equal((added.Name, 0), (preview.Source, preview.NewPageCount));
        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count >= polls + 2, "polls after the preview");
    }

    [Fact]
    public async Task Site_shows_the_feeds_that_would_be_added()
    {
        web.Serve("/", TestResponse.Html("<link rel=alternate type='application/rss+xml' href='/feed'><p>Hello"));

        var preview = await PreviewAsync("/");

        Assert.Equal(SourceKind.Site, preview.DetectedKind);
        Assert.Equal([web.At("/feed").AbsoluteUri], preview.Feeds);
        Assert.Null(preview.PollInterval);
        Assert.Empty((await host.Client.ListSourcesAsync(new ListSourcesRequest())).Sources);
    }

    [Fact]
    public async Task Redirect_to_another_host_is_followed_in_its_turn()
    {
        await using var other = await TestWeb.StartAsync();
        other.Fallback = _ => TestResponse.Empty(404);
        other.Serve("/feed", TestResponse.Xml(Feed));
        web.Serve("/old", TestResponse.Redirect(other.At("/feed").AbsoluteUri));

        var preview = await PreviewAsync("/old");

        Assert.Equal((other.At("/feed").AbsoluteUri, 2), (preview.FinalUrl, preview.PageCount));
        Assert.Single(other.RequestsFor("/robots.txt"));
    }

    [Theory]
    [InlineData("/none", SourceKind.Unspecified, 404, "404")]
    [InlineData("/page", SourceKind.Unspecified, 200, "expected a feed, a sitemap or a page that leads to feeds, got something else")]
    [InlineData("/feed", SourceKind.Sitemap, 200, "expected a sitemap, got a feed")]
    [InlineData("/hidden", SourceKind.Unspecified, 0, "robots.txt forbids it")]
    public async Task What_could_not_be_polled_says_why(string path, SourceKind kind, int status, string problem)
    {
        web.Serve("/robots.txt", TestResponse.Text("User-agent: *\nDisallow: /hidden\n"));
        web.Serve("/page", TestResponse.Html("<p>Hello"));
        web.Serve("/feed", TestResponse.Xml(Feed));

        var preview = await PreviewAsync(path, kind);

        Assert.Contains(problem, preview.Problem, StringComparison.Ordinal);
        Assert.Equal((status, SourceKind.Unspecified, 0), (preview.Status, preview.DetectedKind, preview.Pages.Count));
        Assert.Empty(web.RequestsFor("/hidden"));
    }

    [Fact]
    public async Task Host_that_does_not_answer_is_a_problem_and_no_answer()
    {
        await web.DisposeAsync();

        var preview = await PreviewAsync("/feed");

        Assert.NotEqual("", preview.Problem);
        Assert.Equal(("", 0, ""), (preview.FinalUrl, preview.Status, preview.ContentType));
    }

    [Theory]
    [InlineData("gopher://example.org", SourceKind.Unspecified, "INVALID_URL")]
    [InlineData("http://127.0.0.1/", (SourceKind)77, "INVALID_FIELD")]
    public async Task Wrong_request_is_refused(string url, SourceKind kind, string reason)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.PreviewFeedAsync(new PreviewFeedRequest { Url = url, Kind = kind }));

        Assert.Equal((StatusCode.InvalidArgument, reason), (error.StatusCode, ErrorTests.ReasonOf(error)));
    }

    [Fact]
    public async Task Preview_waits_for_its_turn_at_the_host()
    {
        web.Serve("/feed", TestResponse.Xml(Feed));
        var lease = await LeaseAsync();

        var preview = PreviewAsync("/feed");
        await Task.Delay(600);
        var asked = web.RequestsFor("/feed").Count;
        await host.Host.Get<HostFrontier>().ReleaseAsync(lease, DateTimeOffset.UtcNow, 0, "", CancellationToken.None);

        Assert.Equal(0, asked);
        Assert.Equal(2, (await preview).PageCount);
    }

    [Fact]
    public async Task Host_that_wants_to_be_left_alone_is()
    {
        await host.Host.Get<HostFrontier>().ReleaseAsync(await LeaseAsync(), DateTimeOffset.UtcNow.AddHours(1), 3, "HTTP 503", CancellationToken.None);

        var error = await Assert.ThrowsAsync<RpcException>(() => PreviewAsync("/feed"));

        Assert.Equal((StatusCode.Unavailable, "HOST_BUSY"), (error.StatusCode, ErrorTests.ReasonOf(error)));
        Assert.Contains("HTTP 503", error.Status.Detail, StringComparison.Ordinal);
        Assert.InRange(error.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>()!.RetryDelay.ToTimeSpan(), TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(61));
        Assert.Empty(web.RequestsFor("/feed"));
    }

    [Fact]
    public async Task Caller_that_goes_gives_the_host_back()
    {
        web.Serve("/feed", TestResponse.Xml(Feed));
        web.Serve("/slow", TestResponse.Empty(200) with { Delay = TimeSpan.FromSeconds(30) });
        using var gone = new CancellationTokenSource();
        var call = host.Client.PreviewFeedAsync(new PreviewFeedRequest { Url = web.At("/slow").AbsoluteUri }, cancellationToken: gone.Token).ResponseAsync;
        await Wait.UntilAsync(() => web.RequestsFor("/slow").Count == 1, "the request");

        await gone.CancelAsync();

        await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(2, (await PreviewAsync("/feed")).PageCount);
    }

    private async Task<HostLease> LeaseAsync()
    {
        // A process that starts takes leases back; this one is to be taken after that.
        await host.SubmitAsync(web.At("/none"));
        await host.TraceWhenAsync(web.At("/none"), trace => trace.Outcome == Outcome.Failed);
        HostLease? lease = null;
        await Wait.UntilAsync(
            async token => (lease = await host.Host.Get<HostFrontier>().TakeAsync($"127.0.0.1:{web.Address.Port}", TimeSpan.FromMinutes(1), token)) is not null,
            "the host's lease");
        return lease!;
    }

    private async Task<FeedPreview> PreviewAsync(string path, SourceKind kind = SourceKind.Unspecified) =>
        await host.Client.PreviewFeedAsync(new PreviewFeedRequest { Url = web.At(path).AbsoluteUri, Kind = kind });
}
