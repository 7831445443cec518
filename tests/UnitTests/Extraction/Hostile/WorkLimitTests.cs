using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Hostile;

public sealed class WorkLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly SteppedClock clock = new();
    private TimeSpan worked = TimeSpan.FromHours(1);

    [Fact]
    public void Thread_that_is_given_little_of_a_processor_is_not_taken_for_one_that_works_for_long()
    {
        using var limit = new WorkLimit(Limit, clock, () => worked);

        // As a thread of low priority beside four of ordinary priority that want its processor: it has one part in forty.
        for (var second = 1; second <= 70; second++)
        {
            Pass(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1) / 40);
            Assert.False(limit.Token.IsCancellationRequested, $"it ended after {second} s by the clock");
        }

        Pass(Limit, Limit);
        Assert.True(limit.Token.IsCancellationRequested);
    }

    [Fact]
    public void Thread_that_does_not_work_at_all_ends_by_the_clock()
    {
        using var limit = new WorkLimit(Limit, clock, () => worked);

        Pass(99 * Limit, TimeSpan.Zero);
        Assert.False(limit.Token.IsCancellationRequested);
        Pass(Limit, TimeSpan.Zero);
        Assert.True(limit.Token.IsCancellationRequested);
    }

    [Fact]
    public void Clock_counts_where_the_system_does_not_tell()
    {
        using var limit = new WorkLimit(Limit, clock, () => null);

        Pass(Limit, TimeSpan.Zero);
        Assert.True(limit.Token.IsCancellationRequested);
    }

    private void Pass(TimeSpan time, TimeSpan work)
    {
        worked += work;
        clock.Advance(time);
    }

    /// <summary>A clock with one timer, which goes off only as the clock is advanced.</summary>
    private sealed class SteppedClock : TimeProvider, ITimer
    {
        private long now;
        private long? due;
        private Action fire = () => { };

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            fire = () => callback(state);
            Change(dueTime, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            due = now + dueTime.Ticks;
            return true;
        }

        public void Advance(TimeSpan time)
        {
            now += time.Ticks;
            if (due <= now)
            {
                due = null;
                fire();
            }
        }

        public void Dispose() => due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
