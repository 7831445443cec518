using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Fetch.Pages;

/// <summary>What became of a page.</summary>
internal sealed record Ending
{
    public required Outcome Outcome { get; init; }

    /// <summary>Stable word for programs.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>For people.</summary>
    public required string Reason { get; init; }

    /// <summary>The fetch that this settles.</summary>
    public required long Fetch { get; init; }

    /// <summary>When it was decided: a later word wins over an earlier one, in whatever order they arrive.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary><c>articles/…</c>; empty when there is none.</summary>
    public string Article { get; init; } = "";

    /// <summary>The page's lane: what is live is written first.</summary>
    public Lane Lane { get; init; } = Lane.Live;

    /// <summary>Whether someone should look at it.</summary>
    public bool Quarantine { get; init; }

    /// <summary>Whether the article is a live blog.</summary>
    public bool IsLive { get; init; }

    /// <summary>Steps for the trace.</summary>
    public required IReadOnlyList<(DateTimeOffset Time, string Step, string Detail)> Steps { get; init; }
}
