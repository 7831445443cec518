namespace NewsPlatform.Fetch.Revisits;

/// <summary>What of a page's row decides when it is revisited.</summary>
internal sealed record PlannedPage
{
    /// <summary>The columns.</summary>
    public const string Columns = "id, state, host, source, lane, outcome, status, first_fetched, hint, revisit, revisit_age, revisit_pace, revisits, revisiting";

    public required string Id { get; init; }

    public required long State { get; init; }

    public required string Host { get; init; }

    public required string Source { get; init; }

    public required long Lane { get; init; }

    public required long Outcome { get; init; }

    public required long Status { get; init; }

    public required long FirstFetched { get; init; }

    public byte[]? Hint { get; init; }

    public required long Revisit { get; init; }

    public required long RevisitAge { get; init; }

    public required long RevisitPace { get; init; }

    public required long Revisits { get; init; }

    public required long Revisiting { get; init; }
}
