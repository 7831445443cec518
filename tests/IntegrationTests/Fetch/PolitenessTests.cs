using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>How Fetch behaves towards hosts, seen from the host.</summary>
public sealed class PolitenessTests
{
    [Fact]
    public async Task Three_processes_ask_a_host_one_thing_at_a_time_with_the_interval_between()
    {
        const int Pages = 8;
        var interval = TimeSpan.FromMilliseconds(150);
        var settings = await FetchHost.SettingsAsync(DatabaseProvider.Postgres, ("Fetch:HostInterval", "150ms"), ("Fetch:Workers", "2"));
        var sites = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => GuestBook.OpenAsync($"127.0.0.{i}")));
        await using var one = await FetchHost.StartAsync(settings);
        await using var two = await FetchHost.StartAsync(settings);
        await using var three = await FetchHost.StartAsync(settings);

        // In small portions through all processes, so that hosts are woken, leased and given back all the time.
        var urls = sites.SelectMany(s => Enumerable.Range(0, Pages).Select(i => s.Web.At($"/{i}"))).ToList();
        FetchHost[] hosts = [one, two, three];
        for (var i = 0; i < urls.Count; i++)
        {
            await hosts[i % 3].SubmitAsync(urls[(i * 7) % urls.Count]);
            await Task.Delay(40);
        }

        foreach (var url in urls)
        {
            await one.TraceWhenAsync(url, t => t.Capture.Length > 0);
        }

        foreach (var site in sites)
        {
            Assert.Equal(1, site.MostAtOnce);
            Assert.Equal(Pages, site.Web.Requests.Where(r => r.Path != "/robots.txt").Select(r => r.Path).Distinct().Count());
            Assert.All(site.Gaps(), gap => Assert.True(gap >= interval - TimeSpan.FromMilliseconds(15), $"only {gap.TotalMilliseconds} ms between two requests"));
            await site.Web.DisposeAsync();
        }
    }

    [Fact]
    public async Task Crawl_delay_is_obeyed_from_the_first_page_on()
    {
        var site = await GuestBook.OpenAsync("127.0.0.1", "User-agent: *\nCrawl-delay: 0.7");
        await using var web = site.Web;
        await using var host = await FetchHost.StartAsync(("Fetch:HostInterval", "10ms"));

        await host.SubmitAsync(web.At("/1"), web.At("/2"), web.At("/3"));
        await host.TraceWhenAsync(web.At("/3"), t => t.Capture.Length > 0);

        await Wait.UntilAsync(() => web.Requests.Count >= 4, "all requests");
        Assert.All(site.Gaps(), gap => Assert.True(gap >= TimeSpan.FromMilliseconds(690), $"only {gap.TotalMilliseconds} ms between two requests"));
    }

    [Fact]
    public async Task Host_that_says_when_to_come_back_is_left_alone_until_then()
    {
        await using var web = await TestWeb.StartAsync();
        web.Serve("/busy", new TestResponse { Status = 503, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "3600" } });
        web.Serve("/other", TestResponse.Html("<p>other"));
        await using var host = await FetchHost.StartAsync(("Fetch:RetryDelays", "1s"));

        await host.SubmitAsync(web.At("/busy"));
        var busy = await host.TraceWhenAsync(web.At("/busy"), t => t.ReasonCode == "http_503");
        await host.SubmitAsync(web.At("/other"));
        await Task.Delay(700);

        Assert.Equal(Outcome.Pending, busy.Outcome);
        Assert.True(busy.DueTime.ToDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(50));
        Assert.Empty(web.RequestsFor("/other"));
        var other = await host.TraceWhenAsync(web.At("/other"), t => t.DueReason.Length > 0);
        Assert.Equal(Outcome.Pending, other.Outcome);
        Assert.True(other.DueTime.ToDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(50));
        Assert.Contains("503", other.DueReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_page_is_next_although_many_backfill_pages_are_due()
    {
        await using var web = await TestWeb.StartAsync();
        web.Fallback = request => TestResponse.Html($"<p>{request.Path}");
        await using var host = await FetchHost.StartAsync(("Fetch:HostInterval", "100ms"));
        await host.SubmitAsync(Lane.Backfill, Enumerable.Range(0, 40).Select(i => web.At($"/old/{i}")));
        await Wait.UntilAsync(() => web.Requests.Count >= 3, "the backfill to begin");

        await host.SubmitAsync(web.At("/live"));
        await host.TraceWhenAsync(web.At("/live"), t => t.Capture.Length > 0);

        Assert.InRange(web.Requests.TakeWhile(r => r.Path != "/live").Count(), 3, 15);
    }

    [Fact]
    public async Task Host_with_many_pages_does_not_keep_another_from_its_turn()
    {
        await using var busy = await TestWeb.StartAsync();
        await using var other = await TestWeb.StartAsync("127.0.0.2");
        busy.Fallback = other.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}");
        await using var host = await FetchHost.StartAsync(("Fetch:Workers", "1"), ("Fetch:HostLease", "1s"), ("Fetch:HostInterval", "100ms"));
        await host.SubmitAsync(Lane.Backfill, Enumerable.Range(0, 100).Select(i => busy.At($"/{i}")));
        await Wait.UntilAsync(() => busy.Requests.Count >= 2, "the visit of the busy host");

        await host.SubmitAsync(other.At("/1"));
        await host.TraceWhenAsync(other.At("/1"), t => t.Capture.Length > 0);

        Assert.InRange(busy.Requests.Count, 2, 60);
    }

    [Fact]
    public async Task Stopped_process_gives_its_hosts_back()
    {
        var site = await GuestBook.OpenAsync("127.0.0.1");
        await using var web = site.Web;
        var settings = await FetchHost.SettingsAsync(DatabaseProvider.Postgres, ("Fetch:HostInterval", "100ms"));
        await using var one = await FetchHost.StartAsync(settings);
        await one.SubmitAsync(Enumerable.Range(0, 30).Select(i => web.At($"/{i}")));
        await Wait.UntilAsync(() => web.Requests.Count >= 3, "the visit to begin");

        await one.Host.StopAsync();
        var before = web.Requests.Count;
        await using var two = await FetchHost.StartAsync(settings);

        await Wait.UntilAsync(() => web.Requests.Count > before + 3, "the other process to go on");
        Assert.Equal(1, site.MostAtOnce);
        Assert.All(site.Gaps(), gap => Assert.True(gap >= TimeSpan.FromMilliseconds(85), $"only {gap.TotalMilliseconds} ms between two requests"));
    }

    [Fact]
    public async Task Page_that_never_answers_within_the_lease_is_put_off_and_not_asked_again_at_once()
    {
        await using var web = await TestWeb.StartAsync();
        web.Serve("/slow", TestResponse.Html("<p>slow") with { Delay = TimeSpan.FromSeconds(30) });
        // A quarter of it is left to write down that there was no answer, however busy the machine is.
        await using var host = await FetchHost.StartAsync(("Fetch:HostLease", "8s"));

        await host.SubmitAsync(web.At("/slow"));
        var trace = await host.TraceWhenAsync(web.At("/slow"), t => t.ReasonCode == "timed_out");

        Assert.Equal(Outcome.Pending, trace.Outcome);
        await Task.Delay(1500);
        Assert.Single(web.RequestsFor("/slow"));
    }

    /// <summary>A site that notes how many requests it has at once, and when each came.</summary>
    private sealed class GuestBook
    {
        private int now;
        private int most;

        private GuestBook(TestWeb web) => Web = web;

        public TestWeb Web { get; }

        public int MostAtOnce => Volatile.Read(ref most);

        public static async Task<GuestBook> OpenAsync(string ip, string? robots = null)
        {
            var web = await TestWeb.StartAsync(ip);
            var book = new GuestBook(web);
            web.Fallback = request =>
            {
                var count = Interlocked.Increment(ref book.now);
                InterlockedMax(ref book.most, count);
                Thread.Sleep(20);
                Interlocked.Decrement(ref book.now);
                return request.Path == "/robots.txt"
                    ? robots is null ? TestResponse.Empty(404) : TestResponse.Text(robots)
                    : TestResponse.Html($"<p>{request.Path}");
            };
            return book;
        }

        public IEnumerable<TimeSpan> Gaps()
        {
            var times = Web.Requests.Select(r => r.At).Order().ToList();
            return times.Zip(times.Skip(1), (a, b) => b - a);
        }

        private static void InterlockedMax(ref int target, int value)
        {
            int seen;
            while ((seen = Volatile.Read(ref target)) < value)
            {
                Interlocked.CompareExchange(ref target, value, seen);
            }
        }
    }
}
