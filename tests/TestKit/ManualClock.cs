namespace NewsPlatform.TestKit;

/// <summary>A clock that goes only when told to. Its timers are the system's: code that waits must not be given it.</summary>
/// <param name="start">The first time.</param>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;
    private long setBack;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks) - Interlocked.Read(ref setBack), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    /// <summary>Sets the clock on the wall back, as an operator or a time server does; no time passes.</summary>
    public void SetBack(TimeSpan by) => Interlocked.Add(ref setBack, by.Ticks);
}
