using System.Threading.Channels;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// Gathers what concurrent callers want to write into one transaction: while one commit is under way the next group
/// fills, so that load makes groups larger instead of queues longer, and an idle caller waits for nobody. A busy one waits a
/// moment, if that is wanted: a transaction's cost is mostly that of its statements, and these are as many for ten items as for one.
/// What is urgent goes first and waits only for its like, however much else there is; the rest goes with it, in groups of eight and more
/// also when there is more of the urgent than a group holds.
/// </summary>
public sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    // So many share a transaction well enough: callers are mostly as few as the messages that a bus hands out at once, and when all of
    // them wait, waiting longer would bring nobody and only bound how many are written a second.
    private const int Enough = 8;

    // Of a full group an eighth is for what is not urgent and waits: none of it waits for ever, and what is urgent hardly longer.
    private const int OthersShare = 8;

    private readonly Queue urgent;
    private readonly Queue others;
    private readonly Func<TItem, bool> isUrgent;
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write;
    private readonly int maxGroup;

    // One writer gathers at a time, and is told of what comes.
    private readonly SemaphoreSlim gathering = new(1, 1);
    private readonly SemaphoreSlim arrived = new(0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] workers;
    private int told;
    private int disposed;

    /// <param name="write">Writes a group in one transaction and returns a result for each item, in order.</param>
    /// <param name="maxGroup">Most items in one transaction.</param>
    /// <param name="writers">Transactions under way at once.</param>
    /// <param name="gather">
    /// The least time from the beginning of one transaction to that of the next, unless eight or a whole group wait. Whoever comes
    /// later than that after the last one waits for nobody; for what is urgent, the last one that held anything urgent.
    /// </param>
    /// <param name="isUrgent">Which items go first; absent: none.</param>
    public GroupCommit(
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write,
        int maxGroup = 64,
        int writers = 1,
        TimeSpan gather = default,
        Func<TItem, bool>? isUrgent = null)
    {
        this.write = write;
        this.maxGroup = maxGroup;
        this.isUrgent = isUrgent ?? (_ => false);
        (urgent, others) = (new Queue(maxGroup, gather), new Queue(maxGroup, gather));
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
            await (isUrgent(item) ? urgent : others).AddAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new OperationCanceledException("The process is stopping; nothing was written.", closed);
        }

        // Many may come before the writer looks: it is told once.
        if (Interlocked.Exchange(ref told, 1) == 0)
        {
            arrived.Release();
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

        urgent.Close();
        others.Close();
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        foreach (var left in urgent.Take(int.MaxValue).Concat(others.Take(int.MaxValue)))
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
            while (true)
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

                await CommitAsync(group);
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

    private async Task GatherAsync(List<Pending> group)
    {
        while (TimeSpan.FromTicks(Math.Min(urgent.Wait.Ticks, others.Wait.Ticks)) is var wait && wait > TimeSpan.Zero)
        {
            await arrived.WaitAsync(wait == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : wait, stop.Token);
            Volatile.Write(ref told, 0);
        }

        group.AddRange(urgent.Take(maxGroup - Math.Min(others.Count, maxGroup / OthersShare)));
        group.AddRange(others.Take(maxGroup - group.Count));
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

    private sealed class Queue(int maxGroup, TimeSpan gather)
    {
        private readonly Channel<Pending> items = Channel.CreateBounded<Pending>(maxGroup * 8);

        // Since when the last group that held any of these is written.
        private long? started;

        /// <summary>
        /// How long a transaction is not worth while for these; zero when it is, without end when there are none. By the machine's own
        /// clock: this is a matter of load, and of no time that a test would set.
        /// </summary>
        public TimeSpan Wait => Count switch
        {
            0 => TimeSpan.MaxValue,
            var count when started is { } last && count < Math.Min(Enough, maxGroup) => gather - TimeProvider.System.GetElapsedTime(last),
            _ => TimeSpan.Zero,
        };

        public int Count => items.Reader.Count;

        public ValueTask AddAsync(Pending pending, CancellationToken cancellationToken) => items.Writer.WriteAsync(pending, cancellationToken);

        public IEnumerable<Pending> Take(int most)
        {
            for (var taken = 0; taken < most && items.Reader.TryRead(out var pending); taken++)
            {
                started = TimeProvider.System.GetTimestamp();
                yield return pending;
            }
        }

        public void Close() => items.Writer.TryComplete();
    }
}
