using NewsPlatform.Clean.Reprocessing;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Clean.Sites;
using NewsPlatform.IntegrationTests.Hosting;

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
}
