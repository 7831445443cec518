using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.Store.Changes;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class EventsOnSqliteTests() : EventTests(DatabaseProvider.Sqlite);

public sealed class EventsOnPostgresTests() : EventTests(DatabaseProvider.Postgres)
{
    [Fact]
    public async Task Two_processes_that_store_and_take_turns_at_telling_tell_all()
    {
        // On a real broker: what a process has told must outlive it.
        await using var one = await StoreHost.StartAsync(
            DatabaseProvider.Postgres,
            ("Store:RelayBatch", "8"),
            ("Bus:Transport", nameof(BusTransport.RabbitMq)),
            ("Bus:Uri", (await SharedServices.CreateVirtualHostAsync()).AbsoluteUri));
        await one.StoreAsync(Page.Of("first"));
        var lease = one.Get<RelayLease>();
        await Wait.UntilAsync(async ct => await lease.PositionAsync(ct) == 1, "the first process to tell");
        await using var other = await one.StartReplicaAsync();
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(other);

        await Task.WhenAll(Enumerable.Range(0, 100).SelectMany(i => new[] { one.StoreAsync(Page.Of($"a{i}")), other.StoreAsync(Page.Of($"b{i}")) }));
        await Wait.UntilAsync(() => stored.Heard.Count > 50, "the first of them to be told");
        var more = Task.WhenAll(Enumerable.Range(0, 100).Select(i => other.StoreAsync(Page.Of($"c{i}"))));
        await one.StopAsync();
        await more;

        await Wait.UntilAsync(() => stored.Heard.Select(e => e.Message.Position).Distinct().Count() == 300, "all to be told");
        foreach (var told in stored.Heard)
        {
            Assert.Equal(told.Message.Article, await other.Client.GetArticleAsync(new GetArticleRequest { Name = told.Message.Article.Name }));
        }
    }

    [Fact]
    public async Task Relay_that_meets_a_full_disk_each_second_says_so_once_and_in_one_line()
    {
        await using var host = await StoreHost.StartAsync(DatabaseProvider.Postgres);
        await FillDiskAsync(host, "lease");
        using var memory = new LogMemory();
        using var loggers = new LoggerFactory([memory]);
        using var relay = ActivatorUtilities.CreateInstance<ChangeRelay>(host.Get<IServiceProvider>(), loggers.CreateLogger<ChangeRelay>());

        await relay.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => !memory.Lines.IsEmpty, "the first word of it");
        await Task.Delay(2500);
        await relay.StopAsync(CancellationToken.None);

        Assert.EndsWith("Changes after 0 are not published yet: 53100: no space left ", Assert.Single(memory.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_that_stops_in_a_failure_leaves_the_lease_to_others()
    {
        await using var host = await StoreHost.StartAsync(DatabaseProvider.Postgres);
        await FillDiskAsync(host, "relay");
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(host);
        await host.StoreAsync(Page.Of("a"));
        await stored.TakeAsync(2); // Told again, as the position could not be moved: it has failed once.

        await host.StopAsync();

        var other = new RelayLease(host.Get<Database>(), host.Get<NewsPlatform.Store.StoreOptions>(), TimeProvider.System);
        Assert.NotNull(await other.TakeAsync(default));
    }

    private static Task FillDiskAsync(StoreHost host, string table) => host.Get<Database>().WriteAsync(
        async (connection, _) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                $"""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER full_disk BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk();
                """;
            await command.ExecuteNonQueryAsync();
        },
        CancellationToken.None);
}

/// <summary>Events into the store and out of it.</summary>
public abstract class EventTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Enriched_article_settles_its_page_and_is_announced()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var settled = await EventProbe<PageSettled>.ListenAsync(host);
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(host);
        var page = Page.Of("a").Change(p =>
        {
            p.Article.Annotations = new Annotations { Topics = { new Topic { Id = "medtop:20000587" }, new Topic { Id = "medtop:11000000" }, new Topic { Id = "medtop:04000000" } } };
            p.Article.Provenance.Source = "sources/the.example";
            p.Article.Provenance.RequestedUrl = "https://news.example/z";
            p.Article.Provenance.FinalUrl = "https://news.example/b";
        });

