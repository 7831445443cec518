using Google.Protobuf.WellKnownTypes;

namespace NewsPlatform.Hosting.Data;

/// <summary>Times as the databases keep them: microseconds since 1970, UTC.</summary>
public static class UnixTime
{
    /// <summary>To Unix microseconds.</summary>
    public static long ToMicros(this DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;

    /// <summary>From Unix microseconds.</summary>
    public static DateTimeOffset FromMicros(long micros) => new(DateTime.UnixEpoch.Ticks + (micros * 10), TimeSpan.Zero);

    /// <summary>From Unix microseconds to the protos' timestamp.</summary>
    public static Timestamp ToTimestamp(long micros) => Timestamp.FromDateTimeOffset(FromMicros(micros));

    /// <summary>From Unix microseconds to the protos' timestamp; absent stays absent.</summary>
    public static Timestamp? ToTimestamp(long? micros) => micros is { } value ? ToTimestamp(value) : null;

    /// <summary>From the protos' timestamp to Unix microseconds.</summary>
    public static long ToMicros(this Timestamp time) => (time.Seconds * 1_000_000) + (time.Nanos / 1000);
}
