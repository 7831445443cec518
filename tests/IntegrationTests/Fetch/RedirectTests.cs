using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Where redirects lead, the manners are the same: that address's robots.txt, that host's turn.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private TestWeb web = null!;
    private TestWeb other = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        other = await TestWeb.StartAsync("127.0.0.2");
        host = await FetchHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Redirect_to_another_host_is_asked_in_a_visit_of_that_host_after_its_robots()
    {
        web.Serve("/short", TestResponse.Redirect("/moved"));
        web.Serve("/moved", TestResponse.Redirect(other.At("/long?utm_source=kept").AbsoluteUri));
        other.Serve("/long", TestResponse.Html("<p>There"));

        await host.SubmitAsync(web.At("/short"));

        var announced = await host.Announced.FirstAsync();
        Assert.Equal((web.At("/short").AbsoluteUri, other.At("/long?utm_source=kept").AbsoluteUri), (announced.Page.Url, announced.FinalUrl));
        Assert.Equal(["/robots.txt", "/short", "/moved"], web.Requests.Select(r => r.Path));
        Assert.Equal("/robots.txt", other.Requests[0].Path);
        var trace = await host.TraceAsync(web.At("/short"));
        Assert.Equal(["submitted", "redirected", "fetched"], trace.Steps.Select(s => s.Step));
        Assert.Equal($"301 to {announced.FinalUrl}", trace.Steps[1].Detail);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Redirect_to_where_robots_forbid_is_not_followed(bool elsewhere)
    {
        var target = elsewhere ? other : web;
        target.Serve("/robots.txt", TestResponse.Text("User-agent: *\nDisallow: /private\n"));
        web.Serve("/a", TestResponse.Redirect(target.At("/private/b").AbsoluteUri));

        await host.SubmitAsync(web.At("/a"));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.Excluded, "robots_denied"), (trace.Outcome, trace.ReasonCode));
        Assert.Contains("line 2", trace.Reason, StringComparison.Ordinal);
        Assert.Empty(target.RequestsFor("/private/b"));
    }

    [Fact]
    public async Task Circle_over_two_hosts_ends()
    {
        web.Serve("/a", TestResponse.Redirect(other.At("/b").AbsoluteUri));
        other.Serve("/b", TestResponse.Redirect(web.At("/a").AbsoluteUri));

        await host.SubmitAsync(web.At("/a"));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.Failed, "too_many_redirects"), (trace.Outcome, trace.ReasonCode));
        Assert.Single(web.RequestsFor("/a"));
        Assert.Single(other.RequestsFor("/b"));
    }

    [Fact]
    public async Task Endless_redirects_over_two_hosts_end_at_the_bound()
    {
        var asked = 0;
        web.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Redirect(other.At($"/{Interlocked.Increment(ref asked)}").AbsoluteUri);
        other.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Redirect(web.At($"/{Interlocked.Increment(ref asked)}").AbsoluteUri);

        await host.SubmitAsync(web.At("/a"));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.Failed, "too_many_redirects"), (trace.Outcome, trace.ReasonCode));
        Assert.Equal(11, asked);
    }

    [Fact]
    public async Task Redirect_to_an_address_that_encoding_makes_too_long_ends_the_page()
    {
        web.Serve("/a", TestResponse.Redirect("/" + new string('"', 6_000)));

        await host.SubmitAsync(web.At("/a"));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Outcome != Outcome.Pending);
        Assert.Equal((Outcome.Failed, "bad_redirect"), (trace.Outcome, trace.ReasonCode));
    }

    [Fact]
    public async Task Target_that_is_away_for_a_while_is_tried_again_there_and_the_next_fetch_starts_from_the_beginning()
    {
        var down = true;
        await using var patient = await FetchHost.StartAsync(("Fetch:RetryDelays", "100ms,100ms"));
        web.Serve("/a", TestResponse.Redirect(other.At("/b").AbsoluteUri));
        other.Serve("/b", _ => down ? TestResponse.Empty(503) : TestResponse.Html("<p>Back"));

        await patient.SubmitAsync(web.At("/a"));
        await patient.TraceWhenAsync(web.At("/a"), t => t.ReasonCode == "http_503");
        down = false;
        var announced = await patient.Announced.FirstAsync();
        await patient.SettleAsync(announced);
        Assert.Single(web.RequestsFor("/a"));

        await patient.SubmitAsync(web.At("/a"));
        await Wait.UntilAsync(() => patient.Announced.Heard.Count == 2, "the second fetch");
        Assert.Equal(2, web.RequestsFor("/a").Count);
    }

    [Fact]
    public async Task Interval_holds_between_a_redirect_and_its_target()
    {
        // Longer than a visit waits: the way must go on in the next visit, not start again.
        await using var slow = await FetchHost.StartAsync(("Fetch:HostInterval", "1200ms"), ("Fetch:HostLease", "4s"));
        web.Serve("/a", TestResponse.Redirect("/b"));
        web.Serve("/b", TestResponse.Redirect("/c"));
        web.Serve("/c", TestResponse.Html("<p>At last"));

        await slow.SubmitAsync(web.At("/a"));
        await slow.TraceWhenAsync(web.At("/a"), t => t.Capture.Length > 0);

        Assert.Equal(["/robots.txt", "/a", "/b", "/c"], web.Requests.Select(r => r.Path));
        Assert.All(web.Requests.Zip(web.Requests.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMilliseconds(1150)));
    }

    [Fact]
    public async Task Feed_that_lives_on_another_host_is_polled_there_each_time_by_way_of_its_own_address()
    {
        web.Serve("/feed", TestResponse.Redirect(other.At("/rss").AbsoluteUri));
        other.Serve("/rss", TestResponse.Xml("<rss version=\"2.0\"><channel><title>News</title><item><title>One</title><link>/a/1</link></item></channel></rss>"));

        var added = await host.AddSourceAsync(web.At("/feed"));
        var source = await host.SourceWhenAsync(added.Name, s => s.Pages == 1);
        Assert.Equal("News", source.DisplayName);
        Assert.Equal(0, source.ConsecutiveFailures);
        Assert.NotEmpty(other.RequestsFor("/robots.txt"));

        await host.Client.PollSourceAsync(new PollSourceRequest { Name = added.Name });
        await Wait.UntilAsync(() => other.RequestsFor("/rss").Count == 2, "the second poll");
        Assert.Equal(2, web.RequestsFor("/feed").Count);
    }
}
