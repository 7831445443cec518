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

    /// <param name="name">What is done, for whoever looks at the process.</param>
    public LaneThreads(string name)
    {
        live = new Threads(name, low: false);
        backfill = new Threads($"past {name}", low: true);
    }

    /// <summary>Runs work on one of the lane's threads; of no lane is what somebody waits for, as they do for news.</summary>
    public Task<T> RunAsync<T>(Lane lane, Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, lane == Lane.Backfill ? backfill : live);

    /// <inheritdoc/>
    public void Dispose()
    {
        live.Dispose();
        backfill.Dispose();
    }

    private sealed class Threads : TaskScheduler, IDisposable
    {
        private readonly BlockingCollection<Task> waiting = [];
        private readonly bool low;

        public Threads(string name, bool low)
        {
            this.low = low;
            for (var i = 0; i < MaximumConcurrencyLevel; i++)
            {
                new Thread(Run) { IsBackground = true, Name = $"{name} {i}", Priority = low ? ThreadPriority.BelowNormal : ThreadPriority.Normal }.UnsafeStart();
            }
        }

        public override int MaximumConcurrencyLevel { get; } = Environment.ProcessorCount;

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
        }
    }

    /// <summary>A thread's priority is its niceness on Linux, and the runtime does not set it.</summary>
    private static class Niceness
    {
        // About a tenth of a processor beside a thread that wants all of it: the past goes on, and locks that it holds come free.
        private const int Low = 10;

        private const int OfThread = 0;

        // Whoever must not, need not: then both lanes have the same priority.
        public static void LowerThisThread() => _ = setpriority(OfThread, 0, Low);

#pragma warning disable SA1300, IDE1006 // Names of the C library.
        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int setpriority(int which, uint who, int niceness);
#pragma warning restore SA1300, IDE1006
    }
}
