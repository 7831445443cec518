namespace NewsPlatform.Store.Articles;

/// <summary>A row of the table <c>article</c>.</summary>
internal sealed class StoredArticle
{
    public required string Id { get; init; }

    /// <summary>The position of its first change.</summary>
    public long Ordinal { get; set; }

    public string Url { get; set; } = "";

    public string OwnerPage { get; set; } = "";

    public byte[] Owner { get; set; } = [];

    /// <summary>1 when the owner's own address is the canonical one, else 0.</summary>
    public long OwnerCanonical { get; set; }

    public byte[]? Displaced { get; set; }

    public string Title { get; set; } = "";

    public string Language { get; set; } = "";

    public long Kind { get; set; }

    public string Source { get; set; } = "";

    /// <summary>What may be wrong with it, each flag between commas.</summary>
    public string Flags { get; set; } = "";

    public long? Published { get; set; }

    public string ContentHash { get; set; } = "";

    public long FetchTime { get; set; }

    public long Revision { get; set; }

    public long Revisions { get; set; }

    public string CopyOf { get; set; } = "";

    public string Story { get; set; } = "";

    public byte[] MinHash { get; set; } = [];

    public long Created { get; set; }

    public long Updated { get; set; }

    public long? Withdrawn { get; set; }

    /// <summary>What it shows; known where content with another hash, or a capture that was read anew, is to be judged by it.</summary>
    public ShownContent? Shown { get; set; }
}
