namespace NewsPlatform.Extraction;

/// <summary>What kind of article a page holds.</summary>
public enum ArticleKind
{
    /// <summary>A report, or anything without a sign of another kind.</summary>
    Article,

    /// <summary>A page of timed updates.</summary>
    LiveBlog,

    /// <summary>Opinion, column, editorial.</summary>
    Opinion,

    /// <summary>Questions and answers.</summary>
    Interview,

    /// <summary>A review of a work or product.</summary>
    Review,

    /// <summary>A series of pictures.</summary>
    Gallery,

    /// <summary>A page around a video.</summary>
    Video,

    /// <summary>Paid content.</summary>
    Sponsored,

    /// <summary>A press release.</summary>
    PressRelease,

    /// <summary>An obituary.</summary>
    Obituary,
}
