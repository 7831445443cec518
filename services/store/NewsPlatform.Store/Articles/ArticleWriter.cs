using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Store.Changes;
using NewsPlatform.Store.Copies;
using NewsPlatform.Store.Rpc;
using NewsPlatform.Store.Search;

namespace NewsPlatform.Store.Articles;

/// <summary>Writes what arrives, many articles in one transaction.</summary>
internal sealed class ArticleWriter : IAsyncDisposable
{
    private readonly Database database;
    private readonly ArticleTables tables;
    private readonly SearchIndex search;
    private readonly CopyFinder copies;
    private readonly ChangeFeed feed;
    private readonly RecentChanges recent;
    private readonly WorkMonitor monitor;
    private readonly TimeProvider time;
    private readonly GroupCommit<IncomingArticle, Settlement> group;

    public ArticleWriter(
        Database database, ArticleTables tables, SearchIndex search, CopyFinder copies, ChangeFeed feed, RecentChanges recent, StoreOptions options, WorkMonitor monitor, TimeProvider time)
    {
        this.database = database;
        this.tables = tables;
        this.search = search;
        this.copies = copies;
        this.feed = feed;
        this.recent = recent;
        this.monitor = monitor;
        this.time = time;
        group = new GroupCommit<IncomingArticle, Settlement>(
            WriteAsync,
            options.WriteGroup,
            database.IsPostgres ? options.Writers : 1,
            database.IsPostgres ? options.Gather : TimeSpan.Zero,
            isUrgent: incoming => incoming.Page.Lane != Lane.Backfill);
    }

    /// <summary>The reason of a duplicate, for people.</summary>
    public static string OtherAddressOf(string article) => $"another address of {ResourceName.Article(article)}";

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">The message lacks what the stages before must have set.</exception>
    public IncomingArticle Read(PageRef? page, Article? article) => IncomingArticle.Of(page, article, time.GetUtcNow());

    /// <summary>Stores an article; completes when it is committed.</summary>
    public Task<Settlement> StoreAsync(IncomingArticle incoming, CancellationToken cancellationToken) => group.WriteAsync(incoming, cancellationToken);

    public ValueTask DisposeAsync() => group.DisposeAsync();

    private async Task<IReadOnlyList<Settlement>> WriteAsync(IReadOnlyList<IncomingArticle> incoming, CancellationToken cancellationToken)
    {
        using var work = monitor.Begin("store articles");
        var (settlements, last, changes) = await database.WriteAsync(
            async (connection, transaction) =>
            {
                var ids = incoming.Select(a => a.Id).Distinct(StringComparer.Ordinal).ToArray();
                var articles = await tables.LockAndLoadAsync(connection, transaction, ids, cancellationToken);
                var judged = incoming.Where(a => articles.TryGetValue(a.Id, out var article) && (a.IsReextracted || a.ContentHash != article.ContentHash));
                await tables.LoadShownAsync(connection, transaction, [.. judged.Select(a => articles[a.Id]).Distinct()], cancellationToken);
                var known = await tables.KnownRevisionsAsync(
                    connection, transaction, [.. articles.Keys], [.. incoming.Select(a => a.ContentHash).Distinct(StringComparer.Ordinal)], cancellationToken);
                var candidates = await copies.LoadAsync(
                    connection, transaction, [.. incoming.Where(a => !articles.ContainsKey(a.Id))], cancellationToken);

                var batch = new StoringBatch(articles, known, candidates, time.GetUtcNow());
                var results = new Settlement[incoming.Count];
                for (var i = 0; i < results.Length; i++)
                {
                    results[i] = batch.Store(incoming[i]);
                }

                var shown = batch.Shown;
                var writes = new Writes(connection, transaction);
                ArticleTables.AddRevisions(writes, batch.Revisions);
                ArticleTables.AddUrls(writes, batch.Urls);
                ArticleTables.AddBands(writes, shown.Select(s => s.Content));
                search.PutEarly(writes, [.. shown.Select(s => s.Content)]);

                var head = 0L;
                if (batch.Changes.Count > 0)
                {
                    head = await ChangeLog.AppendAsync(writes, batch.Changes, cancellationToken);
                    batch.SetOrdinals();
                }

                ArticleTables.SaveArticles(writes, batch.Touched);
                await writes.RunAsync(cancellationToken);
                await search.PutLateAsync(connection, transaction, shown, cancellationToken);
                return (results, head, recent.From(batch));
            },
            cancellationToken);

        // In this order: whoever is woken finds them.
        recent.Add(changes);
        feed.Advance(last);
        return settlements;
    }
}
