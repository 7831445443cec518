using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Extraction;
using NewsPlatform.Clean;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.Clean.Sites;

public sealed class SqliteSiteProfileTests() : SiteProfileTests(DatabaseProvider.Sqlite);

public sealed class PostgresSiteProfileTests() : SiteProfileTests(DatabaseProvider.Postgres)
{
    [Fact]
    public async Task While_the_database_is_away_pages_are_read_and_what_they_teach_waits()
    {
        await using var server = await PostgresService.StartAsync();
        var settings = await TestHost.SettingsAsync();
        settings["Database:Provider"] = "postgres";
        settings["Database:ConnectionString"] = await server.CreateDatabaseAsync() + ";Timeout=2";
        await using var host = await TestHost.BuildAsync([Idle], settings);
        for (var i = 0; i < 3; i++)
        {
            await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(i), Lane.Live, SiteLesson.Live, CancellationToken.None);
        }

        await host.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);
        await server.KillAsync();

        var known = await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(8), Lane.Live, SiteLesson.Live, CancellationToken.None);
        Assert.DoesNotContain(CourierPages.Box, known.Article!.Text, StringComparison.Ordinal);
        var unknown = await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(9) with { Url = new Uri("https://other.example/a") }, Lane.Live, SiteLesson.Live, CancellationToken.None);
        Assert.Contains(CourierPages.Box, unknown.Article!.Text, StringComparison.Ordinal);
        Assert.Equal(ArticleExtractor.Version, unknown.Version);
        await Assert.ThrowsAnyAsync<Exception>(() => host.Get<SiteProfiles>().RefreshAsync(CancellationToken.None));

        await server.RestartAsync();
        await host.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);
        Assert.Equal(["courier.example: 4", "other.example: 1"], (await host.Get<SiteProfileTable>().ListAsync("", 10, CancellationToken.None)).Select(row => $"{row.Site}: {row.Memory.Total}"));
    }
}

/// <summary>What pages teach of their site, in the database that replicas share.</summary>
public abstract class SiteProfileTests(DatabaseProvider provider)
{
    internal static ServiceModule Idle { get; } = CleanModule.Module with { AddConsumers = _ => { } };

