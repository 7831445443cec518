using System.Data.Common;
using System.Text.Json;
using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Store.Articles;

/// <summary>The statements that write articles, in the order in which <see cref="ArticleWriter"/> uses them.</summary>
internal sealed class ArticleTables(Database database)
{
    // Keeps the store's advisory locks apart from other ones of the same database.
    private const int LockClass = 0x4E50_5354;

    public const string Columns = """
        a.id, a.ordinal, a.url, a.owner_page AS OwnerPage, a.owner, a.owner_canonical AS OwnerCanonical, a.displaced, a.title, a.language,
        a.kind, a.source, a.flags, a.published, a.content_hash AS ContentHash, a.fetch_time AS FetchTime, a.revision, a.revisions,
        a.copy_of AS CopyOf, a.story, a.min_hash AS MinHash, a.created, a.updated, a.withdrawn
        """;

    private static readonly RowStatement<StoredArticle> Articles = RowStatement<StoredArticle>.Insert(
        "article",
        """
        (id) DO UPDATE SET
          owner_page = excluded.owner_page, owner = excluded.owner, owner_canonical = excluded.owner_canonical, displaced = excluded.displaced,
          title = excluded.title, title_folded = excluded.title_folded, language = excluded.language, kind = excluded.kind,
          source = excluded.source, flags = excluded.flags, published = excluded.published, content_hash = excluded.content_hash,
          fetch_time = excluded.fetch_time, revision = excluded.revision, revisions = excluded.revisions,
          min_hash = excluded.min_hash, updated = excluded.updated, withdrawn = excluded.withdrawn
        """,
        Column<StoredArticle>.Text("id", a => a.Id),
        Column<StoredArticle>.Number("ordinal", a => a.Ordinal),
        Column<StoredArticle>.Text("url", a => a.Url),
        Column<StoredArticle>.Text("owner_page", a => a.OwnerPage),
        Column<StoredArticle>.Bytes("owner", a => a.Owner),
        Column<StoredArticle>.Number("owner_canonical", a => a.OwnerCanonical),
        Column<StoredArticle>.Bytes("displaced", a => a.Displaced),
        Column<StoredArticle>.Text("title", a => a.Title),
        Column<StoredArticle>.Text("title_folded", a => a.Title.ToLowerInvariant()),
        Column<StoredArticle>.Text("language", a => a.Language),
        Column<StoredArticle>.Number("kind", a => a.Kind),
        Column<StoredArticle>.Text("source", a => a.Source),
        Column<StoredArticle>.Text("flags", a => a.Flags),
        Column<StoredArticle>.OptionalNumber("published", a => a.Published),
        Column<StoredArticle>.Text("content_hash", a => a.ContentHash),
        Column<StoredArticle>.Number("fetch_time", a => a.FetchTime),
        Column<StoredArticle>.Number("revision", a => a.Revision),
        Column<StoredArticle>.Number("revisions", a => a.Revisions),
        Column<StoredArticle>.Text("copy_of", a => a.CopyOf),
        Column<StoredArticle>.Text("story", a => a.Story),
        Column<StoredArticle>.Bytes("min_hash", a => a.MinHash),
        Column<StoredArticle>.Number("created", a => a.Created),
        Column<StoredArticle>.Number("updated", a => a.Updated),
        Column<StoredArticle>.OptionalNumber("withdrawn", a => a.Withdrawn));

    private static readonly RowStatement<NewRevision> Revisions = RowStatement<NewRevision>.Insert(
        "revision",
        "",
        Column<NewRevision>.Text("article", r => r.Content.Id),
        Column<NewRevision>.Number("number", r => r.Number),
        Column<NewRevision>.Text("content_hash", r => r.Content.ContentHash),
        Column<NewRevision>.Number("fetch_time", r => r.Content.FetchTime),
        Column<NewRevision>.Number("created", r => r.Created),
        Column<NewRevision>.Number("cause", r => (long)r.Cause),
        Column<NewRevision>.Bytes("record", r => r.Content.Record));

    private static readonly RowStatement<SeenUrl> Urls = RowStatement<SeenUrl>.Insert(
        "article_url",
        "DO NOTHING",
        Column<SeenUrl>.Text("article", u => u.Article),
        Column<SeenUrl>.Bytes("url_key", u => u.Key),
        Column<SeenUrl>.Text("url", u => u.Url),
        Column<SeenUrl>.Text("page", u => u.Page),
        Column<SeenUrl>.Number("seen", u => u.Seen));

    private static readonly RowStatement<(long Key, IncomingArticle Article)> Bands = RowStatement<(long Key, IncomingArticle Article)>.Insert(
        "band",
        "DO NOTHING",
        Column<(long Key, IncomingArticle Article)>.Number("key", b => b.Key),
        Column<(long Key, IncomingArticle Article)>.Number("time", b => b.Article.FetchTime),
        Column<(long Key, IncomingArticle Article)>.Text("article", b => b.Article.Id));

