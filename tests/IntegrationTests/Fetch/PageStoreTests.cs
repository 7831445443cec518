using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Data;
using static NewsPlatform.IntegrationTests.Fetch.Endings;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqlitePageStoreTests() : PageStoreTests(DatabaseProvider.Sqlite);

public sealed class PostgresPageStoreTests() : PageStoreTests(DatabaseProvider.Postgres);

/// <summary>The rows of pages, from their first fetch to their outcome.</summary>
public abstract class PageStoreTests(DatabaseProvider provider) : PageRowTests(provider)
{
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
        if (Provider is DatabaseProvider.Sqlite)
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
}
