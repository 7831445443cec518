using System.Runtime.InteropServices;

namespace NewsPlatform.Extraction;

/// <summary>
/// Cancels when the thread that made it has worked for too long. Where the system tells a thread's processor time (Linux), that
/// is what counts: on a busy machine, or in a process that starts, an honest page may take seconds by the clock and
/// must not be taken for a hostile one. A hundred times the limit by the clock ends it in any case: a thread of low priority has a
/// fortieth of a processor that four others want.
/// </summary>
internal sealed class WorkLimit : IDisposable
{
    private const int MostByTheClock = 100;

    private readonly CancellationTokenSource source = new();
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly Func<TimeSpan?>? processorTime;
    private readonly TimeSpan used;
    private readonly ITimer timer;
    private readonly TimeSpan limit;

    /// <param name="limit">How long the calling thread may work.</param>
    /// <param name="clock">The clock; any but the system's own counts by itself, without processor time.</param>
    public WorkLimit(TimeSpan limit, TimeProvider clock)
        : this(limit, clock, clock == TimeProvider.System && ProcessorTime.OfThisThread() is { } thread ? () => ProcessorTime.Of(thread) : null)
    {
    }

    /// <param name="limit">How long the work may last.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="processorTime">The processor time of the thread that works, null when it is not to be had; absent: the clock counts.</param>
    internal WorkLimit(TimeSpan limit, TimeProvider clock, Func<TimeSpan?>? processorTime)
    {
        (this.limit, this.clock, this.processorTime) = (limit, clock, processorTime);
        started = clock.GetTimestamp();
        used = processorTime?.Invoke() ?? TimeSpan.Zero;
        if (limit <= TimeSpan.Zero)
        {
            source.Cancel();
        }

        timer = clock.CreateTimer(static self => ((WorkLimit)self!).Check(), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the limit is reached.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        // No check may be under way when the source goes, nor ask for the time of a thread that has ended.
        lock (source)
        {
            timer.Dispose();
            source.Dispose();
            IsDisposed = true;
        }
    }

    private bool IsDisposed { get; set; }

    private void Check()
    {
        lock (source)
        {
            if (IsDisposed)
            {
                return;
            }

            var elapsed = clock.GetElapsedTime(started);
            var worked = processorTime?.Invoke() is { } now ? now - used : elapsed;
            if (worked >= limit || elapsed >= limit * MostByTheClock)
            {
                source.Cancel();
            }
            else
            {
                var rest = limit - worked;
                timer.Change(rest < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : rest, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>POSIX clocks of threads.</summary>
    private static class ProcessorTime
    {
        public static int? OfThisThread() =>
            OperatingSystem.IsLinux() && pthread_getcpuclockid(pthread_self(), out var id) == 0 ? id : null;

        public static TimeSpan? Of(int id) =>
            clock_gettime(id, out var time) == 0 ? TimeSpan.FromSeconds((long)time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000) : null;

#pragma warning disable SA1300, IDE1006 // Names of the C library.
        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nuint pthread_self();

        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int pthread_getcpuclockid(nuint thread, out int clock);

        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int clock_gettime(int clock, out TimeSpec time);
#pragma warning restore SA1300, IDE1006

        [StructLayout(LayoutKind.Sequential)]
        private struct TimeSpec
        {
            public nint Seconds;
            public nint Nanoseconds;
        }
    }
}
