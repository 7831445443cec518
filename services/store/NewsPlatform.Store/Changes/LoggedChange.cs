using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Articles;
using NewsPlatform.Store.Rpc;

namespace NewsPlatform.Store.Changes;

/// <summary>A change as it is told.</summary>
/// <param name="Change">What the API says.</param>
/// <param name="Record">The record of the revision that it is about, also of a withdrawal.</param>
/// <param name="Trace">The span that made it; null when it was not traced.</param>
internal sealed record LoggedChange(Change Change, Article Record, string? Trace)
{
    /// <summary>Tells a change.</summary>
    /// <param name="entry">Its entry in the log.</param>
    /// <param name="stored">Its article's row: id, address, story, original and creation.</param>
    /// <param name="cause">Why there is the revision.</param>
    /// <param name="record">The revision's record as it is kept; completed here.</param>
    /// <param name="urls">The article's addresses.</param>
    public static LoggedChange Of(ChangeEntry entry, StoredArticle stored, RevisionCause cause, Article record, ArticleUrls urls)
    {
        record.Name = ResourceName.Article(entry.Article);
        record.CopyOf = stored.CopyOf.Length > 0 ? ResourceName.Article(stored.CopyOf) : "";
        record.Story = ResourceName.Story(stored.Story);
        record.CreateTime = UnixTime.ToTimestamp(stored.Created);
        record.UpdateTime = UnixTime.ToTimestamp(entry.Time);

        // A change always makes the newest revision, so their number then was this one's.
        record.Revision = (int)entry.Revision;
        record.Revisions = (int)entry.Revision;

        var kind = (ChangeKind)entry.Kind;
        var article = kind == ChangeKind.Withdrawn ? new Article { Name = record.Name, Url = stored.Url } : record;
        urls.AddTo(article, entry.Article);
        var change = new Change
        {
            Position = entry.Position,
            Kind = kind,
            Article = article,
            Time = UnixTime.ToTimestamp(entry.Time),
            Reason = entry.Reason,
            Cause = kind == ChangeKind.Withdrawn ? RevisionCause.Unspecified : cause,
        };
        return new LoggedChange(change, record, entry.Trace);
    }
}
