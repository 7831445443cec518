using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Hosting;

/// <summary>
/// Threads for work that only computes, for each lane as many as there are processors. More at once would only make each piece of it
/// slow and hold the memory of all of them. Those of the backfill lane have a lower priority: what waits there, and what is being
/// worked on, takes what news leaves of the processors, and news waits only for news. And always the same threads, because a parser
/// takes a buffer as large as the page from the shared pool, which keeps such buffers for each thread that ever used one.
/// </summary>
public sealed class LaneThreads : IDisposable
{
    private readonly Threads live;
    private readonly Threads backfill;
    private readonly Threads ended;

    /// <param name="name">What is done, for whoever looks at the process.</param>
    public LaneThreads(string name)
    {
        live = new Threads(name, Environment.ProcessorCount);
        ended = new Threads($"ended {name}", count: 1);
        backfill = new Threads($"past {name}", Environment.ProcessorCount, low: true, atEnd: ended.Dispose);
    }

    /// <summary>Runs work on one of the lane's threads; of no lane is what somebody waits for, as they do for news.</summary>
    public Task<T> RunAsync<T>(Lane lane, Func<T> work, CancellationToken cancellationToken) => lane == Lane.Backfill
        // A thread inherits the niceness of the one that starts it, and what wakes a waiting caller may start a thread of the pool, which
        // serves everybody: that is not left to a thread of low priority.
        ? StartOn(backfill, work, cancellationToken).ContinueWith(static done => done, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, ended).Unwrap()
        : StartOn(live, work, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        live.Dispose();
        backfill.Dispose();
    }

    private static Task<T> StartOn<T>(Threads threads, Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, threads);

    private sealed class Threads : TaskScheduler, IDisposable
    {
        private readonly BlockingCollection<Task> waiting = [];
        private readonly bool low;
        private readonly Action? atEnd;
        private int running;

        public Threads(string name, int count, bool low = false, Action? atEnd = null)
        {
            (MaximumConcurrencyLevel, this.low, this.atEnd, running) = (count, low, atEnd, count);
            for (var i = 0; i < count; i++)
            {
                new Thread(Run) { IsBackground = true, Name = $"{name} {i}", Priority = low ? ThreadPriority.BelowNormal : ThreadPriority.Normal }.UnsafeStart();
            }
        }

        public override int MaximumConcurrencyLevel { get; }

        public void Dispose() => waiting.CompleteAdding();

        protected override void QueueTask(Task task) => waiting.Add(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => waiting;

        private void Run()
        {
            if (low && OperatingSystem.IsLinux())
            {
                Niceness.LowerThisThread();
            }

            foreach (var task in waiting.GetConsumingEnumerable())
            {
                TryExecuteTask(task);
            }

            if (Interlocked.Decrement(ref running) == 0)
            {
                atEnd?.Invoke();
            }
        }
    }

    /// <summary>A thread's priority is its niceness on Linux, and the runtime does not set it.</summary>
    private static class Niceness
    {
        // About a tenth of a processor beside a thread that wants all of it: the past goes on, and locks that it holds come free.
        private const int Lower = 10;

        // Lower than the process's own, whatever that is: an absolute one would put the past before the news of a process that is nice itself.
        public static void LowerThisThread() => _ = nice(Lower);

#pragma warning disable SA1300, IDE1006 // Names of the C library.
        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int nice(int increment);
#pragma warning restore SA1300, IDE1006
    }
}
