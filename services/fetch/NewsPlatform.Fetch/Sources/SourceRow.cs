using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Sources;

/// <summary>A row of the table <c>source</c>.</summary>
internal sealed class SourceRow
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    public required string Host { get; init; }

    /// <summary>What its owner wishes it to be read as; 0: find out.</summary>
    public required long Kind { get; init; }

    /// <summary>What it was at the last poll that worked; 0: not known yet.</summary>
    public required long DetectedKind { get; init; }

    public required string DisplayName { get; init; }

    public long? IntervalUs { get; init; }

    public required long Paused { get; init; }

    public required long Lane { get; init; }

    public required string RequestId { get; init; }

    public required long Created { get; init; }

    public long? LastPoll { get; init; }

    public long? LastSuccess { get; init; }

    public required long NextPoll { get; init; }

    public required string LastResult { get; init; }

    public required long Failures { get; init; }

    public required long Pages { get; init; }

    /// <summary>When it publishes, as <see cref="Crawling.Schedule.PublishingRhythm"/> writes it; null before the first poll that worked.</summary>
    public byte[]? Rhythm { get; init; }

    public string? Etag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>How far redirects have been followed, as <see cref="Frontier.RedirectRoute"/> writes it; empty at the start.</summary>
    public required string Route { get; init; }

    /// <summary>The host to be asked next: another than <see cref="Host"/> while redirects are followed.</summary>
    public required string DueHost { get; init; }

    /// <summary>The wished time between polls.</summary>
    public TimeSpan? Interval => IntervalUs is { } micros ? TimeSpan.FromMicroseconds(micros) : null;

    /// <summary>How it is to be read.</summary>
    public SourceAddress ToAddress() => new(Id, (SourceKind)Kind, (Lane)Lane);

    /// <summary>The source as clients see it.</summary>
    public Source ToSource() => new()
    {
        Name = $"sources/{Id}",
        Url = Url,
        Kind = (SourceKind)Kind,
        DisplayName = DisplayName,
        Interval = Interval is { } interval ? Duration.FromTimeSpan(interval) : null,
        Paused = Paused == 1,
        Lane = (Lane)Lane,
        CreateTime = UnixTime.ToTimestamp(Created),
        LastPollTime = UnixTime.ToTimestamp(LastPoll),
        LastSuccessTime = UnixTime.ToTimestamp(LastSuccess),
        NextPollTime = Paused == 1 ? null : UnixTime.ToTimestamp(NextPoll),
        LastResult = LastResult,
        ConsecutiveFailures = (int)Math.Min(Failures, int.MaxValue),
        Pages = Pages,
        DetectedKind = (SourceKind)DetectedKind,
    };
}
