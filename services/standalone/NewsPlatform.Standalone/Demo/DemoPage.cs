namespace NewsPlatform.Standalone.Demo;

/// <summary>One address of the demo newsroom, in one version: what an editor filed, before a template dresses it.</summary>
public sealed record DemoPage
{
    /// <summary>Path below the origin, beginning with a slash, without a query.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the template, or <c>raw</c> for a page that is written out whole, or <c>hex</c> for bytes.</summary>
    public required string Template { get; init; }

    /// <summary>Key of the title that publishes it: <c>harbour</c> or <c>meridian</c>.</summary>
    public required string Publication { get; init; }

    /// <summary>The headline.</summary>
    public required string Title { get; init; }

    /// <summary>The introduction above the body; empty when there is none.</summary>
    public string Standfirst { get; init; } = "";

    /// <summary>People or agencies of the byline, in its order.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>When it was published; absent for pages that are not articles.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When it was last changed, where that is later than <see cref="Published"/>.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>BCP 47 language of the text.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Section of the site, in the page's language.</summary>
    public string Section { get; init; } = "";

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The lead picture.</summary>
    public DemoImage? Image { get; init; }

    /// <summary><c>article</c>, <c>live_blog</c>, <c>opinion</c> ... or <c>none</c> for a page that is no article.</summary>
    public string Kind { get; init; } = "article";

    /// <summary>The body in the newsroom's own markup, see <see cref="DemoBody"/>.</summary>
    public string Body { get; init; } = "";

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>HTTP status of the very first answer, where that differs.</summary>
    public int? FirstStatus { get; init; }

    /// <summary>Path of the page that a redirect leads to.</summary>
    public string? Location { get; init; }

    /// <summary>Value of the Content-Type header.</summary>
    public string ContentType { get; init; } = "text/html; charset=utf-8";

    /// <summary>Encoding of the bytes: <c>utf-8</c> or <c>windows-1252</c>.</summary>
    public string Charset { get; init; } = "utf-8";

    /// <summary>Path of the page of which this one is another view; its text is that page's.</summary>
    public string? SameAs { get; init; }

    /// <summary>How often the path must have been handed out before this version replaces the one before it.</summary>
    public int AfterVisits { get; init; }

    /// <summary>Whether the title's feed lists it.</summary>
    public bool InFeed { get; init; }

    /// <summary>Whether its feed entry carries the whole text.</summary>
    public bool FullTextInFeed { get; init; }
}

/// <summary>A picture of a page.</summary>
/// <param name="Path">Path below the origin.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Credit">Who took it.</param>
public sealed record DemoImage(string Path, string Caption, string Credit);
