namespace NewsPlatform.Crawling.Schedule;

/// <summary>What is known of an article's page when its next revisit is planned.</summary>
public sealed record RevisitFacts
{
    /// <summary>When the page was first fetched.</summary>
    public required DateTimeOffset FirstFetched { get; init; }

    /// <summary>When it was published, as what led to it says; null when nothing says so.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Revisits so far.</summary>
    public long Made { get; init; }

    /// <summary>What the fetch that was just judged found.</summary>
    public RevisitFinding Finding { get; init; }

    /// <summary>The pace of the plan before this one; zero when the page had none.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>Whether the article says of itself that it goes on: a live blog.</summary>
    public bool IsLive { get; init; }

    /// <summary>What revisits of the page's source, or else of its host, have found; ages that are not among them are unknown.</summary>
    public IReadOnlyList<RevisitRecord> Record { get; init; } = [];

    /// <summary>Made of the page's address: decides which pages of a source that hardly ever changes are looked at all the same.</summary>
    public ulong Seed { get; init; }
}

/// <summary>What a fetch of a page found.</summary>
public enum RevisitFinding
{
    /// <summary>It was no revisit: the first fetch, or one that somebody asked for.</summary>
    None,

    /// <summary>The article is another than before.</summary>
    Changed,

    /// <summary>The article is as before, whatever became of the page around it.</summary>
    Unchanged,

    /// <summary>The page is missing (404): an error, or for good.</summary>
    Missing,

    /// <summary>The page was taken down for good (410).</summary>
    Gone,

    /// <summary>Nothing that says anything of the article.</summary>
    Failed,
}

/// <summary>What revisits of a source's (or host's) articles at one age have found.</summary>
/// <param name="Age">One of <see cref="RevisitBounds.Ages"/>.</param>
/// <param name="Visits">Revisits at that age, older ones counting for less.</param>
/// <param name="Changes">Those of them that found another article than before.</param>
public readonly record struct RevisitRecord(TimeSpan Age, double Visits, double Changes);
