using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>What becomes of pages by what the web says.</summary>
public sealed class PageVisitTests : IAsyncLifetime
{
    private TestWeb web = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        host = await FetchHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task Page_is_fetched_kept_and_announced()
    {
        web.Serve("/a", TestResponse.Html("<p>Fünf"));

        await host.SubmitAsync(web.At("/a?utm_source=x#top"));

        var announced = await host.Announced.FirstAsync();
        Assert.Equal((web.At("/a").AbsoluteUri, 1, 200, 8), (announced.FinalUrl, announced.Page.Fetch, announced.Status, announced.Size));
        Assert.Equal("text/html; charset=utf-8", announced.ContentType);
        var trace = await host.TraceAsync(web.At("/a"));
        Assert.Equal(trace.Capture, announced.Capture);
        Assert.Equal(["submitted", "fetched"], trace.Steps.Select(s => s.Step));
        Assert.StartsWith("NewsPlatform/", Assert.Single(web.RequestsFor("/a")).Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_that_robots_forbid_is_excluded_unasked_and_robots_are_asked_once()
    {
        web.Serve("/robots.txt", TestResponse.Text("User-agent: NewsPlatform\nDisallow: /private\n"));
        web.Fallback = _ => TestResponse.Html("<p>x");

        await host.SubmitAsync([web.At("/private/a"), .. Enumerable.Range(0, 5).Select(i => web.At($"/public/{i}"))]);

        var trace = await host.TraceWhenAsync(web.At("/private/a"), t => t.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.Excluded, "robots_denied"), (trace.Outcome, trace.ReasonCode));
        Assert.Contains("line 2", trace.Reason, StringComparison.Ordinal);
        await Wait.UntilAsync(() => host.Announced.Heard.Count == 5, "the other pages");
        Assert.Empty(web.RequestsFor("/private/a"));
        Assert.Single(web.RequestsFor("/robots.txt"));
    }

    [Fact]
    public async Task Rules_within_the_first_500_KiB_of_a_longer_robots_txt_hold_and_no_others()
    {
        var comments = string.Concat(Enumerable.Repeat("# nothing is said here, and at length\n", 15_000));
        web.Serve("/robots.txt", TestResponse.Text($"User-agent: *\nDisallow: /private\n{comments}Disallow: /open\n"));
        web.Fallback = _ => TestResponse.Html("<p>x");

        await host.SubmitAsync([web.At("/private"), web.At("/open")]);

        Assert.Equal(web.At("/open").AbsoluteUri, (await host.Announced.FirstAsync()).FinalUrl);
        Assert.Equal("robots_denied", (await host.TraceWhenAsync(web.At("/private"), t => t.Outcome != Outcome.Pending)).ReasonCode);
    }

    [Fact]
    public async Task Page_waits_when_robots_cannot_be_read()
    {
        web.Serve("/robots.txt", TestResponse.Empty(503));
        web.Serve("/a", TestResponse.Html("<p>x"));

        await host.SubmitAsync(web.At("/a"));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.ReasonCode.Length > 0);
        Assert.Equal((Outcome.Pending, "robots_unreachable"), (trace.Outcome, trace.ReasonCode));
        Assert.Empty(web.RequestsFor("/a"));
    }

