using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Clean.Reprocessing;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Clean.Sites;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Clean;

public sealed class SqliteReprocessingStoreTests() : ReprocessingStoreTests(DatabaseProvider.Sqlite);

public sealed class PostgresReprocessingStoreTests() : ReprocessingStoreTests(DatabaseProvider.Postgres);

/// <summary>What a run notes, also when it does not hear that it did.</summary>
public abstract class ReprocessingStoreTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData("further")]
    [InlineData("")]
    public async Task Batch_that_is_noted_again_counts_once_and_the_run_goes_on_from_where_it_stands(string next)
    {
        await using var host = await TestHost.BuildAsync([SiteProfileTests.Idle], await TestHost.SettingsAsync(provider));
        var store = host.Get<ReprocessingStore>();
        await store.CreateAsync(new ReprocessCapturesRequest(), new CaptureSelection(), true, "", "1", CancellationToken.None);
        var run = (await store.ClaimAsync(CancellationToken.None))!;
        var found = new Findings { Counts = { Captures = 2 } };
        found.ChangedBefore("https://paper.example/a", isNew: false);
        found.Unchanged("https://paper.example/b");

        var first = await store.CommitAsync(run, found, "", found.Counts, next, 5, CancellationToken.None);
        // The list has grown meanwhile.
        var again = await store.CommitAsync(run, found, "", new ReprocessingCounts { Captures = 3 }, "further still", 6, CancellationToken.None);

        Assert.Equal((next.Length > 0, next, found.Counts), first);
        Assert.Equal(first, again);
        var site = Assert.Single((await store.GetAsync(run.Id, CancellationToken.None))!.Sites);
        Assert.Equal((2L, 1L), (site.Compared, site.Changed));
        var goesOn = await store.CommitAsync(run, found, next, new ReprocessingCounts { Captures = 4 }, "", 7, CancellationToken.None);
        Assert.False(goesOn.GoesOn);
        Assert.Equal(next.Length > 0 ? 4 : 2, Assert.Single((await store.GetAsync(run.Id, CancellationToken.None))!.Sites).Compared);
    }

    [Fact]
    public async Task Report_is_cleared_away_when_it_was_kept_long_enough_after_the_end_of_its_run()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var host = await TestHost.BuildAsync([SiteProfileTests.Idle], await TestHost.SettingsAsync(provider), clock);
        var store = host.Get<ReprocessingStore>();
        await store.CreateAsync(new ReprocessCapturesRequest(), new CaptureSelection(), true, "", "1", CancellationToken.None);
        var run = (await store.ClaimAsync(CancellationToken.None))!;
        var found = new Findings { Counts = { Captures = 1 } };
        found.NowRejected("https://paper.example/a", "captures/a", "articles/a", 300, ArticleChange.Difference("rejection", "", "an index"));
        await store.CommitAsync(run, found, "", found.Counts, "", 5, CancellationToken.None);
        var (underWay, _) = await store.CreateAsync(new ReprocessCapturesRequest(), new CaptureSelection(), true, "", "1", CancellationToken.None);

        clock.Advance(TimeSpan.FromDays(364));
        Assert.Equal(0, await store.ClearAsync(CancellationToken.None));
        Assert.NotEmpty((await store.GetAsync(run.Id, CancellationToken.None))!.Pages);

        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await store.ClearAsync(CancellationToken.None));
        Assert.Equal([underWay.Name], (await store.ListAsync(null, 10, CancellationToken.None)).Select(kept => kept.Name));
        await using var connection = await host.Services.GetRequiredKeyedService<Database>("clean").OpenAsync(CancellationToken.None);
        Assert.Equal(0L, await connection.ExecuteScalarAsync<long>("SELECT (SELECT COUNT(*) FROM reprocessing_site) + (SELECT COUNT(*) FROM reprocessing_page)"));
    }
}
