namespace NewsPlatform.Store.Articles;

/// <summary>Whose content an article shows, and which of its contents is the current one.</summary>
internal static class StoringRules
{
    /// <summary>What a page is to an article that is stored already.</summary>
    public static PageRole RoleOf(StoredArticle article, IncomingArticle incoming) =>
        string.Equals(incoming.Page.Name, article.OwnerPage, StringComparison.Ordinal) ? PageRole.Owner
        // Whose the article is depends on what is fetched, not on who reads it.
        : incoming.IsReextracted ? PageRole.OtherAddress
        // The canonical address speaks for the article; an alias only as long as nothing better has come.
        : incoming.IsCanonical && article.OwnerCanonical == 0 ? PageRole.TakesOver
        : PageRole.OtherAddress;

    /// <summary>What the owner's content is to the article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="incoming">The content.</param>
    /// <param name="known">The newest revision with the same content hash, if there is one.</param>
    public static ContentRole ContentOf(StoredArticle article, IncomingArticle incoming, long? known) =>
        incoming.IsReextracted ? ReextractedOf(article, incoming)
        : string.Equals(incoming.ContentHash, article.ContentHash, StringComparison.Ordinal) ? ContentRole.Unchanged
        // Told again, and read by a reader who had learnt something meanwhile: the first word on a fetch stands.
        : incoming.Content.IsOfCaptureOf(ShownOf(article)) ? ContentRole.Unchanged
        : known is null ? (incoming.FetchTime >= article.FetchTime ? NewerOf(article, incoming) : ContentRole.EarlierRevision)
        // A publisher may go back to an earlier text; the same fetch told twice may not.
        : incoming.FetchTime > article.FetchTime ? NewerOf(article, incoming)
        : ContentRole.Unchanged;

    private static ContentRole NewerOf(StoredArticle article, IncomingArticle incoming) =>
        OtherReader.Explains(ShownOf(article).Record, incoming.Content.Record) ? ContentRole.OtherReading : ContentRole.Revision;

    // Only what was read from this very capture is read better: an older one says nothing of what the article is now.
    private static ContentRole ReextractedOf(StoredArticle article, IncomingArticle incoming)
    {
        var shown = ShownOf(article);
        return !string.Equals(shown.Capture, incoming.Content.Capture, StringComparison.Ordinal) ? ContentRole.OfAnotherCapture
            : incoming.Content.CleanTime <= shown.CleanTime || incoming.Content.IsSameAs(shown) ? ContentRole.Unchanged
            : ContentRole.Revision;
    }

    private static ShownContent ShownOf(StoredArticle article) =>
        article.Shown ?? throw new InvalidOperationException($"It is not known what {article.Id} shows.");
}

/// <summary>What a page is to an article.</summary>
internal enum PageRole
{
    /// <summary>The article shows what this page says.</summary>
    Owner,

    /// <summary>From now on the article shows what this page says.</summary>
    TakesOver,

    /// <summary>The page only is another address.</summary>
    OtherAddress,
}

/// <summary>What content is to an article.</summary>
internal enum ContentRole
{
    /// <summary>Nothing new.</summary>
    Unchanged,

    /// <summary>The new current revision.</summary>
    Revision,

    /// <summary>The new current revision, which tells of another reader and not of the publisher.</summary>
    OtherReading,

    /// <summary>A state from before the current one that arrives late: kept, but not shown.</summary>
    EarlierRevision,

    /// <summary>Read anew from a capture that the article does not show (any more): left alone.</summary>
    OfAnotherCapture,
}
