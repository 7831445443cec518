using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>Gathers the small writes of many pages under way into few transactions, and what is alike in them into few statements.</summary>
internal sealed class PageWrites : IAsyncDisposable
{
    // A page is written twice, when it is fetched and when it has its outcome: of a hundred pages a second, five in one transaction.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);

    private readonly GroupCommit<Write, long> group;
    private readonly RevisitPlanner planner;
    private readonly TimeProvider time;

    public PageWrites([FromKeyedServices("fetch")] Database database, RevisitPlanner planner, TimeProvider time)
    {
        (this.planner, this.time) = (planner, time);
        group = new GroupCommit<Write, long>(
            (writes, cancellationToken) => database.WriteAsync((connection, transaction) => WriteAsync(connection, transaction, writes), cancellationToken),
            maxGroup: 64,
            writers: database.IsPostgres ? 2 : 1,
            gather: database.IsPostgres ? Gather : TimeSpan.Zero,
            isUrgent: write => write.Lane != Lane.Backfill);
    }

    /// <summary>Marks a page as fetched; returns when that is committed.</summary>
    /// <returns>The number of this fetch, which an outcome must name.</returns>
    public Task<long> MarkAsync(FetchedMark mark, CancellationToken cancellationToken) => group.WriteAsync(new Write(mark.Page, mark.Fetched.Lane) { Fetched = mark }, cancellationToken);

    /// <summary>Ends a page; returns when that is committed.</summary>
    public Task MarkAsync(EndingMark mark, CancellationToken cancellationToken) => group.WriteAsync(new Write(mark.Page, mark.Ending.Lane) { Ended = mark }, cancellationToken);

    /// <summary>Runs statements on one page; returns when they are committed.</summary>
    public Task RunAsync(string page, Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        RunAsync(page, (connection, transaction, _) => work(connection, transaction), cancellationToken);

    /// <summary>Runs statements on one page, with what becomes of others by it; returns when they are committed.</summary>
    public Task RunAsync(string page, Func<DbConnection, DbTransaction, PageEffects, Task> work, CancellationToken cancellationToken) =>
        group.WriteAsync(new Write(page, Lane.Backfill) { Work = work }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => group.DisposeAsync();

    private async Task<IReadOnlyList<long>> WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Write> writes)
    {
        var pages = writes.Select(write => write.Page).ToHashSet(StringComparer.Ordinal);
        if (pages.Count > 1)
        {
            await PageOrder.LockAsync(connection, transaction, pages);
        }

        var effects = new PageEffects();
        foreach (var round in PageOrder.Rounds(writes, write => write.Page))
        {
            // What the round before left: a page that comes again finds it.
            await effects.ApplyToPagesAsync(connection, transaction);
            await MarkFetchedAsync(connection, transaction, effects, round);
            await EndAsync(connection, transaction, effects, round);
            foreach (var write in round)
            {
                await (write.Work?.Invoke(connection, transaction, effects) ?? Task.CompletedTask);
            }
        }

        await effects.ApplyAsync(connection, transaction);
        return [.. writes.Select(write => write.Number)];
    }

    private async Task MarkFetchedAsync(DbConnection connection, DbTransaction transaction, PageEffects effects, IReadOnlyList<Write> round)
    {
        var now = time.GetUtcNow().ToMicros();
        var numbers = await FetchedMark.WriteAsync(connection, transaction, [.. round.Select(write => write.Fetched).OfType<FetchedMark>()]);
        foreach (var write in round)
        {
            if (write.Fetched is { Page: var page, Fetched: var fetched })
            {
                effects.Keep(NewCapture.Of(page, fetched, now));
                effects.Trace(page, fetched.Time.ToMicros(), "fetched", fetched.Detail);
                write.Number = numbers.GetValueOrDefault(page);
            }
        }
    }

    private async Task EndAsync(DbConnection connection, DbTransaction transaction, PageEffects effects, IReadOnlyList<Write> round)
    {
        var now = time.GetUtcNow().ToMicros();
        var marks = round.Select(write => write.Ended).OfType<EndingMark>().ToDictionary(mark => mark.Page, StringComparer.Ordinal);
        var ended = new List<EndedPage>();
        foreach (var page in await EndingMark.WriteAsync(connection, transaction, [.. marks.Values], now))
        {
            var mark = marks[page.Id];
            effects.Trace(page.Id, mark.Ending.Steps);
            if (page.State == (long)PageState.Due)
            {
                effects.Wake(page.Host, now);
            }
            else
            {
                ended.Add(new EndedPage(page, mark.Finding, mark.Ending.IsLive));
            }
        }

        await planner.PlanAsync(connection, transaction, effects, ended);
    }

    private sealed class Write(string page, Lane lane)
    {
        public string Page => page;

        public Lane Lane => lane;

        public FetchedMark? Fetched { get; init; }

        public EndingMark? Ended { get; init; }

        public Func<DbConnection, DbTransaction, PageEffects, Task>? Work { get; init; }

        /// <summary>The number of the fetch.</summary>
        public long Number { get; set; }
    }
}