    [Fact]
    public async Task Box_that_repeats_is_learnt_within_four_pages_and_the_version_says_so()
    {
        await using var host = await TestHost.BuildAsync([Idle], await TestHost.SettingsAsync(provider));
        var versions = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var cleaned = await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(i), Lane.Live, SiteLesson.Live, CancellationToken.None);
            versions.Add($"{cleaned.Version}: {cleaned.Article!.Text.Contains(CourierPages.Box, StringComparison.Ordinal)}");
            await host.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);
        }

        var plain = ArticleExtractor.Version;
        Assert.Equal([$"{plain}: True", $"{plain}: True", $"{plain}: True", $"{plain}+site.1: False", $"{plain}+site.1: False"], versions);
    }

    [Fact]
    public async Task Page_that_comes_again_is_counted_once_also_by_another_replica()
    {
        await using var one = await TestHost.BuildAsync([Idle], await TestHost.SettingsAsync(provider));
        var again = CourierPages.Seen(1);
        for (var round = 0; round < 3; round++)
        {
            await one.Get<SiteProfileTable>().CountAsync([(CourierPages.Site, [again, again, CourierPages.Seen(1)])], CancellationToken.None);
        }

        var row = Assert.Single(await one.Get<SiteProfileTable>().LoadAsync([CourierPages.Site], CancellationToken.None));
        Assert.Equal((1, 0L), (row.Memory.Pages, row.Version));
    }

    [Fact]
    public async Task Replicas_that_count_at_the_same_time_lose_nothing_and_count_nothing_twice()
    {
        var settings = await TestHost.SettingsAsync(provider);
        var hosts = new List<TestHost>();
        for (var i = 0; i < 3; i++)
        {
            hosts.Add(await TestHost.BuildAsync([Idle], settings));
        }

        var seen = Enumerable.Range(0, 40).Select(CourierPages.Seen).ToList();
        // Each page reaches two replicas, as after a redelivery, in other orders and with other sites beside it.
        await Task.WhenAll(hosts.SelectMany((host, replica) => seen.Select((page, i) => (page, i)).Where(one => one.i % 3 != replica).Chunk(5).Select(pages => Task.Run(() =>
            host.Get<SiteProfileTable>().CountAsync([("z.example", [pages[0].page]), (CourierPages.Site, [.. pages.Select(one => one.page)]), ("a.example", [pages[0].page])], CancellationToken.None)))));

        var row = Assert.Single(await hosts[0].Get<SiteProfileTable>().LoadAsync([CourierPages.Site], CancellationToken.None));
        Assert.Equal((40, 40L), (row.Memory.Pages, row.Memory.Total));
        Assert.Contains(row.Profile.Repeated, block => block.Pages == 40 && block.Sample.StartsWith("The Lindale Courier is kept", StringComparison.Ordinal));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_one_replica_learns_another_uses()
    {
        var settings = await TestHost.SettingsAsync(provider);
        await using var one = await TestHost.BuildAsync([Idle], settings);
        await using var other = await TestHost.BuildAsync([Idle], settings);
        // The other one knows the site already, as one of which nothing is known.
        Assert.Contains(CourierPages.Box, (await other.Get<PageCleaner>().ReadAsync(CourierPages.Page(9), Lane.Live, SiteLesson.None, CancellationToken.None)).Article!.Text, StringComparison.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            await one.Get<PageCleaner>().ReadAsync(CourierPages.Page(i), Lane.Live, SiteLesson.Live, CancellationToken.None);
        }

        await one.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);
        await other.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);

        var cleaned = await other.Get<PageCleaner>().ReadAsync(CourierPages.Page(9), Lane.Live, SiteLesson.None, CancellationToken.None);
        Assert.DoesNotContain(CourierPages.Box, cleaned.Article!.Text, StringComparison.Ordinal);
        Assert.Contains(cleaned.Article.Evidence, evidence => evidence is { Field: "removed[0]", Method: NewsPlatform.Contracts.Type.V1.Method.SiteProfile, Raw: CourierPages.Box });
    }

    [Fact]
    public async Task Pages_that_callers_send_teach_nothing()
    {
        await using var host = await TestHost.BuildAsync([Idle], await TestHost.SettingsAsync(provider));
        for (var i = 0; i < 5; i++)
        {
            await host.Get<PageCleaner>().CleanAsync(CourierPages.Page(i), CancellationToken.None);
        }

        await host.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);
        Assert.Empty(await host.Get<SiteProfileTable>().ListAsync("", 10, CancellationToken.None));
    }

    [Fact]
    public async Task Learning_can_be_switched_off()
    {
        await using var host = await TestHost.BuildAsync([Idle], await TestHost.SettingsAsync(provider, more: ("Clean:LearnSites", "false")));
        await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(1), Lane.Live, SiteLesson.Live, CancellationToken.None);
        await host.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);
        Assert.Empty(await host.Get<SiteProfileTable>().ListAsync("", 10, CancellationToken.None));
    }

    [Fact]
    public async Task Damaged_counts_are_learnt_anew()
    {
        await using var host = await TestHost.BuildAsync([Idle], await TestHost.SettingsAsync(provider));
        await host.Get<SiteProfileTable>().CountAsync([(CourierPages.Site, [CourierPages.Seen(1)])], CancellationToken.None);
        await host.Services.GetRequiredKeyedService<Database>("clean").WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE site_profile SET state = @state", new { state = (byte[])[1, 255, 255] }, transaction), CancellationToken.None);

        var row = Assert.Single(await host.Get<SiteProfileTable>().CountAsync([(CourierPages.Site, [CourierPages.Seen(1)])], CancellationToken.None));

        Assert.Equal(1, row.Memory.Pages);
    }

    [Fact]
    public async Task Profile_that_is_emptied_for_others_is_told_to_replicas()
    {
        var settings = await TestHost.SettingsAsync(provider);
        await using var one = await TestHost.BuildAsync([Idle], settings);
        await using var other = await TestHost.BuildAsync([Idle], settings);
        var table = one.Get<SiteProfileTable>();
        await table.CountAsync([(CourierPages.Site, [.. Enumerable.Range(0, 5).Select(CourierPages.Seen)])], CancellationToken.None);
        await other.Get<SiteProfiles>().PrepareAsync(CourierPages.Site, CancellationToken.None);
        Assert.NotEmpty(other.Get<SiteProfiles>().Find(CourierPages.Site)!.Repeated);
        await one.Services.GetRequiredKeyedService<Database>("clean").WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                UPDATE site_profile SET updated = 1;
                INSERT INTO site_profile (site, version, pages, state, updated)
                WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                SELECT 'newer-' || i || '.example', 0, 1, @state, 1 + i FROM n
                """,
                new { state = Array.Empty<byte>() },
                transaction),
            CancellationToken.None);

        await table.TidyAsync(CancellationToken.None);
        await other.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);

        var known = other.Get<SiteProfiles>().Find(CourierPages.Site)!;
        Assert.Equal((2L, 0), (known.Version, known.Repeated.Count));
    }

    [Fact]
    public async Task Forgotten_profile_goes_on_with_a_higher_version()
    {
        await using var host = await TestHost.BuildAsync([Idle], await TestHost.SettingsAsync(provider));
        var table = host.Get<SiteProfileTable>();
        await table.CountAsync([(CourierPages.Site, [.. Enumerable.Range(0, 5).Select(CourierPages.Seen)])], CancellationToken.None);

        Assert.Equal(2, (await table.ForgetAsync(CourierPages.Site, CancellationToken.None))!.Version);
        Assert.Null(await table.ForgetAsync("none.example", CancellationToken.None));
        await table.TidyAsync(CancellationToken.None);

        var row = Assert.Single(await table.CountAsync([(CourierPages.Site, [.. Enumerable.Range(0, 5).Select(CourierPages.Seen)])], CancellationToken.None));
        Assert.Equal((3L, 5), (row.Version, row.Memory.Pages));
    }
}
