using Grpc.Core;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class ChangeLogOnSqliteTests() : ChangeLogTests(DatabaseProvider.Sqlite);

public sealed class ChangeLogOnPostgresTests() : ChangeLogTests(DatabaseProvider.Postgres);

/// <summary>The order of changes and who gets to know of them. Each test has a log of its own.</summary>
public abstract class ChangeLogTests(DatabaseProvider provider)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Positions_have_no_gap_and_readers_skip_none_under_concurrent_writers()
    {
        await using var first = await StoreHost.StartAsync(provider);
        await using var second = provider == DatabaseProvider.Postgres ? await first.StartReplicaAsync() : null;
        var replicas = second is null ? [first] : new[] { first, second };
        const int Writers = 16;
        const int Each = 40;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; i < Each; i++)
            {
                // Half of the articles are contended by all writers, and every other one is a revision.
                var id = i % 2 == 0 ? $"own{writer}-{i}" : $"shared{i}";
                await replicas[writer % replicas.Length].StoreAsync(Page.Of(id, $"text {writer} {i}").At((writer * 100) + i));
            }
        }));

        // A reader that always goes on from the last position must see each position exactly once.
        var positions = new List<long>();
        var turn = 0;
        while (true)
        {
            var done = writing.IsCompleted;
            var response = await replicas[turn++ % replicas.Length].Client.ListChangesAsync(
                new ListChangesRequest { FromPosition = positions.LastOrDefault(), PageSize = 7, ReadMask = new() { Paths = { "name" } } });
            positions.AddRange(response.Changes.Select(c => c.Position));
            if (done && response.Changes.Count == 0)
            {
                break;
            }
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(i => (long)i), positions);
        Assert.True(positions.Count >= Writers * Each / 2, $"only {positions.Count} changes");
        var stored = (await first.ChangesAsync()).Where(c => c.Kind == ChangeKind.Stored).Select(c => c.Article.Name).ToList();
        Assert.Equal((Writers * Each / 2) + (Each / 2), stored.Count);
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Equal(stored, (await first.ListAllAsync(pageSize: 1000)).Select(a => a.Name));
    }

    [Fact]
    public async Task Two_replicas_that_store_the_same_new_articles_at_once_make_each_once()
    {
        await using var first = await StoreHost.StartAsync(provider);
        await using var second = provider == DatabaseProvider.Postgres ? await first.StartReplicaAsync() : null;

        var settlements = await Task.WhenAll(Enumerable.Range(0, 50).SelectMany(i => new[] { first, second ?? first }, (i, host) => host.StoreAsync(Page.Of($"a{i}"))));

        Assert.Equal(50, settlements.Count(s => s.Reason == "new article"));
        Assert.Equal(50, settlements.Count(s => s.Reason == "unchanged"));
        Assert.Equal(50, (await first.ListAllAsync()).Count);
    }

    [Fact]
    public async Task Watch_gives_the_log_then_what_happens_and_resumes_where_it_stopped()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await host.StoreAsync(Page.Of("a1"));
        await host.StoreAsync(Page.Of("a2"));

        using (var watch = host.Client.WatchChanges(new WatchChangesRequest()))
        {
            Assert.Equal([1, 2], await TakeAsync(watch, 2));
            await host.StoreAsync(Page.Of("a1", "changed").At(1));
            Assert.Equal([3], await TakeAsync(watch, 1));
        }

        await host.StoreAsync(Page.Of("a3"));
        using var resumed = host.Client.WatchChanges(new WatchChangesRequest { FromPosition = 2 });
        Assert.Equal([3, 4], await TakeAsync(resumed, 2));
    }

    [Fact]
    public async Task Watch_from_now_gives_only_what_happens_next()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await host.StoreAsync(Page.Of("a1"));
        using var watch = host.Client.WatchChanges(new WatchChangesRequest { FromPosition = -1 });
        await watch.ResponseHeadersAsync.WaitAsync(Limit);

        await host.StoreAsync(Page.Of("a2"));

        Assert.Equal([2], await TakeAsync(watch, 1));
    }

    [Fact]
    public async Task Watch_tells_of_changes_that_another_replica_made()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await using var replica = provider == DatabaseProvider.Postgres ? await host.StartReplicaAsync() : null;
        using var watch = host.Client.WatchChanges(new WatchChangesRequest());
        await watch.ResponseHeadersAsync.WaitAsync(Limit);

        await (replica ?? host).StoreAsync(Page.Of("a1"));

        Assert.Equal([1], await TakeAsync(watch, 1));
    }

    [Fact]
    public async Task Many_watchers_each_get_every_change()
    {
        await using var host = await StoreHost.StartAsync(provider);
        var watches = Enumerable.Range(0, 20).Select(_ => host.Client.WatchChanges(new WatchChangesRequest())).ToList();
        await Task.WhenAll(watches.Select(w => w.ResponseHeadersAsync)).WaitAsync(Limit);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => host.StoreAsync(Page.Of($"a{i}"))));

        foreach (var watch in watches)
        {
            Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), await TakeAsync(watch, 100));
            watch.Dispose();
        }
    }

    [Fact]
    public async Task Change_shows_the_article_as_it_was()
    {
        await using var host = await StoreHost.StartAsync(provider);
        await host.StoreAsync(Page.Of("a", "one"));
        await host.StoreAsync(Page.Of("a", "two").At(1));

        var changes = await host.ChangesAsync();

        Assert.Equal([("one", 1, 1), ("two", 2, 2)], changes.Select(c => (c.Article.Text, c.Article.Revision, c.Article.Revisions)));
        Assert.Equal(["https://news.example/a"], changes[0].Article.Urls);
        Assert.True(changes[0].Article.CreateTime is not null && changes[0].Time is not null);
    }

    [Fact]
    public async Task Stopping_host_ends_a_watch_as_unavailable()
    {
        var host = await StoreHost.StartAsync(provider);
        using var watch = host.Client.WatchChanges(new WatchChangesRequest());
        await watch.ResponseHeadersAsync.WaitAsync(Limit);

        var reading = watch.ResponseStream.MoveNext(CancellationToken.None);
        await host.StopAsync().WaitAsync(Limit);

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => reading)).StatusCode);
        await host.DisposeAsync();
    }

    private static async Task<List<long>> TakeAsync(AsyncServerStreamingCall<Change> watch, int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        var positions = new List<long>();
        while (positions.Count < count && await watch.ResponseStream.MoveNext(limit.Token))
        {
            positions.Add(watch.ResponseStream.Current.Position);
        }

        return positions;
    }
}
