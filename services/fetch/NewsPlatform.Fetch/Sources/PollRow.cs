using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Sources;

/// <summary>A row of the table <c>poll</c>.</summary>
internal sealed class PollRow
{
    public required long Id { get; init; }

    public required long Time { get; init; }

    public required long Ok { get; init; }

    public required string Result { get; init; }

    public required long NewPages { get; init; }

    /// <summary>When the source was to be polled next.</summary>
    public required long Next { get; init; }

    /// <summary>A <see cref="PollReason"/> by name.</summary>
    public required string NextReason { get; init; }

    /// <summary>1: the source's hub pushed it, it was no poll.</summary>
    public required long Pushed { get; init; }

    /// <summary>Why then, for people.</summary>
    public string ReasonText => Enum.TryParse<PollReason>(NextReason, out var reason) ? TextOf(reason) : NextReason;

    /// <summary>Why a poll is planned for when it is, for people.</summary>
    public static string TextOf(PollReason reason) => reason switch
    {
        PollReason.Unknown => "the usual interval: nothing is known of its rhythm",
        PollReason.Wish => "the interval that was wished",
        PollReason.Busy => "it publishes much: as often as any",
        PollReason.Rhythm => "by then something new is to be expected by its rhythm",
        PollReason.Scrolls => "later, entries could have scrolled out of its document",
        PollReason.Fresh => "until then its last answer is fresh by its own headers",
        PollReason.Ttl => "until then its last answer is good by its own ttl",
        PollReason.Pushed => "its hub pushes what is new",
        PollReason.Shortest => "the shortest interval allowed",
        PollReason.Longest => "the longest interval allowed",
        PollReason.Failures => "it failed: twice the wait with each time",
        PollReason.RetryAfter => "its server asked to wait",
        _ => reason.ToString(),
    };

    /// <summary>The poll as clients see it.</summary>
    public Poll ToPoll() => new()
    {
        PollTime = UnixTime.ToTimestamp(Time),
        Succeeded = Ok == 1,
        Result = Result,
        NewPages = (int)Math.Min(NewPages, int.MaxValue),
        NextPollTime = UnixTime.ToTimestamp(Next),
        NextPollReason = ReasonText,
        Pushed = Pushed == 1,
    };
}