    [Theory]
    [InlineData(404, "not_found")]
    [InlineData(410, "gone")]
    [InlineData(403, "http_403")]
    public async Task Refusal_is_final(int status, string code)
    {
        web.Serve("/a", TestResponse.Empty(status));

        await host.SubmitAsync(web.At("/a"));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.Failed, code), (trace.Outcome, trace.ReasonCode));
        Assert.Single(web.RequestsFor("/a"));
    }

    [Fact]
    public async Task Answer_not_modified_to_a_first_request_is_a_failure()
    {
        web.Serve("/a", TestResponse.Empty(304));

        await host.SubmitAsync(web.At("/a"));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.DueTime is null);
        Assert.Equal((Outcome.Failed, "http_304"), (trace.Outcome, trace.ReasonCode));
    }

    [Fact]
    public async Task Address_that_the_guard_blocks_is_excluded_at_once()
    {
        await using var guarded = await FetchHost.StartAsync(("Fetch:AllowedNetworks", ""));

        await guarded.SubmitAsync(web.At("/a"), new Uri("http://169.254.169.254/latest/meta-data"), new Uri("http://[::1]/"));

        foreach (var url in (Uri[])[web.At("/a"), new Uri("http://169.254.169.254/latest/meta-data"), new Uri("http://[::1]/")])
        {
            var trace = await guarded.TraceWhenAsync(url, t => t.ReasonCode.Length > 0);
            Assert.Equal((Outcome.Excluded, "address_blocked"), (trace.Outcome, trace.ReasonCode));
        }

        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task Robots_that_lead_into_a_blocked_network_cannot_be_had_and_say_nothing_of_the_page()
    {
        await using var guarded = await FetchHost.StartAsync(("Fetch:AllowedNetworks", "127.0.0.1/32"));
        web.Serve("/robots.txt", TestResponse.Redirect("http://127.0.0.2:9/robots.txt"));

        await guarded.SubmitAsync(web.At("/a"));

        var trace = await guarded.TraceWhenAsync(web.At("/a"), t => t.ReasonCode.Length > 0);
        Assert.Equal((Outcome.Pending, "robots_unreachable"), (trace.Outcome, trace.ReasonCode));
        Assert.Empty(web.RequestsFor("/a"));
    }

    [Fact]
    public async Task Redirect_into_a_blocked_network_is_excluded()
    {
        await using var guarded = await FetchHost.StartAsync(("Fetch:AllowedNetworks", "127.0.0.1/32"));
        await using var secret = await TestWeb.StartAsync("127.0.0.2");
        web.Serve("/a", TestResponse.Redirect(secret.At("/secret").AbsoluteUri));

        await guarded.SubmitAsync(web.At("/a"));

        var trace = await guarded.TraceWhenAsync(web.At("/a"), t => t.ReasonCode.Length > 0);
        Assert.Equal((Outcome.Excluded, "address_blocked"), (trace.Outcome, trace.ReasonCode));
        Assert.Empty(secret.Requests);
    }

    [Fact]
    public async Task Host_that_cannot_be_reached_is_tried_again_and_fails_with_its_own_reason()
    {
        await using var impatient = await FetchHost.StartAsync(("Fetch:RetryDelays", ""));

        await impatient.SubmitAsync(new Uri("http://127.0.0.9:9/"), new Uri("http://no-such-host.invalid/"));

        Assert.Equal("connect_failed", (await impatient.TraceWhenAsync(new Uri("http://127.0.0.9:9/"), t => t.Outcome == Outcome.Failed)).ReasonCode);
        Assert.Equal("dns_failed", (await impatient.TraceWhenAsync(new Uri("http://no-such-host.invalid/"), t => t.Outcome == Outcome.Failed)).ReasonCode);
    }

    [Fact]
    public async Task Fetched_again_on_request_without_conditions_and_on_news_with_them()
    {
        web.Serve("/a", request => request.Headers.ContainsKey("If-None-Match") ? TestResponse.Empty(304)
            : TestResponse.Html("<p>x") with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["ETag"] = "\"v1\"", ["Content-Type"] = "text/html" } });
        await host.SubmitAsync(web.At("/a"));
        await host.SettleAsync(await host.Announced.FirstAsync());

        var intake = host.Host.Get<NewsPlatform.Fetch.Pages.PageIntake>();
        Assert.True(NewsPlatform.Text.Urls.PageUrl.TryParse(web.At("/a").AbsoluteUri, null, out var url, out _));
        await intake.DiscoverAsync([new(url, "", Lane.Live, null, DateTimeOffset.UtcNow.AddMinutes(1))], CancellationToken.None);
        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Steps.Any(s => s.Step == "unchanged"));
        Assert.Equal(Outcome.Stored, trace.Outcome);
        Assert.Equal("\"v1\"", web.RequestsFor("/a")[1].Headers["If-None-Match"]);

        await host.SubmitAsync(web.At("/a"));
        await host.Announced.FirstAsync(e => e.Page.Fetch == 2);
        Assert.False(web.RequestsFor("/a")[2].Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task Submitted_feed_becomes_a_source()
    {
        web.Serve("/feed", TestResponse.Xml(ArticlePages.Feed(1, 2, web.Address)));
        ArticlePages.Serve(web, 3);

        await host.SubmitAsync(web.At("/feed"));

        var trace = await host.TraceWhenAsync(web.At("/feed"), t => t.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.Excluded, "is_source"), (trace.Outcome, trace.ReasonCode));
        await Wait.UntilAsync(() => host.Announced.Heard.Count == 2, "the feed's pages");
    }
}
