using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using static NewsPlatform.IntegrationTests.Fetch.Endings;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqlitePageIntakeTests() : PageIntakeTests(DatabaseProvider.Sqlite);

public sealed class PostgresPageIntakeTests() : PageIntakeTests(DatabaseProvider.Postgres);

/// <summary>What becomes of pages that someone speaks of: sources, callers, backfills and archives.</summary>
public abstract class PageIntakeTests(DatabaseProvider provider) : PageRowTests(provider)
{
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
    public async Task Ingested_page_is_given_for_announcing_once_and_swept_when_that_was_lost()
    {
        var first = await Intake.IngestAsync(Page("a"), Fetched(Now), Now, "id", CancellationToken.None);
        Assert.Null(await Intake.IngestAsync(Page("a"), Fetched(Now), Now, "id", CancellationToken.None));
        Assert.Equal((1, "capture01"), (first!.FetchNo, first.Capture));

        var page = Assert.Single(await AnnounceAsync());
        Assert.Equal((1, "capture01"), (page.FetchNo, page.Capture));
        Assert.Equal(["submitted", "fetched"], (await TraceAsync("a")).Steps.Select(s => s.Step));
    }
}
