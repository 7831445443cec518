using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Store.Articles;

/// <summary>What the store made of a page.</summary>
/// <param name="Outcome">Stored, or a duplicate.</param>
/// <param name="Article">The article's id.</param>
/// <param name="Revision">The revision that the page's content is; 0 when it is none.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="Time">When.</param>
/// <param name="Displaced">The page that this one took the article over from: it is another address now.</param>
internal sealed record Settlement(Outcome Outcome, string Article, long Revision, string Reason, DateTimeOffset Time, PageRef? Displaced)
{
    /// <summary>No revision is the page's content.</summary>
    public const long NoRevision = 0;

    /// <summary>The reason that tells Fetch that the publisher changed nothing.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>Whether there is nothing to tell of the page: a capture was read anew that its article does not show.</summary>
    public bool IsNone => Outcome == Outcome.Stored && Revision == NoRevision;
}
