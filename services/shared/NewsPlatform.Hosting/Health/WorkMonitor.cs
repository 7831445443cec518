using System.Collections.Concurrent;

namespace NewsPlatform.Hosting.Health;

/// <summary>
/// Knows whether work gets done. Liveness is judged by this and not by connections: a process with open connections
/// that finishes nothing is dead, and one without work is alive.
/// </summary>
public sealed class WorkMonitor(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Kind> kinds = new(StringComparer.Ordinal);

    /// <summary>Begins one piece of work. Dispose it when it ended: well or not, it did not hang.</summary>
    public Work Begin(string kind)
    {
        var state = kinds.GetOrAdd(kind, static (_, now) => new Kind { LastProgress = now }, time.GetTimestamp());
        if (Interlocked.Increment(ref state.UnderWay) == 1)
        {
            Interlocked.Exchange(ref state.LastProgress, time.GetTimestamp());
        }

        return new Work(state, time);
    }

    /// <summary>The kinds of work that have been under way for longer than <paramref name="limit"/> without progress.</summary>
    public IReadOnlyList<string> Stuck(TimeSpan limit) =>
    [
        .. from kind in kinds
           where Volatile.Read(ref kind.Value.UnderWay) > 0
           let silent = time.GetElapsedTime(Volatile.Read(ref kind.Value.LastProgress))
           where silent > limit
           select $"{kind.Key}: nothing got done for {silent.TotalSeconds:0} s",
    ];

    /// <summary>A piece of work under way.</summary>
    public readonly struct Work : IDisposable
    {
        private readonly Kind kind;
        private readonly TimeProvider time;

        internal Work(Kind kind, TimeProvider time)
        {
            this.kind = kind;
            this.time = time;
        }

        /// <summary>A step of it ended, well or not.</summary>
        public void Done() => Interlocked.Exchange(ref kind.LastProgress, time.GetTimestamp());

        /// <inheritdoc/>
        public void Dispose()
        {
            Done();
            Interlocked.Decrement(ref kind.UnderWay);
        }
    }

    internal sealed class Kind
    {
        public int UnderWay;
        public long LastProgress;
    }
}