        await PublishAsync(host, page);

        var outcome = Assert.Single(await settled.TakeAsync(1));
        Assert.Equal((page.Ref, Outcome.Stored, "articles/a", 1, "new article"),
            (outcome.Message.Page, outcome.Message.Outcome, outcome.Message.Article, outcome.Message.Revision, outcome.Message.Reason));
        Assert.Equal(("pages/a/1/settled", "live"), (outcome.Id, outcome.RoutingKey));
        Assert.True(outcome.Message.CleanTime is not null && outcome.Message.EnrichTime is not null && outcome.Message.StoreTime is not null);
        var announced = Assert.Single(await stored.TakeAsync(1));
        Assert.Equal(("change/1", "stored.en.11000000.the_example", 1L, "articles/a"), (announced.Id, announced.RoutingKey, announced.Message.Position, announced.Message.Article.Name));
        Assert.Equal(await host.Client.GetArticleAsync(new GetArticleRequest { Name = "articles/a" }), announced.Message.Article);
    }

    [Fact]
    public async Task Message_that_comes_twice_settles_twice_under_one_id_and_is_announced_once()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var settled = await EventProbe<PageSettled>.ListenAsync(host);
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(host);

        await PublishAsync(host, Page.Of("a"));
        await PublishAsync(host, Page.Of("a"));
        await PublishAsync(host, Page.Of("b"));

        Assert.Equal(["pages/a/1/settled", "pages/a/1/settled", "pages/b/1/settled"], (await settled.TakeAsync(3)).Select(e => e.Id).Order());
        Assert.Equal([1, 2], (await stored.TakeAsync(2)).Select(e => e.Message.Position).Order());
        Assert.Equal(2, (await host.ChangesAsync()).Count);
    }

    [Fact]
    public async Task Take_over_settles_the_former_owner_as_a_duplicate()
    {
        await using var host = await StoreHost.StartAsync(provider);
        var alias = Page.Of("a").From("a/amp").Change(p => p.Ref.Lane = Lane.Backfill);
        await host.StoreAsync(alias);
        await using var settled = await EventProbe<PageSettled>.ListenAsync(host);

        await PublishAsync(host, Page.Of("a").At(1));

        var events = await settled.TakeAsync(2);
        var former = Assert.Single(events, e => e.Message.Page.Name == alias.Ref.Name);
        Assert.Equal((Outcome.Duplicate, "another address of articles/a", "backfill"), (former.Message.Outcome, former.Message.Reason, former.RoutingKey));
        Assert.Equal(alias.Ref, former.Message.Page);
        Assert.Equal(Outcome.Stored, Assert.Single(events, e => e.Message.Page.Name == "pages/a").Message.Outcome);
    }

    [Fact]
    public async Task Article_without_a_name_quarantines_its_page()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var failed = await EventProbe<PageFailed>.ListenAsync(host);

        await PublishAsync(host, Page.Of("a").Change(p => p.Article.Name = ""));

        var failure = Assert.Single(await failed.TakeAsync(1)).Message;
        Assert.Equal(("pages/a", "store"), (failure.Page.Name, failure.Stage));
    }

    [Fact]
    public async Task Revision_and_withdrawal_are_announced_with_their_routing_keys()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var revised = await EventProbe<ArticleRevised>.ListenAsync(host);
        await using var withdrawn = await EventProbe<ArticleWithdrawn>.ListenAsync(host);
        await host.StoreAsync(Page.Of("a", "one"));
        await host.StoreAsync(Page.Of("a", "two").At(1));
        await host.Client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = "articles/a", Reason = "wrong" });

        var revision = Assert.Single(await revised.TakeAsync(1));
        Assert.Equal((2L, "two", "revised.en.-.example", "change/2"), (revision.Message.Position, revision.Message.Article.Text, revision.RoutingKey, revision.Id));
        var withdrawal = Assert.Single(await withdrawn.TakeAsync(1));
        Assert.Equal((3L, "articles/a", "https://news.example/a", "wrong", "withdrawn.en.-.example"),
            (withdrawal.Message.Position, withdrawal.Message.Article, withdrawal.Message.Url, withdrawal.Message.Reason, withdrawal.RoutingKey));
    }

    [Fact]
    public async Task Relay_announces_all_changes_of_many_writers()
    {
        await using var host = await StoreHost.StartAsync(provider, ("Store:RelayBatch", "16"));
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(host);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => host.StoreAsync(Page.Of($"a{i}"))));

        var positions = (await stored.TakeAsync(300)).Select(e => e.Message.Position).ToList();
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), positions.Distinct().Order());
    }

    [Fact]
    public async Task What_is_told_without_reading_it_back_is_what_the_log_says()
    {
        await using var host = await StoreHost.StartAsync(provider, ("Store:Gather", "50ms"), ("Store:RelayBatch", "16"));
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(host);
        await using var revised = await EventProbe<ArticleRevised>.ListenAsync(host);
        await host.StoreAsync(Page.Of("first"));
        await stored.TakeAsync(1);

        // Each article with other addresses and some copies of others, twice with the same text and then with another, many in one transaction.
        await Task.WhenAll(Enumerable.Range(0, 60).SelectMany(i => new[] { "one", "one", "two" }.Select(text => host.StoreAsync(Page.Of($"a{i}", $"{text} {i}").At(text is "two" ? 1 : 0).Signed(i % 20).Change(p =>
        {
            p.Article.Provenance.RequestedUrl = $"https://news.example/z{i}";
            p.Article.Provenance.FinalUrl = $"https://news.example/B{i}";
        })))));

        await revised.TakeAsync((await host.ChangesAsync()).Count(change => change.Kind == ChangeKind.Revised));
        var told = (await stored.TakeAsync(61)).Select(e => new Change { Position = e.Message.Position, Kind = ChangeKind.Stored, Article = e.Message.Article, Time = e.Message.Time, Cause = e.Message.Cause });
        Assert.Equal((await host.ChangesAsync()).Where(change => change.Kind == ChangeKind.Stored), told.OrderBy(change => change.Position));
    }

    [Fact]
    public async Task Relay_goes_on_where_a_former_process_stopped()
    {
        await using var first = await StoreHost.StartAsync(provider);
        await first.StoreAsync(Page.Of("a"));
        var lease = first.Get<RelayLease>();
        await Wait.UntilAsync(async ct => await lease.PositionAsync(ct) == 1, "the first change to be published");
        await first.StopAsync();

        await using var second = await first.StartReplicaAsync();
        await using var stored = await EventProbe<ArticleStored>.ListenAsync(second);
        await second.StoreAsync(Page.Of("b"));

        Assert.Equal(2, Assert.Single(await stored.TakeAsync(1)).Message.Position);
    }

    [Fact]
    public async Task Lease_is_held_by_one_and_only_its_fence_moves_the_position()
    {
        await using var host = await StoreHost.StartAsync(provider, ("Store:RelayLease", "3s"));
        await host.StopAsync();
        var database = host.Get<Database>();
        var clock = new StoppedClock();
        var options = new NewsPlatform.Store.StoreOptions();
        var one = new RelayLease(database, options, clock);
        var other = new RelayLease(database, options, clock);

        var fence = await one.TakeAsync(default);
        Assert.NotNull(fence);
        Assert.Equal(fence, await one.TakeAsync(default));
        Assert.Null(await other.TakeAsync(default));
        clock.Now += options.RelayLease + TimeSpan.FromSeconds(1);
        var later = await other.TakeAsync(default);
        Assert.True(later > fence);
        Assert.False(await one.AdvanceAsync(fence!.Value, 0, 5, default));
        Assert.True(await other.AdvanceAsync(later!.Value, 0, 5, default));
        Assert.False(await other.AdvanceAsync(later.Value, 0, 9, default));
        await other.ReleaseAsync(default);
        Assert.NotNull(await one.TakeAsync(default));
        Assert.Equal(5, await one.PositionAsync(default));
    }

    private static Task PublishAsync(StoreHost host, Page page) => host.Get<EventPublisher>().PublishAsync(
        new ArticleEnriched { Page = page.Ref, Article = page.Article }, Guid.NewGuid().ToString(), page.Article.Name, EventPublisher.KeyOf(page.Ref.Lane), CancellationToken.None);

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
