using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using static NewsPlatform.IntegrationTests.Fetch.Endings;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteUnsettledPagesTests() : UnsettledPagesTests(DatabaseProvider.Sqlite);

public sealed class PostgresUnsettledPagesTests() : UnsettledPagesTests(DatabaseProvider.Postgres);

/// <summary>When fetched pages are announced, and again, until their outcome is known.</summary>
public abstract class UnsettledPagesTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private TestHost host = null!;

    private PageStore Pages => host.Get<PageStore>();

    private PageIntake Intake => host.Get<PageIntake>();

    private UnsettledPages Unsettled => host.Get<UnsettledPages>();

    private DateTimeOffset Now => clock.GetUtcNow();

    public async Task InitializeAsync() => host = await TestHost.BuildAsync([FetchModule.Module], await FetchHost.SettingsAsync(provider), clock);

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Wait_between_announcements_doubles_in_each_lane_with_its_own_time()
    {
        await DiscoverAsync(Page("live"), Page("backfill", Lane.Backfill));
        var start = Now;
        await Pages.MarkFetchedAsync(Url("live").Id, Fetched(Now), Now, CancellationToken.None);
        await Pages.MarkFetchedAsync(Url("backfill").Id, Fetched(Now, "capture02"), Now, CancellationToken.None);
        var heard = new Dictionary<string, List<double>>(StringComparer.Ordinal) { ["live"] = [], ["backfill"] = [] };
        for (var i = 0; i <= 70; i++)
        {
            foreach (var page in await Unsettled.TakeAsync(10, Minute, 10 * Minute, CancellationToken.None))
            {
                heard[new Uri(page.Url).AbsolutePath[1..]].Add((Now - start).TotalMinutes);
                Assert.Equal(heard[new Uri(page.Url).AbsolutePath[1..]].Count, page.Announcements);
            }

            clock.Advance(Minute);
        }

        Assert.Equal([0, 1, 3, 7, 15, 31, 63], heard["live"]);
        Assert.Equal([0, 10, 30, 70], heard["backfill"]);
    }

    [Fact]
    public async Task Concurrent_sweepers_announce_each_page_once()
    {
        await DiscoverAsync([.. Enumerable.Range(0, 60).Select(i => Page($"p{i}"))]);
        foreach (var page in await DueAsync(host, "news.example", Now))
        {
            await Pages.MarkFetchedAsync(page.Id, Fetched(Now), Now, CancellationToken.None);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Unsettled.TakeAsync(20, Minute, Minute, CancellationToken.None))));
        var rest = await Unsettled.TakeAsync(100, Minute, Minute, CancellationToken.None);

        var ids = taken.SelectMany(t => t).Concat(rest).Select(p => p.Id).ToList();
        Assert.Equal((60, 60), (ids.Count, ids.Distinct().Count()));
    }

    [Fact]
    public async Task Bus_that_forgot_everything_is_told_again_at_once()
    {
        await DiscoverAsync(Page("a"));
        await Pages.MarkFetchedAsync(Url("a").Id, Fetched(Now), Now + TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Empty(await TakeAsync());

        // Fetched by this very process: announced already.
        await Unsettled.ForgetAnnouncementsAsync(Now - Minute, CancellationToken.None);
        Assert.Empty(await TakeAsync());

        await Unsettled.ForgetAnnouncementsAsync(Now + Minute, CancellationToken.None);

        Assert.Single(await TakeAsync());
    }

    [Fact]
    public async Task Announcement_that_is_taken_back_does_not_count()
    {
        await DiscoverAsync(Page("a"));
        await FetchAsync("a");
        for (var i = 0; i < 20; i++)
        {
            await Unsettled.TakeBackAnnouncementsAsync(CancellationToken.None);
            await Unsettled.ForgetAnnouncementsAsync(Now + Minute, CancellationToken.None);

            var page = Assert.Single(await TakeAsync());
            Assert.Equal((0, Now + Minute), (page.Announcements, UnixTime.FromMicros(page.Due)));
        }
    }

    [Fact]
    public async Task Unsettled_pages_are_counted_up_to_the_limit()
    {
        await DiscoverAsync(Page("a"), Page("b"), Page("c"));
        await FetchAsync("a");
        await FetchAsync("b");

        Assert.Equal(2, await Unsettled.CountAsync(10, CancellationToken.None));
        Assert.Equal(1, await Unsettled.CountAsync(1, CancellationToken.None));
    }

    private Task<int> DiscoverAsync(params NewPage[] pages) => Intake.DiscoverAsync(pages, CancellationToken.None);

    private Task<long> FetchAsync(string path) => Pages.MarkFetchedAsync(Url(path).Id, Fetched(Now), Now + Minute, CancellationToken.None);

    private Task<IReadOnlyList<PageRow>> TakeAsync() => Unsettled.TakeAsync(10, Minute, Minute, CancellationToken.None);
}
