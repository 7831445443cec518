using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using static NewsPlatform.IntegrationTests.Fetch.Endings;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqlitePageStoreTests() : PageStoreTests(DatabaseProvider.Sqlite);

public sealed class PostgresPageStoreTests() : PageStoreTests(DatabaseProvider.Postgres);

/// <summary>The rows of pages, from the first word of them to their outcome.</summary>
public abstract class PageStoreTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestHost host = null!;

    private PageStore Pages => host.Get<PageStore>();

    private PageIntake Intake => host.Get<PageIntake>();

    private PageTraces Traces => host.Get<PageTraces>();

    private DateTimeOffset Now => clock.GetUtcNow();

    public async Task InitializeAsync() => host = await TestHost.BuildAsync([FetchModule.Module], await FetchHost.SettingsAsync(provider), clock);

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Discovered_page_is_due_once()
    {
        Assert.Equal(2, await DiscoverAsync(Page("a"), Page("b"), Page("a")));
        clock.Advance(Minute);
        Assert.Equal(1, await DiscoverAsync(Page("a"), Page("c")));

        var due = await DueAsync();
        Assert.Equal(["a", "b", "c"], due.Select(PathOf).Order(StringComparer.Ordinal));
        var trace = await TraceAsync("a");
        Assert.Equal((Outcome.Pending, "sources/feed", Lane.Live), (trace.Outcome, trace.Source, trace.Lane));
        Assert.Equal(["discovered"], trace.Steps.Select(s => s.Step));
    }

    [Fact]
    public async Task Thousands_of_discovered_pages_are_all_taken()
    {
        var many = Enumerable.Range(0, 2500).Select(i => Page($"p{i}")).ToArray();

        Assert.Equal(2500, await DiscoverAsync(many));
        Assert.Equal(0, await DiscoverAsync(many));
    }

    [Fact]
    public async Task Live_pages_are_due_before_backfill_ones()
    {
        await DiscoverAsync(Page("old", Lane.Backfill));
        clock.Advance(Minute);
        await DiscoverAsync(Page("new"));

        Assert.Equal(["new", "old"], (await DueAsync()).Select(PathOf));
    }

    [Fact]
    public async Task Page_that_waits_of_the_past_is_live_when_a_live_source_speaks_of_it()
    {
        await DiscoverAsync(Page("a", Lane.Backfill), Page("b", Lane.Backfill));
        clock.Advance(Minute);

        Assert.Equal(0, await DiscoverAsync(Page("a")));

        Assert.Equal([("a", Lane.Live), ("b", Lane.Backfill)], (await DueAsync()).Select(page => (PathOf(page), (Lane)page.Lane)));
    }

    [Fact]
    public async Task Backfill_leaves_a_live_page_that_is_under_way_as_it_is()
    {
        await DiscoverAsync(Page("due"), Page("fetched"), Page("ended"));
        await Pages.MarkFetchedAsync(Url("fetched").Id, Fetched(Now), Now + Minute, CancellationToken.None);
        await FetchAndEndAsync("ended");
        clock.Advance(Minute);
        Assert.Equal(0, await DiscoverAsync(Page("fetched", updated: Now)));

        // A list that is to be fetched again, and an archive.
        Assert.True(await BackfillAsync("due"));
        Assert.Equal(Lane.Live, (await TraceAsync("due")).Lane);
        Assert.Null(await ArchiveAsync("due", "old01"));
        Assert.Null(await ArchiveAsync("fetched", "old02"));
        Assert.Equal("old03", (await ArchiveAsync("ended", "old03"))!.Capture);
        Assert.Equal("old04", (await ArchiveAsync("new", "old04"))!.Capture);

        Assert.Equal(["due"], (await DueAsync()).Select(PathOf));
        Assert.Equal("capture01", (await TraceAsync("fetched")).Capture.Split('/')[^1]);
        // The source's word is not forgotten.
        await Pages.EndAsync(Url("fetched").Id, Stored(1, Now), CancellationToken.None);
        Assert.Equal(["due", "fetched"], (await DueAsync()).Select(PathOf).Order(StringComparer.Ordinal));

        async Task<bool> BackfillAsync(string path) => (await host.Get<Database>().WriteAsync(
            (connection, transaction) => PageIntake.BackfillAsync(connection, transaction, [Page(path, Lane.Backfill) with { Source = "" }], refetch: true, "", UnixTime.ToMicros(Now)), CancellationToken.None)).Count == 1;

        async Task<PageRow?> ArchiveAsync(string path, string capture) => (await host.Get<Database>().WriteAsync(
            (connection, transaction) => PageIntake.ArchiveAsync(
                connection, transaction, [new KeptPage(Page(path, Lane.Backfill) with { Source = "" }, Fetched(Now, capture))], Now + Minute, "", UnixTime.ToMicros(Now)),
            CancellationToken.None)).SingleOrDefault();
    }

    [Fact]
    public async Task States_of_one_page_in_one_batch_of_an_archive_are_taken_in_their_order()
    {
        await DiscoverAsync(Page("known", Lane.Backfill));
        KeptPage[] states = [State("known", "old1", 3), State("known", "old2", 1), State("new", "old3", 2), State("known", "old3", 2)];

        var taken = await host.Get<Database>().WriteAsync(
            (connection, transaction) => PageIntake.ArchiveAsync(
                connection, transaction, [.. states.OrderBy(state => state.Page.Id, StringComparer.Ordinal)], Now + Minute, "backfills/b", UnixTime.ToMicros(Now)),
            CancellationToken.None);

        Assert.Equal([("known", 3, "old3"), ("new", 1, "old3")], taken.OrderBy(page => page.Url, StringComparer.Ordinal).Select(page => (PathOf(page), page.FetchNo, page.Capture)));
        Assert.Equal(["fetched", "fetched", "fetched"], (await TraceAsync("known")).Steps.Select(step => step.Step).Where(step => step == "fetched"));

        KeptPage State(string path, string capture, int hoursAgo) => new(Page(path, Lane.Backfill), Fetched(Now - TimeSpan.FromHours(hoursAgo), capture));
    }

    [Fact]
    public async Task Page_that_was_put_off_of_the_past_is_live_when_a_live_source_speaks_of_it_and_waits_on()
    {
        await DiscoverAsync(Page("a", Lane.Backfill));
        await Pages.RetryAsync(Url("a").Id, Now + Minute, "timeout", "no answer", CancellationToken.None);
        await DiscoverAsync(Page("a"));

        Assert.Empty(await DueAsync());
        Assert.Equal(Lane.Live, (await TraceAsync("a")).Lane);
    }

    [Fact]
    public async Task Page_of_the_past_is_live_when_a_live_source_says_that_it_changed()
    {
        await DiscoverAsync(Page("a", Lane.Backfill));
        await FetchAndEndAsync("a");
        clock.Advance(Minute);
        await DiscoverAsync(Page("a", updated: Now));

        Assert.Equal((1, Lane.Live), ((await DueAsync()).Count, (await TraceAsync("a")).Lane));
    }

    [Fact]
    public async Task Ended_page_is_due_again_when_its_source_says_that_it_changed()
    {
        await DiscoverAsync(Page("a", updated: Now));
        await FetchAndEndAsync("a");
        clock.Advance(Minute);

        await DiscoverAsync(Page("a"));
        await DiscoverAsync(Page("a", updated: Now - (2 * Minute)));
        Assert.Empty(await DueAsync());

        clock.Advance(Minute);
        await DiscoverAsync(Page("a", updated: Now));
        Assert.Single(await DueAsync());
        Assert.Equal(Outcome.Stored, (await TraceAsync("a")).Outcome);

        await FetchAndEndAsync("a");
        await DiscoverAsync(Page("a", updated: Now));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task Page_whose_source_says_that_it_changed_while_it_was_under_way_is_due_again_when_it_ends()
    {
        await DiscoverAsync(Page("a", updated: Now));
        var fetch = await FetchAsync("a");
        clock.Advance(Minute);

        await DiscoverAsync(Page("a", updated: Now));
        Assert.Empty(await DueAsync());
        await Pages.EndAsync(Url("a").Id, Stored(fetch, Now), CancellationToken.None);

        Assert.Single(await DueAsync());
        Assert.Equal(Outcome.Stored, (await TraceAsync("a")).Outcome);
        await FetchAndEndAsync("a");
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task Request_id_makes_a_repeated_submission_harmless_for_a_day()
    {
        await SubmitAsync("a", "request 1");
        await FetchAndEndAsync("a");

        await SubmitAsync("a", "request 1");
        Assert.Empty(await DueAsync());

        clock.Advance(TimeSpan.FromHours(25));
        await SubmitAsync("a", "request 1");
        Assert.Single(await DueAsync());
    }

    [Fact]
    public async Task Submission_of_a_page_that_is_under_way_does_not_disturb_it()
    {
        await SubmitAsync("a");
        var fetch = await FetchAsync("a");

        await SubmitAsync("a");

        Assert.Empty(await DueAsync());
        await Pages.EndAsync(Url("a").Id, Stored(fetch, Now), CancellationToken.None);
        Assert.Equal(Outcome.Stored, (await TraceAsync("a")).Outcome);
    }

    [Fact]
    public async Task Submitted_page_without_an_article_is_pending_again()
    {
        await SubmitAsync("a");
        await Pages.EndUnfetchedAsync(Url("a").Id, Outcome.Excluded, "robots_denied", "robots.txt forbids it", "excluded", CancellationToken.None);
        Assert.Equal((Outcome.Excluded, "robots_denied"), (await TraceAsync("a")) is var t ? (t.Outcome, t.ReasonCode) : default);

        await SubmitAsync("a");

        var trace = await TraceAsync("a");
        Assert.Equal((Outcome.Pending, "", ""), (trace.Outcome, trace.ReasonCode, trace.Reason));
    }

    [Fact]
    public async Task Rejected_page_that_is_fetched_again_is_pending_until_its_outcome()
    {
        await DiscoverAsync(Page("a", updated: Now));
        await Pages.EndAsync(Url("a").Id, Rejected(await FetchAsync("a"), Now), CancellationToken.None);
        clock.Advance(Minute);
        await DiscoverAsync(Page("a", updated: Now));
        Assert.Equal(Outcome.Rejected, (await TraceAsync("a")).Outcome);

        await FetchAsync("a");

        Assert.Equal(Outcome.Pending, (await TraceAsync("a")).Outcome);
    }

    [Fact]
    public async Task Fetches_are_counted_by_the_row()
    {
        await SubmitAsync("a");

        Assert.Equal(1, await FetchAsync("a"));
        Assert.Equal(2, await FetchAsync("a"));
    }

    [Fact]
    public async Task Outcome_of_an_older_fetch_is_ignored()
    {
        await SubmitAsync("a");
        var first = await FetchAsync("a");
        await Pages.EndAsync(Url("a").Id, Stored(first, Now), CancellationToken.None);
        await SubmitAsync("a");
        var second = await FetchAsync("a");

        clock.Advance(Minute);
        await Pages.EndAsync(Url("a").Id, Rejected(first, Now), CancellationToken.None);
        Assert.NotNull((await TraceAsync("a")).DueTime);

        await Pages.EndAsync(Url("a").Id, Rejected(second, Now), CancellationToken.None);
        Assert.Equal(Outcome.Rejected, (await TraceAsync("a")).Outcome);
    }

    [Fact]
    public async Task Later_word_on_one_fetch_wins_in_whatever_order_they_come()
    {
        foreach (var path in (string[])["a", "b"])
        {
            await SubmitAsync(path);
            var fetch = await FetchAsync(path);
            Ending[] words = [Failed(fetch, Now), Stored(fetch, Now + Minute)];
            foreach (var word in path == "a" ? words : words.Reverse())
            {
                await Pages.EndAsync(Url(path).Id, word, CancellationToken.None);
            }

            var trace = await TraceAsync(path);
            Assert.Equal((Outcome.Stored, "new", "articles/a", false), (trace.Outcome, trace.ReasonCode, trace.Article, trace.Quarantined));
        }
    }

    [Fact]
    public async Task Repeated_word_changes_nothing()
    {
        await SubmitAsync("a");
        var fetch = await FetchAsync("a");
        await Pages.EndAsync(Url("a").Id, Stored(fetch, Now), CancellationToken.None);
        var once = await TraceAsync("a");
        clock.Advance(Minute);

        await Pages.EndAsync(Url("a").Id, Stored(fetch, Now), CancellationToken.None);

        Assert.Equal(once, await TraceAsync("a"));
        Assert.Equal(["submitted", "fetched", "stored"], once.Steps.Select(s => s.Step));
    }

    [Fact]
    public async Task Quarantined_page_is_replayed_from_its_capture()
    {
        await SubmitAsync("a");
        var fetch = await FetchAsync("a");
        await Pages.EndAsync(Url("a").Id, Failed(fetch, Now), CancellationToken.None);
        Assert.True((await TraceAsync("a")).Quarantined);

        Assert.True(await Pages.ReplayAsync(Url("a").Id, CancellationToken.None));

        var announced = Assert.Single(await AnnounceAsync());
        Assert.Equal((fetch + 1, "capture01"), (announced.FetchNo, announced.Capture));
        var trace = await TraceAsync("a");
        Assert.Equal((Outcome.Pending, false), (trace.Outcome, trace.Quarantined));
        await Pages.EndAsync(Url("a").Id, Failed(fetch, Now + Minute), CancellationToken.None);
        Assert.Equal(Outcome.Pending, (await TraceAsync("a")).Outcome);
    }

    [Fact]
    public async Task Page_without_a_capture_is_replayed_from_the_web()
    {
        await SubmitAsync("a");
        await Pages.EndUnfetchedAsync(Url("a").Id, Outcome.Failed, "not_found", "404", "failed", CancellationToken.None);
        Assert.Empty(await DueAsync());

        Assert.True(await Pages.ReplayAsync(Url("a").Id, CancellationToken.None));

        Assert.Single(await DueAsync());
        Assert.Contains(await host.Get<HostFrontier>().TakeAsync(5, Minute, CancellationToken.None), l => l.Host == "news.example");
        Assert.False(await Pages.ReplayAsync("nosuchpage", CancellationToken.None));
    }

    [Fact]
    public async Task Page_that_is_put_off_waits_and_keeps_the_reason_of_its_outcome()
    {
        await DiscoverAsync(Page("a", updated: Now), Page("b"));
        await FetchAndEndAsync("a");
        clock.Advance(Minute);
        await DiscoverAsync(Page("a", updated: Now));
        foreach (var path in (string[])["a", "b"])
        {
            await Pages.RetryAsync(Url(path).Id, Now + Minute, "http_503", "busy", CancellationToken.None);
        }

        Assert.Empty(await DueAsync());
        Assert.Equal((Outcome.Stored, "new article"), await TraceAsync("a") is var a ? (a.Outcome, a.Reason) : default);
        Assert.Equal((Outcome.Pending, "busy"), await TraceAsync("b") is var b ? (b.Outcome, b.Reason) : default);
        clock.Advance(Minute);
        Assert.All(await DueAsync(), p => Assert.Equal(1, p.Attempts));
        await Pages.EndUnchangedAsync((await DueAsync()).Single(p => PathOf(p) == "a"), null, CancellationToken.None);
        Assert.Equal("new article", (await TraceAsync("a")).Reason);
    }

    [Fact]
    public async Task Stored_page_that_vanished_from_the_web_stays_stored()
    {
        await SubmitAsync("a");
        await FetchAndEndAsync("a");
        await SubmitAsync("a");

        await Pages.EndUnfetchedAsync(Url("a").Id, Outcome.Failed, "gone", "410", "failed", CancellationToken.None);

        var trace = await TraceAsync("a");
        Assert.Equal((Outcome.Stored, "new", "articles/a"), (trace.Outcome, trace.ReasonCode, trace.Article));
        Assert.Equal("failed", trace.Steps[^1].Step);
    }

    [Fact]
    public async Task Text_that_a_database_refuses_is_made_storable()
    {
        await SubmitAsync("a");
        var fetch = await FetchAsync("a");
        // NUL, a lone surrogate, and a pair that lies across the bound of a step's detail.
        var hostile = "nul \0 lone \ud83d " + new string('x', 499 - 13) + "👍 tail";

        await Pages.EndAsync(Url("a").Id, Failed(fetch, Now, hostile), CancellationToken.None);

        var trace = await TraceAsync("a");
        Assert.Equal(Outcome.Failed, trace.Outcome);
        Assert.StartsWith("nul \uFFFD lone \uFFFD x", trace.Reason, StringComparison.Ordinal);
        Assert.InRange(trace.Steps[^1].Detail.Length, 490, 500);
        Assert.Equal(trace, PageTrace.Parser.ParseJson(trace.ToString()));
    }

    [Fact]
    public async Task Ingested_page_is_given_for_announcing_once_and_swept_when_that_was_lost()
    {
        var first = await Intake.IngestAsync(Page("a"), Fetched(Now), Now, "id", CancellationToken.None);
        Assert.Null(await Intake.IngestAsync(Page("a"), Fetched(Now), Now, "id", CancellationToken.None));
        Assert.Equal((1, "capture01"), (first!.FetchNo, first.Capture));

        var page = Assert.Single(await AnnounceAsync());
        Assert.Equal((1, "capture01"), (page.FetchNo, page.Capture));
        Assert.Equal(["submitted", "fetched"], (await TraceAsync("a")).Steps.Select(s => s.Step));
    }

    [Fact]
    public async Task Traces_are_listed_in_the_order_of_their_ids_by_outcome_and_quarantine()
    {
        await DiscoverAsync([.. Enumerable.Range(0, 9).Select(i => Page($"p{i}"))]);
        for (var i = 0; i < 6; i++)
        {
            var fetch = await FetchAsync($"p{i}");
            await Pages.EndAsync(Url($"p{i}").Id, i % 2 == 0 ? Stored(fetch, Now) : Failed(fetch, Now), CancellationToken.None);
        }

        var all = new List<PageTrace>();
        while (await Traces.ListAsync(all.Count == 0 ? "" : PageIds.Of(all[^1].Name), Outcome.Unspecified, false, 4, CancellationToken.None) is { Count: > 0 } next)
        {
            all.AddRange(next);
        }

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"pages/{Url($"p{i}").Id}").Order(StringComparer.Ordinal), all.Select(t => t.Name));
        Assert.Equal(3, (await Traces.ListAsync("", Outcome.Stored, false, 100, CancellationToken.None)).Count);
        Assert.Equal(3, (await Traces.ListAsync("", Outcome.Pending, false, 100, CancellationToken.None)).Count);
        var quarantined = await Traces.ListAsync("", Outcome.Unspecified, true, 100, CancellationToken.None);
        Assert.Equal(3, quarantined.Count);
        Assert.All(quarantined, t => Assert.Equal(["discovered", "fetched", "quarantined"], t.Steps.Select(s => s.Step)));
    }

    [Fact]
    public async Task Trace_keeps_the_latest_hundred_steps()
    {
        await SubmitAsync("a");
        for (var i = 0; i < 110; i++)
        {
            clock.Advance(Minute);
            await Pages.RetryAsync(Url("a").Id, Now, "x", $"try {i}", CancellationToken.None);
        }

        var steps = (await TraceAsync("a")).Steps;
        Assert.Equal(100, steps.Count);
        Assert.StartsWith("try 109", steps[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concurrent_discoveries_submissions_and_outcomes_neither_deadlock_nor_lose_a_page()
    {
        var paths = Enumerable.Range(0, 40).Select(i => $"p{i}").ToArray();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < 5; round++)
            {
                var mixed = paths.OrderBy(p => StringComparer.Ordinal.GetHashCode(p + worker)).ToArray();
                await DiscoverAsync([.. mixed.Select(p => Page(p, updated: Now))]);
                await Task.WhenAll(mixed.Select(p => Pages.MarkFetchedAsync(Url(p).Id, Fetched(Now), Now + Minute, CancellationToken.None)));
                await Task.WhenAll(mixed.Select(p => Pages.EndAsync(Url(p).Id, Stored(0, Now), CancellationToken.None)));
                await Intake.SubmitAsync([.. mixed.Select(p => Page(p))], "", CancellationToken.None);
            }
        })));

        foreach (var path in paths)
        {
            await FetchAndEndAsync(path);
        }

        Assert.Equal(40, (await Traces.ListAsync("", Outcome.Stored, false, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Page_whose_revisit_is_planned_is_locked_before_the_plans_of_a_transaction_are_written()
    {
        if (provider is DatabaseProvider.Sqlite)
        {
            return; // One transaction writes at a time.
        }

        await DiscoverAsync(Page("a"));
        await FetchAndEndAsync("a");
        var database = host.Services.GetRequiredKeyedService<Database>("fetch");
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await host.Get<RevisitPlanner>().PlanAsync(connection, transaction, new PageEffects(), Url("a").Id, RevisitFinding.None);
                await using var other = await database.OpenAsync(CancellationToken.None);
                Assert.Null(await other.QuerySingleOrDefaultAsync<string>("SELECT id FROM page WHERE id = @Id FOR UPDATE SKIP LOCKED", new { Url("a").Id }));
            },
            CancellationToken.None);
    }

    private static string PathOf(PageRow page) => new Uri(page.Url).AbsolutePath[1..];

    private Task<int> DiscoverAsync(params NewPage[] pages) => Intake.DiscoverAsync(pages, CancellationToken.None);

    private Task SubmitAsync(string path, string request = "") => Intake.SubmitAsync([new NewPage(Url(path), "", Lane.Live)], request, CancellationToken.None);

    private Task<IReadOnlyList<PageRow>> DueAsync() => Endings.DueAsync(host, "news.example", Now);

    private Task<IReadOnlyList<PageRow>> AnnounceAsync() => host.Get<UnsettledPages>().TakeAsync(10, Minute, Minute, CancellationToken.None);

    private Task<long> FetchAsync(string path) => Pages.MarkFetchedAsync(Url(path).Id, Fetched(Now), Now + Minute, CancellationToken.None);

    private async Task FetchAndEndAsync(string path) =>
        await Pages.EndAsync(Url(path).Id, Stored(await FetchAsync(path), Now), CancellationToken.None);

    private async Task<PageTrace> TraceAsync(string path) =>
        await Traces.TraceAsync(Url(path).Id, CancellationToken.None) ?? throw new InvalidOperationException($"{path} is unknown");
}
