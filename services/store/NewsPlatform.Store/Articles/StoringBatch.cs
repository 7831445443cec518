using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Changes;
using NewsPlatform.Store.Copies;

namespace NewsPlatform.Store.Articles;

/// <summary>
/// One transaction's articles while it is decided what becomes of them. Articles are taken in the order of arrival, each
/// sees what those before it did; nothing is written here.
/// </summary>
/// <param name="articles">The articles that are stored already.</param>
/// <param name="known">Their revisions that have a hash of the batch.</param>
/// <param name="candidates">What new articles may be copies of.</param>
/// <param name="now">The time of the transaction.</param>
internal sealed class StoringBatch(
    Dictionary<string, StoredArticle> articles, Dictionary<(string Article, string Hash), long> known, CopyCandidates candidates, DateTimeOffset now)
{
    private readonly long micros = now.ToMicros();
    private readonly Dictionary<string, StoredArticle> touched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (IncomingArticle Content, StoredArticle Article)> shown = new(StringComparer.Ordinal);

    /// <summary>Revisions to add.</summary>
    public List<NewRevision> Revisions { get; } = [];

    /// <summary>Addresses to add; known ones may be among them.</summary>
    public List<SeenUrl> Urls { get; } = [];

    /// <summary>Changes to log, in order.</summary>
    public List<ChangeEntry> Changes { get; } = [];

    /// <summary>Rows to write. In ascending order of their ids, so that the index pages are visited in order.</summary>
    public IReadOnlyList<StoredArticle> Touched => [.. touched.Values.OrderBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>Articles whose visible content is new, with that content.</summary>
    public IReadOnlyList<(IncomingArticle Content, StoredArticle Article)> Shown => [.. shown.Values];

    /// <summary>Decides about one article.</summary>
    public Settlement Store(IncomingArticle incoming)
    {
        foreach (var url in incoming.Urls)
        {
            Urls.Add(new SeenUrl(incoming.Id, ArticleUrls.KeyOf(url), url, incoming.Page.Name, micros));
        }

        if (!articles.TryGetValue(incoming.Id, out var article))
        {
            return Create(incoming);
        }

        return StoringRules.RoleOf(article, incoming) switch
        {
            PageRole.OtherAddress => new Settlement(
                Outcome.Duplicate, article.Id, known.GetValueOrDefault((article.Id, incoming.ContentHash)), ArticleWriter.OtherAddressOf(article.Id), now, null),
            PageRole.TakesOver => TakeOver(article, incoming),
            _ => Refresh(article, incoming),
        };
    }

    /// <summary>Gives new articles their ordinal: the position of their first change.</summary>
    public void SetOrdinals()
    {
        foreach (var change in Changes)
        {
            if (change.Kind == (long)ChangeKind.Stored)
            {
                articles[change.Article].Ordinal = change.Position;
            }
        }
    }

    private Settlement Create(IncomingArticle incoming)
    {
        var article = new StoredArticle
        {
            Id = incoming.Id,
            Url = incoming.Url,
            Created = micros,
            OwnerPage = incoming.Page.Name,
            Owner = incoming.Owner,
            OwnerCanonical = incoming.IsCanonical ? 1 : 0,
        };
        var original = candidates.Find(incoming.MinHash);
        article.CopyOf = original?.Original ?? "";
        article.Story = original?.Story ?? article.Id;
        articles.Add(article.Id, article);
        Show(article, incoming, AddRevision(article, incoming));
        Log(article, ChangeKind.Stored, incoming.Trace);
        candidates.Add(article);
        return Settle(article, 1, incoming.IsReextracted ? "new article, read anew" : "new article");
    }

    private Settlement TakeOver(StoredArticle article, IncomingArticle incoming)
    {
        article.Displaced = article.Owner;
        article.OwnerPage = incoming.Page.Name;
        article.Owner = incoming.Owner;
        article.OwnerCanonical = 1;
        touched[article.Id] = article;
        return Update(article, incoming);
    }

    private Settlement Refresh(StoredArticle article, IncomingArticle incoming)
    {
        var owner = PageRef.Parser.ParseFrom(article.Owner);
        if (incoming.Page.Fetch > owner.Fetch && !incoming.IsReextracted)
        {
            // The page that was displaced has been settled when the owner's last fetch was; this is a later one.
            article.Displaced = null;
            article.Owner = incoming.Owner;
            article.OwnerCanonical = incoming.IsCanonical ? 1 : article.OwnerCanonical;
            touched[article.Id] = article;
        }

        return Update(article, incoming);
    }

    private Settlement Update(StoredArticle article, IncomingArticle incoming)
    {
        long? seen = known.TryGetValue((article.Id, incoming.ContentHash), out var number) ? number : null;
        switch (StoringRules.ContentOf(article, incoming, seen))
        {
            case ContentRole.Revision:
                Show(article, incoming, AddRevision(article, incoming));
                Log(article, ChangeKind.Revised, incoming.Trace);
                return Settle(article, article.Revision, incoming.IsReextracted ? $"revision {article.Revision}, read anew" : $"revision {article.Revision}");
            case ContentRole.OtherReading:
                Show(article, incoming, AddRevision(article, incoming, RevisionCause.Reextracted));
                Log(article, ChangeKind.Revised, incoming.Trace);
                return Settle(article, article.Revision, Settlement.Unchanged);
            case ContentRole.EarlierRevision:
                number = AddRevision(article, incoming);
                return Settle(article, number, $"revision {number}, from before the current one");
            case ContentRole.OfAnotherCapture:
                return Settle(article, Settlement.NoRevision, "shows another capture");
            default:
                if (incoming.FetchTime > article.FetchTime)
                {
                    article.FetchTime = incoming.FetchTime;
                    touched[article.Id] = article;
                }

                return Settle(article, seen ?? article.Revision, Settlement.Unchanged);
        }
    }

    private long AddRevision(StoredArticle article, IncomingArticle incoming) =>
        AddRevision(article, incoming, incoming.IsReextracted ? RevisionCause.Reextracted : RevisionCause.Fetched);

    private long AddRevision(StoredArticle article, IncomingArticle incoming, RevisionCause cause)
    {
        article.Revisions++;
        Revisions.Add(new NewRevision(incoming, article.Revisions, micros, cause));
        known[(article.Id, incoming.ContentHash)] = article.Revisions;
        touched[article.Id] = article;
        return article.Revisions;
    }

    private void Show(StoredArticle article, IncomingArticle incoming, long revision)
    {
        article.Revision = revision;
        article.Title = incoming.Title;
        article.Language = incoming.Language;
        article.Kind = incoming.Kind;
        article.Flags = incoming.Flags;
        article.Source = incoming.Source;
        article.Published = incoming.Published;
        article.ContentHash = incoming.ContentHash;
        article.FetchTime = Math.Max(article.FetchTime, incoming.FetchTime);
        article.Shown = incoming.Content;
        article.MinHash = incoming.MinHash;
        article.Updated = micros;
        if (article.Withdrawn is null)
        {
            shown[article.Id] = (incoming, article);
        }
    }

    private void Log(StoredArticle article, ChangeKind kind, string? trace)
    {
        // A withdrawn article stays withdrawn: its revisions are kept, and nobody is told of them.
        if (article.Withdrawn is null)
        {
            Changes.Add(new ChangeEntry { Kind = (long)kind, Article = article.Id, Revision = article.Revision, Time = micros, Trace = trace });
        }
    }

    private Settlement Settle(StoredArticle article, long revision, string reason) => new(
        Outcome.Stored, article.Id, revision, reason, now, article.Displaced is { } displaced ? PageRef.Parser.ParseFrom(displaced) : null);
}
