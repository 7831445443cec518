using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>A row of the table <c>page</c>.</summary>
internal sealed class PageRow
{
    /// <summary>The columns. SQLite's RETURNING knows no table.*, and PostgreSQL's * would hold those of a CTE too.</summary>
    public const string Columns =
        "id, url, host, source, lane, state, due, attempts, announcements, fetch_no, outcome, reason, reason_code, article, capture, quarantined, "
        + "discovered, fetched, updated, etag, last_modified, route, due_host, final_url, content_type, status, size, hint, trace, "
        + "first_fetched, revisit, revisit_age, revisit_reason, gone";

    public required string Id { get; init; }

    public required string Url { get; init; }

    public required string Host { get; init; }

    public required string Source { get; init; }

    public required long Lane { get; init; }

    public required long State { get; init; }

    public required long Due { get; init; }

    public required long Attempts { get; init; }

    public required long Announcements { get; init; }

    public required long FetchNo { get; init; }

    public required long Outcome { get; init; }

    public required string Reason { get; init; }

    public required string ReasonCode { get; init; }

    public required string Article { get; init; }

    public required string Capture { get; init; }

    public required long Quarantined { get; init; }

    public required long Discovered { get; init; }

    public required long Fetched { get; init; }

    public required long Updated { get; init; }

    public string? Etag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>How far redirects have been followed, as <see cref="Frontier.RedirectRoute"/> writes it; empty at the start.</summary>
    public required string Route { get; init; }

    /// <summary>The host to be asked next: another than <see cref="Host"/> while redirects are followed.</summary>
    public required string DueHost { get; init; }

    public required string FinalUrl { get; init; }

    public required string ContentType { get; init; }

    public required long Status { get; init; }

    public required long Size { get; init; }

    public byte[]? Hint { get; init; }

    public required long FirstFetched { get; init; }

    /// <summary>When it is to be fetched again for corrections; 0: not.</summary>
    public required long Revisit { get; init; }

    /// <summary>The age that this is for, in microseconds; 0: between the ages.</summary>
    public required long RevisitAge { get; init; }

    /// <summary>A <see cref="Crawling.Schedule.RevisitReason"/> by name.</summary>
    public required string RevisitReason { get; init; }

    /// <summary>Since when the web has answered 404 or 410; 0: it does not.</summary>
    public required long Gone { get; init; }

    /// <summary>Until when the page's host is left alone, and why; for traces.</summary>
    public long? RestUntil { get; init; }

    public string? RestReason { get; init; }

    /// <summary>The span that made the page due, or that fetched it.</summary>
    public string? Trace { get; init; }

    private string WhyResting =>
        $"the host rests until {UnixTime.FromMicros(RestUntil ?? 0):yyyy-MM-dd HH:mm:ss} UTC: {(string.IsNullOrEmpty(RestReason) ? "the pause between two requests" : RestReason)}";

    private bool IsToBeRevisited => State == (long)PageState.Ended && Revisit > 0;

    /// <summary>Why it is revisited when it is, for people.</summary>
    public string WhyRevisited => RevisitReason switch
    {
        nameof(Crawling.Schedule.RevisitReason.Lively) => "the article goes on changing",
        nameof(Crawling.Schedule.RevisitReason.Rare) => $"it is {DurationText.Format(TimeSpan.FromMicroseconds(RevisitAge))} old then; articles of its source hardly ever change before",
        _ => $"it is {DurationText.Format(TimeSpan.FromMicroseconds(RevisitAge))} old then",
    };

    /// <summary>The page as events name it.</summary>
    public PageRef ToRef() => new()
    {
        Name = $"pages/{Id}",
        Url = Url,
        Source = Source.Length == 0 ? "" : $"sources/{Source}",
        Lane = (Lane)Lane,
        DiscoverTime = UnixTime.ToTimestamp(Discovered),
        FetchTime = UnixTime.ToTimestamp(Fetched),
        Fetch = (int)FetchNo,
    };

    /// <summary>The announcement of this page's latest fetch.</summary>
    public PageFetched ToEvent() => new()
    {
        Page = ToRef(),
        Capture = $"captures/{Capture}",
        FinalUrl = FinalUrl,
        Status = (int)Status,
        ContentType = ContentType,
        Size = Size,
        Hint = Hint is null ? null : FeedHint.Parser.ParseFrom(Hint),
    };

    /// <summary>What became of the page, with its steps.</summary>
    public PageTrace ToTrace(IEnumerable<StepRow> steps, long now)
    {
        // Only while it lasts: a page whose host has rested is late for other reasons.
        var rests = State == (long)PageState.Due && Due < Backfills.BackfillStore.Held && RestUntil > Math.Max(Due, now);
        var held = State == (long)PageState.Due && Due >= Backfills.BackfillStore.Held;
        return new PageTrace
        {
            Name = $"pages/{Id}",
            Url = Url,
            Outcome = (Outcome)Outcome,
            Reason = Reason,
            ReasonCode = ReasonCode,
            Article = Article,
            Source = Source.Length == 0 ? "" : $"sources/{Source}",
            Lane = (Lane)Lane,
            Quarantined = Quarantined == 1,
            DiscoverTime = UnixTime.ToTimestamp(Discovered),
            UpdateTime = UnixTime.ToTimestamp(Updated),
            DueTime = State == (long)PageState.Ended || held ? null : UnixTime.ToTimestamp(rests ? RestUntil : Due),
            DueReason = held ? "its backfill is paused" : rests ? WhyResting : "",
            Capture = Capture.Length == 0 ? "" : $"captures/{Capture}",
            NextRevisitTime = IsToBeRevisited ? UnixTime.ToTimestamp(Revisit) : null,
            NextRevisitReason = IsToBeRevisited ? WhyRevisited : "",
            GoneTime = Gone == 0 ? null : UnixTime.ToTimestamp(Gone),
            Steps = { steps.Select(s => new TraceStep { Time = UnixTime.ToTimestamp(s.Time), Step = s.Step, Detail = s.Detail }) },
        };
    }
}

/// <summary>A row of the table <c>page_step</c>.</summary>
internal sealed record StepRow(string Page, long Time, string Step, string Detail);
