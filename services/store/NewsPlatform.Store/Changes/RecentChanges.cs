using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Store.Articles;

namespace NewsPlatform.Store.Changes;

/// <summary>
/// New articles that this process has just committed, until its relay has told of them: what is in memory need not be read back,
/// unpacked and parsed. The log stays what counts. What is not here (of other processes, from before a start, revisions,
/// whatever found no room) is read from there, and nothing is kept in a process that does not tell.
/// </summary>
internal sealed class RecentChanges
{
    // Of records unpacked, as which they are held: how small they pack is in the hands of whoever wrote the page. As objects they
    // take some two to three times as much.
    private const long MaxBytes = 32 << 20;

    private readonly Lock gate = new();
    private readonly SortedDictionary<long, RecentChange> changes = [];
    private bool kept;
    private long bytes;

    /// <summary>From now on changes are kept: this process tells of them.</summary>
    public void Start()
    {
        lock (gate)
        {
            kept = true;
        }
    }

    /// <summary>Forgets all: another process tells of them.</summary>
    public void Stop()
    {
        lock (gate)
        {
            kept = false;
            bytes = 0;
            changes.Clear();
        }
    }

    /// <summary>What a transaction makes that can be told without reading it back, once its changes have their positions.</summary>
    public IReadOnlyList<RecentChange> From(StoringBatch batch)
    {
        if (!Volatile.Read(ref kept))
        {
            return [];
        }

        // An article that this very transaction made has no addresses but those of the transaction.
        var revisions = batch.Revisions.ToDictionary(revision => (revision.Content.Id, revision.Number));
        var articles = batch.Touched.ToDictionary(article => article.Id, StringComparer.Ordinal);
        var urls = ArticleUrls.Of(batch.Urls);
        return
        [
            .. batch.Changes
                .Where(change => change.Kind == (long)ChangeKind.Stored)
                .Select(change => RecentChange.Of(change, articles[change.Article], revisions[(change.Article, change.Revision)], urls)),
        ];
    }

    /// <summary>Keeps changes whose transaction is committed, as far as there is room: the oldest are told first, so the newest give way.</summary>
    public void Add(IReadOnlyList<RecentChange> committed)
    {
        lock (gate)
        {
            foreach (var change in committed)
            {
                if (kept && bytes + change.Size <= MaxBytes && changes.TryAdd(change.Position, change))
                {
                    bytes += change.Size;
                }
            }
        }
    }

    /// <summary>Takes out those that follow a position without a gap, and forgets those up to it.</summary>
    /// <param name="after">The position.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="missing">When the first that follows is not here: how many are to be read from the log before one that is; else 0.</param>
    public IReadOnlyList<LoggedChange> Take(long after, int limit, out int missing)
    {
        var taken = new List<RecentChange>();
        lock (gate)
        {
            while (taken.Count < limit && changes.Count > 0 && changes.First() is var (position, change) && position <= after + taken.Count + 1)
            {
                changes.Remove(position);
                bytes -= change.Size;
                if (position > after)
                {
                    taken.Add(change);
                }
            }

            missing = taken.Count > 0 ? 0 : changes.Count > 0 ? (int)Math.Min(limit, changes.First().Key - after - 1) : limit;
        }

        return [.. taken.Select(change => change.Tell())];
    }
}

/// <summary>A new article that was just stored; no more of it than is told.</summary>
/// <param name="Entry">Its entry in the log.</param>
/// <param name="Stored">Its row.</param>
/// <param name="Cause">Why there is its first revision.</param>
/// <param name="Record">The record of that.</param>
/// <param name="Size">Bytes of the record.</param>
/// <param name="Urls">Its addresses.</param>
internal sealed record RecentChange(ChangeEntry Entry, StoredArticle Stored, RevisionCause Cause, Article Record, int Size, ArticleUrls Urls)
{
    public long Position => Entry.Position;

    /// <summary>Leaves what else the revision was made of, its words among it, to be forgotten.</summary>
    public static RecentChange Of(ChangeEntry entry, StoredArticle stored, NewRevision revision, ArticleUrls urls) =>
        new(entry, stored, revision.Cause, revision.Content.Content.Record, ArticleRecord.UnpackedSize(revision.Content.Record), urls);

    // A copy: the message's own record may be read again by its consumer.
    public LoggedChange Tell() => LoggedChange.Of(Entry, Stored, Cause, Record.Clone(), Urls);
}
