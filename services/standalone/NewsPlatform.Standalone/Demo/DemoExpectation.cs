namespace NewsPlatform.Standalone.Demo;

/// <summary>What must come of one address of the newsroom, or of one plain-text sample.</summary>
/// <remarks>
/// Written down with the pages, not computed from them when tests run. The body is whatever the platform takes for it:
/// the first and last words must be in it and the words of the furniture must not; a notice of correction may be.
/// </remarks>
public sealed record DemoExpectation
{
    /// <summary>Path of the page, with a query where the address has one; or the name of a text (<c>Texts/...</c>).</summary>
    public required string Path { get; init; }

    /// <summary>HTTP status of the first full answer; absent for a text and for what robots.txt forbids to fetch.</summary>
    public int? Status { get; init; }

    /// <summary>HTTP status of the very first answer, where it differs.</summary>
    public int? FirstStatus { get; init; }

    /// <summary>
    /// <c>stored</c>, <c>duplicate</c>, <c>rejected</c>, <c>excluded</c> or <c>failed</c>. An address that differs from
    /// <see cref="SameAs"/> only by tracking parameters may as well be normalised away before it is ever a page of its own.
    /// </summary>
    public required string Outcome { get; init; }

    /// <summary>Reasons that are right for an outcome other than stored; empty where any reason will do.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Path of the page that is the same article.</summary>
    public string? SameAs { get; init; }

    /// <summary>Path of the page of which this article is a near-identical copy.</summary>
    public string? CopyOf { get; init; }

    /// <summary>Name of the event that the article tells of, shared by all articles that do; absent where it is the only one.</summary>
    public string? Story { get; init; }

    /// <summary>Kind of the article.</summary>
    public string? Kind { get; init; }

    /// <summary>The headline.</summary>
    public string? Title { get; init; }

    /// <summary>The introduction; absent where the page has none.</summary>
    public string? Standfirst { get; init; }

    /// <summary>People and agencies of the byline.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>ISO 8601 time of publication: without an offset where the page gives none, the day alone where it tells no more.</summary>
    public string? Published { get; init; }

    /// <summary>ISO 8601 time of the last change; absent where the page tells none that is later.</summary>
    public string? Modified { get; init; }

    /// <summary>BCP 47 language.</summary>
    public string? Language { get; init; }

    /// <summary>The place that opens the text.</summary>
    public string? Dateline { get; init; }

    /// <summary><c>full</c> or <c>paywalled_part</c>.</summary>
    public string? Completeness { get; init; }

    /// <summary>Words that the body has, from its first paragraph.</summary>
    public string? FirstWords { get; init; }

    /// <summary>Words that the body has, from its last paragraph.</summary>
    public string? LastWords { get; init; }

    /// <summary>Words that stand on the page but must not be in the body.</summary>
    public IReadOnlyList<string> NotInBody { get; init; } = [];

    /// <summary>What changes once the page is fetched again; absent where it stays as it is.</summary>
    public DemoRevision? Revision { get; init; }
}

/// <summary>The second version of a page.</summary>
/// <param name="Title">Its headline.</param>
/// <param name="Modified">ISO 8601 time of the change.</param>
/// <param name="NewWords">Words of the body that the first version lacks.</param>
/// <param name="GoneWords">Words of the first version's body that it lacks.</param>
public sealed record DemoRevision(string Title, string Modified, string NewWords, string GoneWords);
