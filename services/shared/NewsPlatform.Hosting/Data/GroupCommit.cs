using System.Threading.Channels;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// Gathers what concurrent callers want to write into one transaction: while one commit is under way the next group
/// fills, so that load makes groups larger instead of queues longer, and an idle caller waits for nobody. A busy one waits a
/// moment, if that is wanted: a transaction's cost is mostly that of its statements, and these are as many for ten items as for one.
/// </summary>
public sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    // So many share a transaction well enough: callers are mostly as few as the messages that a bus hands out at once, and when all of
    // them wait, waiting longer would bring nobody and only bound how many are written a second.
    private const int Enough = 8;

    private readonly Channel<Pending> queue;
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write;
    private readonly int maxGroup;
    private readonly TimeSpan gather;

    // One writer gathers at a time; since when the present group, or the last, is written.
    private readonly SemaphoreSlim gathering = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] workers;
    private long? started;
    private int disposed;

    /// <param name="write">Writes a group in one transaction and returns a result for each item, in order.</param>
    /// <param name="maxGroup">Most items in one transaction.</param>
    /// <param name="writers">Transactions under way at once.</param>
    /// <param name="gather">
    /// The least time from the beginning of one transaction to that of the next, unless eight or a whole group wait. Whoever comes
    /// later than that after the last one waits for nobody.
    /// </param>
    public GroupCommit(
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write, int maxGroup = 64, int writers = 1, TimeSpan gather = default)
    {
        this.write = write;
        this.gather = gather;
        this.maxGroup = maxGroup;
        queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(maxGroup * 8) { FullMode = BoundedChannelFullMode.Wait });
        // Whoever happens to make this must not have all groups written in its trace.
        using (ExecutionContext.SuppressFlow())
        {
            workers = [.. Enumerable.Range(0, writers).Select(_ => Task.Run(RunAsync))];
        }
    }

    /// <summary>Writes one item; completes when its transaction is committed.</summary>
    public async Task<TResult> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        var pending = new Pending(item, new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new OperationCanceledException("The process is stopping; nothing was written.", closed);
        }

        return await pending.Done.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        queue.Writer.TryComplete();
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        while (queue.Reader.TryRead(out var left))
        {
            left.Done.TrySetCanceled();
        }

        stop.Dispose();
        gathering.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new List<Pending>(maxGroup);
        try
        {
            while (await queue.Reader.WaitToReadAsync(stop.Token))
            {
                group.Clear();
                await gathering.WaitAsync(stop.Token);
                try
                {
                    await GatherAsync(group);
                }
                finally
                {
                    gathering.Release();
                }

                if (group.Count > 0)
                {
                    await CommitAsync(group);
                }
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whatever the driver throws at a command that is cancelled: the callers are told that nothing is sure.
            foreach (var pending in group)
            {
                pending.Done.TrySetCanceled();
            }
        }
    }

    // By the machine's own clock: this is a matter of load, and of no time that a test would set.
    private async Task GatherAsync(List<Pending> group)
    {
        while (started is { } last && gather - TimeProvider.System.GetElapsedTime(last) is var left && left > TimeSpan.Zero && queue.Reader.Count < Math.Min(Enough, maxGroup))
        {
            await Task.Delay(left < gather / 4 ? left : gather / 4, stop.Token);
        }

        while (group.Count < maxGroup && queue.Reader.TryRead(out var pending))
        {
            group.Add(pending);
        }

        if (group.Count > 0)
        {
            started = TimeProvider.System.GetTimestamp();
        }
    }

    private async Task CommitAsync(IReadOnlyList<Pending> group)
    {
        try
        {
            var results = await write([.. group.Select(p => p.Item)], stop.Token);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Done.TrySetResult(results[i]);
            }
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // One bad item must not fail its neighbours: each is tried alone, unless the database itself is away.
            if (group.Count == 1 || Database.IsTransient(exception))
            {
                foreach (var pending in group)
                {
                    pending.Done.TrySetException(exception);
                }
            }
            else
            {
                foreach (var pending in group)
                {
                    await CommitAsync([pending]);
                }
            }
        }
    }

    private sealed record Pending(TItem Item, TaskCompletionSource<TResult> Done);
}
