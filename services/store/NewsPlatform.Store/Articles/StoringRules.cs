namespace NewsPlatform.Store.Articles;

/// <summary>Whose content an article shows, and which of its contents is the current one.</summary>
internal static class StoringRules
{
    /// <summary>What a page is to an article that is stored already.</summary>
    public static PageRole RoleOf(StoredArticle article, IncomingArticle incoming) =>
        string.Equals(incoming.Page.Name, article.OwnerPage, StringComparison.Ordinal) ? PageRole.Owner
        // The canonical address speaks for the article; an alias only as long as nothing better has come.
        : incoming.IsCanonical && article.OwnerCanonical == 0 ? PageRole.TakesOver
        : PageRole.OtherAddress;

    /// <summary>What the owner's content is to the article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="incoming">The content.</param>
    /// <param name="known">The newest revision with the same content hash, if there is one.</param>
    public static ContentRole ContentOf(StoredArticle article, IncomingArticle incoming, long? known) =>
        string.Equals(incoming.ContentHash, article.ContentHash, StringComparison.Ordinal) ? ContentRole.Unchanged
        : known is null ? (incoming.FetchTime >= article.FetchTime ? ContentRole.Revision : ContentRole.EarlierRevision)
        // A publisher may go back to an earlier text; the same fetch told twice may not.
        : incoming.FetchTime > article.FetchTime ? ContentRole.Revision
        : ContentRole.Unchanged;
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

    /// <summary>A state from before the current one that arrives late: kept, but not shown.</summary>
    EarlierRevision,
}