    /// <summary>
    /// Reads articles and keeps other transactions off them until this one ends, also off those that are not there yet. In
    /// PostgreSQL by advisory locks in ascending order, so that no two transactions wait for each other; in SQLite by the
    /// transaction itself. One round trip: the second statement begins, and sees what is there, when the first has all locks.
    /// </summary>
    public async Task<Dictionary<string, StoredArticle>> LockAndLoadAsync(
        DbConnection connection, DbTransaction transaction, string[] ids, CancellationToken cancellationToken)
    {
        var load = $"SELECT {Columns} FROM article a WHERE a.id {AnyOf("ids")}";
        var writes = new Writes(connection, transaction);
        if (!writes.Gathers)
        {
            var rows = await connection.QueryAsync<StoredArticle>(new CommandDefinition(load, new { ids = ListOf(ids) }, transaction, cancellationToken: cancellationToken));
            return rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        }

        writes.Add(
            """
            SELECT pg_advisory_xact_lock(@lockClass, wanted.key)
            FROM (SELECT DISTINCT hashtext(id) AS key FROM unnest(@ids) AS row (id) ORDER BY 1) AS wanted
            """,
            ("lockClass", LockClass),
            ("ids", ids));
        writes.Add(load, ("ids", ids));
        await using var reader = await writes.ReadAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var articles = new Dictionary<string, StoredArticle>(StringComparer.Ordinal);
        var parse = reader.GetRowParser<StoredArticle>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var article = parse(reader);
            articles.Add(article.Id, article);
        }

        return articles;
    }

    /// <summary>Reads what articles show, of those where it is not known yet. Hold their locks.</summary>
    public async Task LoadShownAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<StoredArticle> articles, CancellationToken cancellationToken)
    {
        if (articles.Count == 0)
        {
            return;
        }

        var rows = await connection.QueryAsync<(string Id, byte[] Record)>(new CommandDefinition(
            $"SELECT a.id, r.record FROM article a JOIN revision r ON r.article = a.id AND r.number = a.revision WHERE a.id {AnyOf("ids")}",
            new { ids = ListOf([.. articles.Select(a => a.Id)]) },
            transaction,
            cancellationToken: cancellationToken));
        var records = rows.ToDictionary(row => row.Id, row => row.Record, StringComparer.Ordinal);
        foreach (var article in articles)
        {
            article.Shown = new ShownContent(ArticleRecord.Unpack(records[article.Id]));
        }
    }

    /// <summary>The newest revision of each of these articles with each of these hashes.</summary>
    public async Task<Dictionary<(string Article, string Hash), long>> KnownRevisionsAsync(
        DbConnection connection, DbTransaction transaction, string[] ids, string[] hashes, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = await connection.QueryAsync<KnownRevision>(new CommandDefinition(
            $"""
            SELECT article, content_hash AS Hash, max(number) AS Number FROM revision
            WHERE article {AnyOf("ids")} AND content_hash {AnyOf("hashes")}
            GROUP BY article, content_hash
            """,
            new { ids = ListOf(ids), hashes = ListOf(hashes) },
            transaction,
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => (row.Article, row.Hash), row => row.Number);
    }

    public static void AddRevisions(Writes writes, IReadOnlyList<NewRevision> revisions) => Revisions.AddTo(writes, revisions);

    public static void AddUrls(Writes writes, IReadOnlyList<SeenUrl> urls) => Urls.AddTo(writes, urls);

    public static void AddBands(Writes writes, IEnumerable<IncomingArticle> contents) =>
        Bands.AddTo(writes, [.. contents.Where(a => a.MinHash.Length > 0).SelectMany(a => a.Bands, (a, key) => (key, a))]);

    public static void SaveArticles(Writes writes, IReadOnlyList<StoredArticle> articles) => Articles.AddTo(writes, articles);

    private string AnyOf(string parameter) => database.IsPostgres ? $"= ANY(@{parameter})" : $"IN (SELECT value FROM json_each(@{parameter}))";

    private object ListOf(string[] values) => database.IsPostgres ? values : JsonSerializer.Serialize(values);

    private sealed class KnownRevision
    {
        public string Article { get; init; } = "";

        public string Hash { get; init; } = "";

        public long Number { get; init; }
    }
}

/// <summary>A revision to be written.</summary>
internal sealed record NewRevision(IncomingArticle Content, long Number, long Created, RevisionCause Cause);

/// <summary>An address at which an article was seen.</summary>
internal sealed record SeenUrl(string Article, byte[] Key, string Url, string Page, long Seen);
