using NewsPlatform.Clean;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Enrich;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Clean;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.IntegrationTests.Hosting.Messaging;
using NewsPlatform.Store;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteRevisitTests() : RevisitTests(DatabaseProvider.Sqlite);

public sealed class PostgresRevisitTests() : RevisitTests(DatabaseProvider.Postgres);

/// <summary>How stored articles are fetched again for corrections.</summary>
public abstract class RevisitTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestWeb web = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        host = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task Article_that_does_not_change_is_asked_for_at_each_age_and_announced_once()
    {
        web.Serve("/a", request => request.Headers.ContainsKey("If-None-Match") ? TestResponse.Empty(304) : Tagged("\"v1\"", "<p>x"));
        await StoreAsync("/a");

        foreach (var (age, visits) in (IEnumerable<(TimeSpan, int)>)[(Minutes(15), 2), (Minutes(60), 3), (TimeSpan.FromHours(6), 4), (TimeSpan.FromHours(24), 5), (TimeSpan.FromDays(7), 6)])
        {
            await GoToAsync(age);
            await Wait.UntilAsync(() => web.RequestsFor("/a").Count == visits, $"visit {visits}");
            await host.TraceWhenAsync(web.At("/a"), t => t.Steps.Count(s => s.Step == "revisited") == visits - 1);
        }

        var trace = await host.TraceAsync(web.At("/a"));
        Assert.Equal((Outcome.Stored, null), (trace.Outcome, trace.NextRevisitTime));
        Assert.Equal("revisit at the age of 15m: 304 Not Modified", trace.Steps.First(s => s.Step == "revisited").Detail);
        Assert.Single(host.Announced.Heard);
        clock.Advance(TimeSpan.FromDays(100));
        await Task.Delay(300);
        Assert.Equal(6, web.RequestsFor("/a").Count);
    }

    [Fact]
    public async Task Same_bytes_without_validators_are_announced_to_nobody_and_others_are()
    {
        var text = "<p>one";
        web.Serve("/a", _ => TestResponse.Html(text));
        await StoreAsync("/a");
        var planned = await host.TraceAsync(web.At("/a"));
        Assert.Equal((clock.GetUtcNow() + Minutes(15), "it is 15m old then"), (planned.NextRevisitTime.ToDateTimeOffset(), planned.NextRevisitReason));

        await GoToAsync(Minutes(15));
        var same = await host.TraceWhenAsync(web.At("/a"), t => t.Steps[^1].Step == "revisited");
        Assert.EndsWith(": the same bytes", same.Steps[^1].Detail, StringComparison.Ordinal);
        Assert.Single(host.Announced.Heard);

        text = "<p>two";
        await GoToAsync(Minutes(60));
        var second = await host.Announced.FirstAsync(e => e.Page.Fetch == 2);
        await EndAsync(second, "revised");

        var changed = await host.TraceWhenAsync(web.At("/a"), t => t.NextRevisitTime is not null && t.NextRevisitReason == "the article goes on changing");
        Assert.Equal(clock.GetUtcNow() + Minutes(30), changed.NextRevisitTime.ToDateTimeOffset());
        Assert.StartsWith("revisit at the age of 1h: other bytes; 200 text/html", changed.Steps.Last(s => s.Step == "fetched").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_known_from_before_or_from_another_page_are_the_same_when_they_stay()
    {
        var text = "<p>one";
        web.Serve("/other", _ => TestResponse.Html("<p>one"));
        web.Serve("/a", _ => TestResponse.Html(text));
        await StoreAsync("/other");
        await StoreAsync("/a");
        await RevisitedAsync(Minutes(15), 1);

        (TimeSpan Age, string Text, int Fetch)[] changes = [(Minutes(60), "<p>two", 2), (Minutes(90), "<p>one", 3)];
        foreach (var change in changes)
        {
            text = change.Text;
            await GoToAsync(change.Age);
            await EndAsync(await host.Announced.FirstAsync(e => e.Page.Url == web.At("/a").AbsoluteUri && e.Page.Fetch == change.Fetch), "revised");
        }

        await RevisitedAsync(TimeSpan.FromHours(7), 2);
        Assert.Equal(3, host.Announced.Heard.Count(h => h.Message.Page.Url == web.At("/a").AbsoluteUri));

        async Task RevisitedAsync(TimeSpan age, int times)
        {
            await GoToAsync(age);
            var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Steps.Count(s => s.Step == "revisited") == times);
            Assert.EndsWith(": the same bytes", trace.Steps[^1].Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(410, false)]
    public async Task Page_that_went_away_is_known_to_be_gone_and_keeps_its_article(int status, bool again)
    {
        var there = true;
        web.Serve("/a", _ => there ? TestResponse.Html("<p>x") : TestResponse.Empty(status));
        await StoreAsync("/a");

        there = false;
        await GoToAsync(Minutes(15));

        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.GoneTime is not null);
        Assert.Equal((Outcome.Stored, "articles/a", "gone", again), (trace.Outcome, trace.Article, trace.Steps[^1].Step, trace.NextRevisitTime is not null));
        Assert.Single(host.Announced.Heard);
        if (again)
        {
            there = true;
            await GoToAsync(Minutes(60));
            Assert.Null((await host.TraceWhenAsync(web.At("/a"), t => t.Steps[^1].Step == "revisited")).GoneTime);
        }
    }

    [Fact]
    public async Task Server_that_asks_to_wait_is_waited_for()
    {
        var busy = false;
        web.Serve("/a", _ => busy
            ? TestResponse.Empty(429) with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "7200" } }
            : TestResponse.Html("<p>x"));
        await StoreAsync("/a");

        busy = true;
        await GoToAsync(Minutes(15));
        var put = await host.TraceWhenAsync(web.At("/a"), t => t.Steps[^1].Step == "retry");
        Assert.StartsWith("revisit: ", put.Steps[^1].Detail, StringComparison.Ordinal);
        Assert.Equal((Outcome.Stored, clock.GetUtcNow().AddHours(2)), (put.Outcome, put.NextRevisitTime.ToDateTimeOffset()));

        busy = false;
        clock.Advance(Minutes(119));
        await Task.Delay(300);
        Assert.Equal(2, web.RequestsFor("/a").Count);
        clock.Advance(Minutes(1));
        await host.TraceWhenAsync(web.At("/a"), t => t.Steps[^1].Step == "revisited");
    }

    [Fact]
    public async Task Wall_that_a_revisit_meets_takes_no_article_away_however_often_it_is_told()
    {
        var text = "<p>x";
        web.Serve("/a", _ => TestResponse.Html(text));
        await StoreAsync("/a");

        text = "<p>accept our cookies";
        await GoToAsync(Minutes(15));
        var met = await host.Announced.FirstAsync(e => e.Page.Fetch == 2);
        for (var i = 0; i < 2; i++)
        {
            await host.Host.Get<PageStore>().EndAsync(PageIds.Of(met.Page.Name), Endings.Rejected(2, clock.GetUtcNow()), CancellationToken.None);
        }

        var trace = await host.TraceAsync(web.At("/a"));
        Assert.Equal((Outcome.Stored, "articles/a", 1), (trace.Outcome, trace.Article, trace.Steps.Count(s => s.Step == "rejected")));
        Assert.NotNull(trace.NextRevisitTime);
    }

    [Fact]
    public async Task Only_stored_articles_of_the_live_lane_that_were_fetched_are_revisited()
    {
        web.Fallback = _ => TestResponse.Html("<p>x");
        await host.SubmitAsync(Lane.Backfill, web.At("/old"));
        await host.SubmitAsync(Lane.Live, web.At("/wall"));
        await host.Client.IngestPageAsync(new IngestPageRequest { Url = web.At("/saved").AbsoluteUri, Content = Google.Protobuf.ByteString.CopyFromUtf8("<p>x") });
        await EndAsync(await host.Announced.FirstAsync(e => e.Page.Url.EndsWith("/old", StringComparison.Ordinal)), "new");
        await EndAsync(await host.Announced.FirstAsync(e => e.Page.Url.EndsWith("/saved", StringComparison.Ordinal)), "new");
        var wall = await host.Announced.FirstAsync(e => e.Page.Url.EndsWith("/wall", StringComparison.Ordinal));
        await host.Host.Get<PageStore>().EndAsync(PageIds.Of(wall.Page.Name), Endings.Rejected(1, clock.GetUtcNow()), CancellationToken.None);

        foreach (var path in (string[])["/old", "/wall", "/saved"])
        {
            var trace = await host.TraceAsync(web.At(path));
            Assert.True(trace.NextRevisitTime is null, $"{trace}");
        }
    }

    [Fact]
    public async Task New_pages_come_before_revisits_which_get_a_share_of_the_turns()
    {
        await host.DisposeAsync();
        // A request each 10 ms of the clock, which stands still: with a tenth for revisits, one of them each 100 ms.
        host = await StartAsync(("Fetch:HostInterval", "10ms"), ("Fetch:Revisits:Share", "0.1"), ("Fetch:RetryDelays", "1h"));
        web.Fallback = _ => TestResponse.Html("<p>x");
        var urls = Enumerable.Range(0, 4).Select(i => web.At($"/{i}")).ToList();
        await host.SubmitAsync(urls);
        foreach (var url in urls)
        {
            await MoveOnUntilAsync(() => host.Announced.Heard.Any(h => h.Message.Page.Url == url.AbsoluteUri));
            await EndAsync(await host.Announced.FirstAsync(e => e.Page.Url == url.AbsoluteUri), "new");
        }

        clock.Advance(Minutes(20));
        await Wait.UntilAsync(() => Revisits == 1, "a revisit");
        await Task.Delay(300);
        Assert.Equal(1, Revisits);
        await host.SubmitAsync(web.At("/new"));
        clock.Advance(TimeSpan.FromMilliseconds(20));
        await Wait.UntilAsync(() => web.RequestsFor("/new").Count == 1, "the new page");
        Assert.Equal(1, Revisits);
        clock.Advance(TimeSpan.FromMilliseconds(90));
        await Wait.UntilAsync(() => Revisits == 2, "another revisit");

        async Task MoveOnUntilAsync(Func<bool> there) => await Wait.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(10));
                return there();
            },
            "a page");
    }

    [Fact]
    public async Task Host_whose_articles_never_change_is_revisited_for_few_of_them()
    {
        web.Fallback = _ => TestResponse.Html("<p>x");
        var store = host.Host.Get<RevisitStore>();
        var urls = Enumerable.Range(0, 120).Select(i => web.At($"/{i}")).ToList();
        await host.SubmitAsync(urls);
        await Wait.UntilAsync(() => host.Announced.Heard.Count == 120, "the pages");
        foreach (var (announced, _) in host.Announced.Heard.Take(60))
        {
            await EndAsync(announced, "new");
        }

        await GoToAsync(Minutes(15));
        await Wait.UntilAsync(() => Revisits == 60, "revisits of all");
        await Wait.UntilAsync(async token => (await store.NextDueAsync(web.Address.Authority, token)) is null, "their verdicts");
        // As old as the others, and stored only now.
        var now = clock.GetUtcNow();
        clock.SetBack(Minutes(15));
        foreach (var (announced, _) in host.Announced.Heard.Skip(60))
        {
            await EndAsync(announced, "new");
        }

        var ages = new List<TimeSpan>();
        foreach (var (announced, _) in host.Announced.Heard.Skip(60))
        {
            ages.Add((await host.TraceAsync(new Uri(announced.Page.Url))).NextRevisitTime.ToDateTimeOffset() - now + Minutes(15));
        }

        var counts = string.Join(", ", ages.GroupBy(age => age).Select(group => $"{group.Count()} at {group.Key}"));
        Assert.True(ages.Count(age => age == Minutes(15)) <= 25, counts);
        Assert.True(ages.Count(age => age == Minutes(60)) >= 35, counts);
    }

    [Fact]
    public async Task Redirect_that_a_revisit_meets_is_followed_at_the_other_host()
    {
        await using var other = await TestWeb.StartAsync("127.0.0.2");
        var moved = false;
        web.Serve("/a", _ => moved ? TestResponse.Redirect(other.At("/b").AbsoluteUri) : TestResponse.Html("<p>x"));
        other.Serve("/b", TestResponse.Html("<p>y"));
        await StoreAsync("/a");

        moved = true;
        await GoToAsync(Minutes(15));

        Assert.Equal(other.At("/b").AbsoluteUri, (await host.Announced.FirstAsync(e => e.Page.Fetch == 2)).FinalUrl);
    }

    [Fact]
    public async Task Live_blog_is_revisited_soon_and_often()
    {
        var text = "<p>x";
        web.Serve("/a", _ => TestResponse.Html(text));
        await host.SubmitAsync(web.At("/a"));
        var first = await host.Announced.FirstAsync();
        await host.Host.Get<PageStore>().EndAsync(
            PageIds.Of(first.Page.Name), Endings.Stored(1, clock.GetUtcNow()) with { IsLive = true }, CancellationToken.None);
        Assert.Equal(clock.GetUtcNow() + Minutes(5), (await host.TraceAsync(web.At("/a"))).NextRevisitTime.ToDateTimeOffset());

        for (var update = 2; update < 5; update++)
        {
            text += "<p>more";
            clock.Advance(Minutes(5));
            await EndAsync(await host.Announced.FirstAsync(e => e.Page.Fetch == update), "revised");
            Assert.Equal(clock.GetUtcNow() + Minutes(5), (await host.TraceAsync(web.At("/a"))).NextRevisitTime.ToDateTimeOffset());
        }
    }

    [Fact]
    public async Task Two_processes_settle_pages_of_the_same_hosts_and_never_stand_in_each_others_way()
    {
        var settings = await SettingsAsync();
        await using var one = await TestHost.BuildAsync([FetchModule.Module], settings, clock);
        // SQLite has one process at a time.
        await using var other = provider == DatabaseProvider.Postgres ? await TestHost.BuildAsync([FetchModule.Module], settings, clock) : null;
        var pages = Enumerable.Range(0, 600).Select(i => PageOf($"https://h{i % 7}.example/{i}", $"s{i % 5}")).ToList();
        await one.Get<PageIntake>().DiscoverAsync(pages, CancellationToken.None);
        for (var visit = 1; visit <= 2; visit++)
        {
            await Task.WhenAll(pages.Select((page, i) => SettleAsync(i % 2 == 0 ? one : other ?? one, page.Url.Id, visit)));
            clock.Advance(Minutes(15));
        }

        Assert.Equal(Outcome.Stored, (await one.Get<PageTraces>().TraceAsync(pages[0].Url.Id, CancellationToken.None))!.Outcome);

        async Task SettleAsync(TestHost process, string id, int fetch)
        {
            var store = process.Get<PageStore>();
            await store.MarkFetchedAsync(id, Endings.Fetched(clock.GetUtcNow(), $"c{fetch}") with { IsRevisit = fetch > 1 }, clock.GetUtcNow().AddDays(1), CancellationToken.None);
            await store.EndAsync(id, Endings.Stored(fetch, clock.GetUtcNow(), $"revision {fetch}"), CancellationToken.None);
        }

        static NewPage PageOf(string url, string source) =>
            PageUrl.TryParse(url, null, out var parsed, out var reason) ? new NewPage(parsed, source, Lane.Live) : throw new ArgumentException(reason);
    }

    [Fact]
    public async Task Revisits_can_be_switched_off()
    {
        await host.DisposeAsync();
        host = await StartAsync(("Fetch:Revisits:Enabled", "false"));
        web.Serve("/a", TestResponse.Html("<p>x"));
        await StoreAsync("/a");

        Assert.Null((await host.TraceAsync(web.At("/a"))).NextRevisitTime);
    }

    [Fact]
    public async Task Amended_article_becomes_a_revision_and_an_unchanged_one_is_left_in_peace()
    {
        await host.DisposeAsync();
        var cleaned = new Probe<ArticleCleaned>("cleaned");
        // Calls between the services have deadlines by this clock, which the real one must not have passed.
        var present = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var platform = await TestHost.StartAsync(
            [FetchModule.Module, CleanModule.Module, EnrichModule.Module, StoreModule.Module, cleaned.Module], await SettingsAsync(), present);
        var fetch = new FetchService.FetchServiceClient(platform.Channel);
        var store = new StoreService.StoreServiceClient(platform.Channel);
        var amended = CleanPages.Article(web.At("/amended").AbsoluteUri);
        web.Serve("/amended", _ => TestResponse.Html(amended));
        web.Serve("/same", request => request.Headers.ContainsKey("If-None-Match") ? TestResponse.Empty(304) : Tagged("\"1\"", CleanPages.Article(web.At("/same").AbsoluteUri)));
        await fetch.SubmitUrlsAsync(new SubmitUrlsRequest { Urls = { web.At("/amended").AbsoluteUri, web.At("/same").AbsoluteUri }, Lane = Lane.Live });
        await TraceWhenAsync("/amended", t => t.NextRevisitTime is not null);
        await TraceWhenAsync("/same", t => t.Outcome is Outcome.Stored or Outcome.Duplicate);

        amended = amended.Replace("</p>", " Correction: an earlier version of this article gave the wrong year.</p>", StringComparison.Ordinal);
        present.Advance(Minutes(15));
        var trace = await TraceWhenAsync("/amended", t => t.ReasonCode == "revised");
        await TraceWhenAsync("/same", t => t.Steps.Any(s => s.Step == "revisited"));

        var article = await store.GetArticleAsync(new GetArticleRequest { Name = trace.Article });
        Assert.Equal(2, article.Revision);
        Assert.Contains("gave the wrong year", article.Text, StringComparison.Ordinal);
        Assert.Equal("revision 2", trace.Reason);
        var same = await store.GetArticleAsync(new GetArticleRequest { Name = (await TraceWhenAsync("/same", _ => true)).Article });
        Assert.Equal(1, same.Revision);
        var changes = await store.ListChangesAsync(new ListChangesRequest());
        Assert.Equal([ChangeKind.Stored, ChangeKind.Stored, ChangeKind.Revised], changes.Changes.Select(change => change.Kind));
        Assert.Equal(3, cleaned.Heard.Count);

        async Task<PageTrace> TraceWhenAsync(string path, Func<PageTrace, bool> expected)
        {
            PageTrace now = new();
            try
            {
                await Wait.UntilAsync(
                    async token => expected(now = await fetch.TraceUrlAsync(new TraceUrlRequest { Url = web.At(path).AbsoluteUri }, cancellationToken: token)), path);
            }
            catch (TimeoutException fault)
            {
                throw new TimeoutException($"{fault.Message} It is {now}", fault);
            }

            return now;
        }
    }

    private int Revisits => web.Requests.GroupBy(r => r.Path, StringComparer.Ordinal).Where(g => g.Key != "/robots.txt").Sum(g => g.Count() - 1);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static TestResponse Tagged(string tag, string html) => TestResponse.Html(html) with
    {
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["ETag"] = tag, ["Content-Type"] = "text/html; charset=utf-8" },
    };

    private Task<Dictionary<string, string?>> SettingsAsync(params (string Name, string Value)[] more) =>
        FetchHost.SettingsAsync(provider, [("Fetch:HostInterval", "0s"), ("Fetch:AnnounceAgainAfter", "1d"), .. more]);

    private async Task<FetchHost> StartAsync(params (string Name, string Value)[] more) => await FetchHost.StartAsync(await SettingsAsync(more), clock);

    // The clock's start is the age of nought.
    private Task GoToAsync(TimeSpan age)
    {
        clock.Advance(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) + age - clock.GetUtcNow());
        return Task.CompletedTask;
    }

    private async Task StoreAsync(string path)
    {
        await host.SubmitAsync(web.At(path));
        await EndAsync(await host.Announced.FirstAsync(e => e.Page.Url == web.At(path).AbsoluteUri), "new");
    }

    private Task EndAsync(PageFetched announced, string code) => host.Host.Get<PageStore>().EndAsync(
        PageIds.Of(announced.Page.Name), Endings.Stored(announced.Page.Fetch, clock.GetUtcNow(), code) with { ReasonCode = code }, CancellationToken.None);
}
