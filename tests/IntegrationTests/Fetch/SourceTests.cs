using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting.Rpc;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>How sources are polled.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private TestWeb web = null!;
    private FetchHost host = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path.StartsWith("/a/", StringComparison.Ordinal) ? TestResponse.Html("<p>x") : TestResponse.Empty(404);
        host = await FetchHost.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await web.DisposeAsync();
    }

    [Theory]
    [InlineData("<rss version=\"2.0\"><channel><title>News</title><item><title>One</title><link>/a/1</link></item><item><link>/a/2</link></item></channel></rss>", SourceKind.Feed)]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title><entry><title>One</title><link href=\"/a/1\"/></entry><entry><link href=\"/a/2\"/></entry></feed>", SourceKind.Feed)]
    [InlineData("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>BASE/a/1</loc></url><url><loc>BASE/a/2</loc></url></urlset>", SourceKind.Sitemap)]
    public async Task Kind_of_a_source_is_found_out_and_its_pages_are_fetched(string document, SourceKind kind)
    {
        web.Serve("/source", TestResponse.Xml(document.Replace("BASE", web.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)));

        var added = await host.AddSourceAsync(web.At("/source"));

        var source = await host.SourceWhenAsync(added.Name, s => s.Pages == 2);
        Assert.Equal((SourceKind.Unspecified, kind, 0), (source.Kind, source.DetectedKind, source.ConsecutiveFailures));
        Assert.Equal(kind == SourceKind.Feed ? "News" : "", source.DisplayName);
        await Wait.UntilAsync(() => host.Announced.Heard.Count == 2, "its pages");
        Assert.All(host.Announced.Heard, h => Assert.Equal(source.Name, h.Message.Page.Source));
        if (kind == SourceKind.Feed)
        {
            Assert.Contains(host.Announced.Heard, h => h.Message.Hint?.Title == "One");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Entry_with_a_new_time_is_fetched_again_unless_all_entries_have_that_time(bool all)
    {
        await using var settling = await FetchHost.StartAsync(await FetchHost.SettingsAsync(), settles: true);
        var start = TimeProvider.System.GetUtcNow().AddHours(-1);
        var answers = 0;
        web.Serve("/stamped", _ =>
        {
            var now = start.AddMinutes(2 * Interlocked.Increment(ref answers));
            return TestResponse.Xml($"<feed xmlns=\"http://www.w3.org/2005/Atom\">{string.Concat(Enumerable.Range(1, 3).Select(i => $"<entry><link href=\"/a/{i}\"/><updated>{(i == 1 || all ? now : start):O}</updated></entry>"))}</feed>");
        });
        web.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html("<p>x");

        await settling.AddSourceAsync(web.At("/stamped"));

        if (all)
        {
            await Wait.UntilAsync(() => web.RequestsFor("/stamped").Count >= 6 && web.RequestsFor("/a/3").Count > 0, "polls");
            Assert.All(new[] { "/a/1", "/a/2", "/a/3" }, path => Assert.Single(web.RequestsFor(path)));
        }
        else
        {
            await Wait.UntilAsync(() => web.RequestsFor("/a/1").Count >= 3, "the entry that changes");
            Assert.Single(web.RequestsFor("/a/2"));
        }
    }

    [Fact]
    public async Task Only_entry_is_not_fetched_again_for_the_time_of_the_answer()
    {
        await using var settling = await FetchHost.StartAsync(await FetchHost.SettingsAsync(), settles: true);
        web.Serve("/stamped", _ => TestResponse.Xml(
            $"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link href=\"/a/1\"/><updated>{TimeProvider.System.GetUtcNow():O}</updated></entry></feed>"));

        await settling.AddSourceAsync(web.At("/stamped"));

        await Wait.UntilAsync(() => web.RequestsFor("/a/1").Count > 0, "the page");
        var polls = web.RequestsFor("/stamped").Count;
        await Wait.UntilAsync(() => web.RequestsFor("/stamped").Count >= polls + 6, "polls");
        Assert.Single(web.RequestsFor("/a/1"));
    }

    [Fact]
    public async Task Index_leads_to_its_sitemaps_each_time_and_robots_hold_for_each()
    {
        web.Serve("/robots.txt", TestResponse.Text("User-agent: *\nDisallow: /hidden\n"));
        web.Serve("/index.xml", WithTag("\"index\"", TestResponse.Xml(
            $"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>{web.At("/one.xml")}</loc></sitemap><sitemap><loc>{web.At("/hidden.xml")}</loc></sitemap><sitemap><loc>http://127.0.0.77/other.xml</loc></sitemap></sitemapindex>")));
        web.Serve("/one.xml", TestResponse.Xml(Sitemap("/a/1")));
        web.Serve("/hidden.xml", TestResponse.Xml(Sitemap("/a/9")));

        var added = await host.AddSourceAsync(web.At("/index.xml"));
        await host.SourceWhenAsync(added.Name, s => s.Pages == 1);
        web.Serve("/one.xml", TestResponse.Xml(Sitemap("/a/1", "/a/2")));

        var source = await host.SourceWhenAsync(added.Name, s => s.Pages == 2);
        Assert.Equal(SourceKind.Sitemap, source.DetectedKind);
        Assert.Empty(web.RequestsFor("/hidden.xml"));
    }

    [Fact]
    public async Task Site_leads_to_its_feeds()
    {
        web.Serve("/", TestResponse.Html("<head><title>News</title><link rel=alternate type='application/rss+xml' href='/feed'></head><body><p>Hello"));
        web.Serve("/feed", TestResponse.Xml("<rss version=\"2.0\"><channel><title>News</title><item><link>/a/1</link></item></channel></rss>"));

        var site = await host.AddSourceAsync(web.Address, SourceKind.Unspecified, TimeSpan.FromHours(1));

        await Wait.UntilAsync(() => host.Announced.Heard.Count == 1, "the page of the feed");
        Assert.Equal(SourceKind.Site, (await host.Client.GetSourceAsync(new GetSourceRequest { Name = site.Name })).DetectedKind);
        Assert.Equal(
            [web.Address.AbsoluteUri, web.At("/feed").AbsoluteUri],
            (await host.Client.ListSourcesAsync(new ListSourcesRequest())).Sources.Select(s => s.Url).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Feed_is_asked_for_changes_only()
    {
        web.Serve("/feed", request => request.Headers.TryGetValue("If-None-Match", out var tag) && tag == "\"v1\"" ? TestResponse.Empty(304)
            : WithTag("\"v1\"", TestResponse.Xml("<rss version=\"2.0\"><channel><item><link>/a/1</link></item></channel></rss>")));

        var added = await host.AddSourceAsync(web.At("/feed"));
        await host.SourceWhenAsync(added.Name, s => s.LastResult == "not modified");
        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count >= 4, "more polls");

        Assert.False(web.RequestsFor("/feed")[0].Headers.ContainsKey("If-None-Match"));
        Assert.All(web.RequestsFor("/feed").Skip(1), r => Assert.Equal("\"v1\"", r.Headers["If-None-Match"]));
    }

    [Fact]
    public async Task Feed_that_changes_below_the_same_validators_is_not_asked_for_changes_again()
    {
        var answers = 0;
        web.Serve("/feed", _ =>
        {
            // The first answer is the same as the second: that it has no news says nothing of its validators.
            var items = Math.Max(1, Interlocked.Increment(ref answers) - 1);
            return WithTag("\"const\"", TestResponse.Xml($"<rss version=\"2.0\"><channel>{string.Concat(Enumerable.Range(1, items).Select(i => $"<item><link>/a/{i}</link></item>"))}</channel></rss>"));
        });

        await host.AddSourceAsync(web.At("/feed"));
        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count >= 7, "polls");

        var requests = web.RequestsFor("/feed");
        Assert.Equal("\"const\"", requests[1].Headers["If-None-Match"]);
        Assert.All(requests.Skip(3), request => Assert.False(request.Headers.ContainsKey("If-None-Match")));
    }

    [Fact]
    public async Task Feed_that_is_never_modified_by_its_own_word_is_read_whole_once_a_day()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var own = await FetchHost.StartAsync(await FetchHost.SettingsAsync(more: [("Fetch:MinimumPollInterval", "1m"), ("Fetch:HostInterval", "0s")]), clock);
        var items = 1;
        web.Serve("/feed", request => request.Headers.ContainsKey("If-None-Match") ? TestResponse.Empty(304)
            : WithTag("\"const\"", TestResponse.Xml($"<rss version=\"2.0\"><channel>{string.Concat(Enumerable.Range(1, items).Select(i => $"<item><link>/a/{i}</link></item>"))}</channel></rss>")));
        var added = await own.Client.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed").AbsoluteUri } });
        await own.SourceWhenAsync(added.Name, s => s.Pages == 1);

        items = 2;
        clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal(1, (await own.SourceWhenAsync(added.Name, s => s.LastResult == "not modified")).Pages);
        clock.Advance(TimeSpan.FromHours(14));
        await own.SourceWhenAsync(added.Name, s => s.Pages == 2);

        // From then on it is not believed, whatever it says.
        items = 3;
        clock.Advance(TimeSpan.FromHours(2));
        await own.SourceWhenAsync(added.Name, s => s.Pages == 3);
        Assert.False(web.RequestsFor("/feed")[^1].Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task Not_modified_is_no_answer_to_a_request_without_a_condition()
    {
        web.Serve("/feed", TestResponse.Empty(304));

        var added = await host.AddSourceAsync(web.At("/feed"));

        var source = await host.SourceWhenAsync(added.Name, s => s.ConsecutiveFailures > 0);
        Assert.Contains("304", source.LastResult, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_whose_kind_is_changed_is_asked_for_the_whole_again()
    {
        web.Serve("/source", request => request.Headers.TryGetValue("If-None-Match", out var tag) && tag == "\"v1\"" ? TestResponse.Empty(304)
            : WithTag("\"v1\"", TestResponse.Xml("<rss version=\"2.0\"><channel><item><link>/a/1</link></item></channel></rss>")));
        var added = await host.AddSourceAsync(web.At("/source"));
        await host.SourceWhenAsync(added.Name, s => s.LastResult == "not modified");

        await host.Client.UpdateSourceAsync(new UpdateSourceRequest
        {
            Source = new Source { Name = added.Name, Kind = SourceKind.Sitemap },
            UpdateMask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "kind" } },
        });

        await host.SourceWhenAsync(added.Name, s => s.ConsecutiveFailures > 0);
        Assert.False(web.RequestsFor("/source")[^1].Headers.ContainsKey("If-None-Match"));
    }

    [Fact]
    public async Task Source_whose_kind_is_found_out_may_change_from_a_feed_to_a_sitemap()
    {
        web.Serve("/source", TestResponse.Xml("<rss version=\"2.0\"><channel><item><link>/a/1</link></item></channel></rss>"));
        var added = await host.AddSourceAsync(web.At("/source"));
        await host.SourceWhenAsync(added.Name, s => s.DetectedKind == SourceKind.Feed);

        web.Serve("/source", TestResponse.Xml(Sitemap("/a/2")));

        var source = await host.SourceWhenAsync(added.Name, s => s.DetectedKind == SourceKind.Sitemap);
        Assert.Equal((SourceKind.Unspecified, 0, 2), (source.Kind, source.ConsecutiveFailures, source.Pages));
    }

    [Fact]
    public async Task Source_that_is_wished_to_be_a_feed_says_what_came_instead()
    {
        web.Serve("/source", TestResponse.Xml(Sitemap("/a/1")));

        var added = await host.AddSourceAsync(web.At("/source"), SourceKind.Feed);

        var source = await host.SourceWhenAsync(added.Name, s => s.ConsecutiveFailures > 0);
        Assert.StartsWith("expected a feed, got a sitemap (", source.LastResult, StringComparison.Ordinal);
        Assert.Equal((SourceKind.Feed, SourceKind.Unspecified, 0), (source.Kind, source.DetectedKind, source.Pages));
    }

    [Fact]
    public async Task Failing_source_is_asked_less_and_less_and_tells_why()
    {
        web.Serve("/feed", TestResponse.Html("<p>no feed at all"));

        var added = await host.AddSourceAsync(web.At("/feed"), SourceKind.Feed);
        var source = await host.SourceWhenAsync(added.Name, s => s.ConsecutiveFailures >= 5);

        Assert.Contains("expected a feed, got something else (text/html", source.LastResult, StringComparison.Ordinal);
        Assert.True(source.NextPollTime.ToDateTimeOffset() - source.LastPollTime.ToDateTimeOffset() > TimeSpan.FromSeconds(1));
        Assert.Null(source.LastSuccessTime);
        web.Serve("/feed", TestResponse.Xml("<rss version=\"2.0\"><channel><item><link>/a/1</link></item></channel></rss>"));
        await host.Client.PollSourceAsync(new PollSourceRequest { Name = added.Name });
        Assert.Equal(0, (await host.SourceWhenAsync(added.Name, s => s.Pages == 1)).ConsecutiveFailures);
    }

    [Fact]
    public async Task Source_without_a_wished_interval_is_polled_by_how_often_it_has_news()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var own = await FetchHost.StartAsync(await FetchHost.SettingsAsync(more: [("Fetch:MinimumPollInterval", "1m"), ("Fetch:HostInterval", "0s")]), clock);
        web.Serve("/feed", TestResponse.Xml(FeedOf(300)));
        var added = await own.Client.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed").AbsoluteUri } });

        await PolledAsync(TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(16));

        // Days without news.
        clock.Advance(TimeSpan.FromDays(10));
        await PolledAsync(TimeSpan.FromHours(6), TimeSpan.FromHours(24));

        web.Serve("/feed", TestResponse.Xml(FeedOf(500)));
        clock.Advance(TimeSpan.FromHours(24));
        await PolledAsync(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));

        web.Serve("/feed", TestResponse.Xml(FeedOf(500)) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/rss+xml", ["Cache-Control"] = "max-age=1800" },
        });
        clock.Advance(TimeSpan.FromHours(1));
        await PolledAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30));

        async Task PolledAsync(TimeSpan from, TimeSpan to)
        {
            var now = clock.GetUtcNow();
            var source = await own.SourceWhenAsync(added.Name, s => s.LastPollTime?.ToDateTimeOffset() == now);
            Assert.Equal(0, source.ConsecutiveFailures);
            Assert.InRange(source.NextPollTime.ToDateTimeOffset() - now, from, to);
        }

        static string FeedOf(int items) =>
            $"<rss version=\"2.0\"><channel>{string.Concat(Enumerable.Range(0, items).Select(i => $"<item><link>/a/{i}</link></item>"))}</channel></rss>";
    }

    [Fact]
    public async Task Health_tells_a_silent_source_from_a_healthy_and_a_failing_one_and_why_it_is_polled_when()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var own = await FetchHost.StartAsync(await FetchHost.SettingsAsync(more: [("Fetch:MinimumPollInterval", "1m"), ("Fetch:HostInterval", "0s")]), clock);

        // An entry an hour, and the newest half an hour old.
        var items = Enumerable.Range(0, 60).Select(i => $"<item><link>/a/{i}</link><pubDate>{clock.GetUtcNow().AddHours(-i - 0.5):R}</pubDate></item>");
        web.Serve("/feed", TestResponse.Xml($"<rss version=\"2.0\"><channel>{string.Concat(items)}</channel></rss>"));
        var added = await own.Client.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed").AbsoluteUri } });
        await PolledAsync();

        var healthy = await HealthAsync();
        Assert.Equal((SourceHealth.Types.State.Healthy, 60L), (healthy.State, healthy.PagesLastDay));
        Assert.Equal(24, healthy.EntriesPerDay, 3.0);
        Assert.InRange(healthy.ExpectedSinceNewest, 0.2, 1.5);
        Assert.Equal("by then something new is to be expected by its rhythm", healthy.NextPollReason);

        clock.Advance(TimeSpan.FromDays(2));
        await PolledAsync();
        var silent = await HealthAsync();
        Assert.Equal((SourceHealth.Types.State.Silent, healthy.NewestEntryTime), (silent.State, silent.NewestEntryTime));
        Assert.InRange(silent.ExpectedSinceNewest, 12, 48);

        web.Serve("/feed", TestResponse.Empty(503));
        clock.Advance(TimeSpan.FromDays(1));
        await PolledAsync();
        var failing = await HealthAsync();
        Assert.Equal((SourceHealth.Types.State.Failing, 1), (failing.State, failing.ConsecutiveFailures));
        Assert.StartsWith("failed last time: ", failing.Reason, StringComparison.Ordinal);

        await own.Client.UpdateSourceAsync(new UpdateSourceRequest { Source = new Source { Name = added.Name, Paused = true }, UpdateMask = new() { Paths = { "paused" } } });
        Assert.Equal((SourceHealth.Types.State.Paused, null), ((await HealthAsync()).State, (await HealthAsync()).NextPollTime));

        var polls = await own.Client.ListPollsAsync(new ListPollsRequest { Parent = added.Name, PageSize = 2 });
        var rest = await own.Client.ListPollsAsync(new ListPollsRequest { Parent = added.Name, PageSize = 2, PageToken = polls.NextPageToken });
        Assert.Equal([(false, 0), (true, 0), (true, 60)], polls.Polls.Concat(rest.Polls).Select(poll => (poll.Succeeded, poll.NewPages)));
        Assert.Equal("", rest.NextPageToken);

        async Task<SourceHealth> HealthAsync() => await own.Client.GetSourceHealthAsync(new GetSourceHealthRequest { Name = added.Name + "/health" });

        async Task PolledAsync()
        {
            var now = clock.GetUtcNow();
            await own.SourceWhenAsync(added.Name, s => s.LastPollTime?.ToDateTimeOffset() == now);
        }
    }

    [Fact]
    public async Task Polls_of_a_source_are_kept_up_to_a_bound_and_go_with_it()
    {
        var settings = await FetchHost.SettingsAsync(more: [("Fetch:HostInterval", "0s"), ("Fetch:MinimumPollInterval", "10ms")]);
        await using var own = await FetchHost.StartAsync(settings);
        web.Serve("/feed", TestResponse.Xml("<rss version=\"2.0\"><channel><item><link>/a/1</link></item></channel></rss>"));
        var added = await own.AddSourceAsync(web.At("/feed"), interval: TimeSpan.FromMilliseconds(10));
        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count > 120, "polls");

        var polls = await own.Client.ListPollsAsync(new ListPollsRequest { Parent = added.Name, PageSize = 100 });
        Assert.Equal((100, ""), (polls.Polls.Count, polls.NextPageToken));

        await own.Client.DeleteSourceAsync(new DeleteSourceRequest { Name = added.Name });
        var gone = await Assert.ThrowsAsync<RpcException>(() => own.Client.ListPollsAsync(new ListPollsRequest { Parent = added.Name }).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Wished_interval_is_kept_whatever_the_ttl()
    {
        web.Serve("/feed", TestResponse.Xml("<rss version=\"2.0\"><channel><ttl>60</ttl><item><link>/a/1</link></item></channel></rss>"));

        var added = await host.AddSourceAsync(web.At("/feed"));

        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count >= 3, "polls");
        Assert.Equal(0, (await host.Client.GetSourceAsync(new GetSourceRequest { Name = added.Name })).ConsecutiveFailures);
    }

    [Fact]
    public async Task Paused_source_is_not_polled_until_it_goes_on()
    {
        web.Serve("/feed", TestResponse.Xml("<rss version=\"2.0\"><channel><item><link>/a/1</link></item></channel></rss>"));
        var added = await host.AddSourceAsync(web.At("/feed"));
        await host.SourceWhenAsync(added.Name, s => s.Pages == 1);

        await PauseAsync(true);
        await Task.Delay(200);
        var before = web.RequestsFor("/feed").Count;
        await Task.Delay(500);
        Assert.Equal(before, web.RequestsFor("/feed").Count);

        await PauseAsync(false);
        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count > before, "polls to go on");

        async Task PauseAsync(bool paused) => await host.Client.UpdateSourceAsync(new UpdateSourceRequest
        {
            Source = new Source { Name = added.Name, Paused = paused },
            UpdateMask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "paused" } },
        });
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Hostile_words_of_a_feed_do_not_stop_its_polls(DatabaseProvider provider)
    {
        await using var own = await FetchHost.StartAsync(await FetchHost.SettingsAsync(provider));
        var across = new string('x', 299) + "👍";
        var summary = new string('y', 3999) + "👍";
        web.Serve("/feed", TestResponse.Text(
            $$"""{"version":"https://jsonfeed.org/version/1.1","title":"{{across}}","items":[{"id":"1","url":"/a/1","title":"nul \u0000 lone \ud83d","summary":"{{summary}}"}]}""",
            "application/feed+json"));

        var added = await own.AddSourceAsync(web.At("/feed"));

        var source = await own.SourceWhenAsync(added.Name, s => s.Pages == 1);
        Assert.StartsWith("xxx", source.DisplayName, StringComparison.Ordinal);
        var announced = await own.Announced.FirstAsync();
        Assert.Equal(announced, Contracts.Events.V1.PageFetched.Parser.ParseJson(announced.ToString()));
    }

    [Fact]
    public async Task Requests_on_sources_are_checked()
    {
        var feed = await host.AddSourceAsync(web.At("/feed"), SourceKind.Feed, TimeSpan.FromHours(1));

        await RefusedAsync(StatusCode.AlreadyExists, "SOURCE_EXISTS", () => host.AddSourceAsync(web.At("/feed")));
        await RefusedAsync(StatusCode.InvalidArgument, "INVALID_URL", () => host.AddSourceAsync(new Uri("ftp://news.example/")));
        await RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => host.AddSourceAsync(web.At("/x"), SourceKind.Feed, TimeSpan.FromDays(400)));
        await RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => CreateAsync(new Source { Url = web.At("/y").AbsoluteUri, Interval = new() { Seconds = 1, Nanos = -5 } }));
        await RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => CreateAsync(new Source { Url = web.At("/y").AbsoluteUri, DisplayName = "nul \0" }));
        await RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => CreateAsync(new Source { Url = web.At("/y").AbsoluteUri, DisplayName = new string('x', 1000) }));
        await RefusedAsync(StatusCode.NotFound, "SOURCE_NOT_FOUND", () => host.Client.GetSourceAsync(new GetSourceRequest { Name = "sources/none" }).ResponseAsync);
        await RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => host.Client.GetSourceAsync(new GetSourceRequest { Name = "../x" }).ResponseAsync);
        await host.Client.DeleteSourceAsync(new DeleteSourceRequest { Name = feed.Name });
        await RefusedAsync(StatusCode.NotFound, "SOURCE_NOT_FOUND", () => host.Client.DeleteSourceAsync(new DeleteSourceRequest { Name = feed.Name }).ResponseAsync);

        async Task<Source> CreateAsync(Source source) => await host.Client.CreateSourceAsync(new CreateSourceRequest { Source = source });
    }

    internal static async Task RefusedAsync(StatusCode status, string reason, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((status, reason), (error.StatusCode, ErrorTests.ReasonOf(error)));
    }

    private static TestResponse WithTag(string tag, TestResponse response) => response with
    {
        Headers = new Dictionary<string, string>(response.Headers, StringComparer.Ordinal) { ["ETag"] = tag },
    };

    private string Sitemap(params string[] paths) =>
        $"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(paths.Select(p => $"<url><loc>{web.At(p)}</loc></url>"))}</urlset>";
}
