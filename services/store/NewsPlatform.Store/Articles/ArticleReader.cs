using System.Data.Common;
using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Filtering;
using NewsPlatform.Store.Rpc;

namespace NewsPlatform.Store.Articles;

/// <summary>Reads articles and their revisions.</summary>
internal sealed class ArticleReader(Database database)
{
    /// <summary>What every statement that returns articles selects.</summary>
    public const string Columns = """
        a.id, a.ordinal, a.url, a.revision, a.revisions, a.copy_of AS CopyOf, a.story, a.created, a.updated, a.withdrawn, r.record
        """;

    /// <summary>Where they come from.</summary>
    public const string Source = "article a JOIN revision r ON r.article = a.id AND r.number = a.revision";

    /// <summary>An article by its id, also a withdrawn one; null when there is none.</summary>
    public async Task<Article?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await OneAsync(connection, $"SELECT {Columns} FROM {Source} WHERE a.id = @id", new { id }, cancellationToken);
    }

    /// <summary>An article by an address: its own first, else the one that was seen there last; null when there is none.</summary>
    public async Task<Article?> LookupAsync(string url, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await OneAsync(
            connection,
            $"""
            SELECT {Columns}
            FROM {Source} JOIN article_url u ON u.article = a.id
            WHERE u.url_key = @key AND u.url = @url
            ORDER BY CASE WHEN a.url = u.url THEN 0 ELSE 1 END, u.seen DESC, a.ordinal DESC
            LIMIT 1
            """,
            new { key = ArticleUrls.KeyOf(url), url },
            cancellationToken);
    }

    /// <summary>Which article stands at each of these addresses, as <see cref="LookupAsync"/> finds it: id by address.</summary>
    public async Task<Dictionary<string, string>> FindAsync(IReadOnlyCollection<string> urls, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Url, string Id)>(new CommandDefinition(
            $"""
            SELECT u.url, a.id
            FROM article_url u JOIN article a ON a.id = u.article
            WHERE u.url_key {(database.IsPostgres ? "= ANY(@keys)" : "IN @keys")}
            ORDER BY CASE WHEN a.url = u.url THEN 0 ELSE 1 END, u.seen DESC, a.ordinal DESC
            """,
            new { keys = urls.Distinct(StringComparer.Ordinal).Select(ArticleUrls.KeyOf).ToArray() },
            cancellationToken: cancellationToken));
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (url, id) in rows)
        {
            found.TryAdd(url, id);
        }

        return found;
    }

    /// <summary>Articles by their ids, also withdrawn ones.</summary>
    public async Task<Dictionary<string, Article>> GetAllAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<ArticleWithRecord>(new CommandDefinition(
            $"SELECT {Columns} FROM {Source} WHERE a.id {(database.IsPostgres ? "= ANY(@ids)" : "IN @ids")}",
            new { ids = ids.ToArray() },
            cancellationToken: cancellationToken))).AsList();
        var urls = await ArticleUrls.ReadAsync(database, connection, rows.Select(row => row.Id), cancellationToken);
        return rows.ToDictionary(row => row.Id, row => row.ToArticle(urls), StringComparer.Ordinal);
    }

    /// <summary>Articles that are not withdrawn, in the order in which they were first stored.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The ordinal to go on from.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<(long Ordinal, Article Article)>> ListAsync(ArticleFilter filter, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new DynamicParameters();
        var where = filter.ToSql(parameters);
        parameters.Add("after", after);
        parameters.Add("limit", limit);
        var rows = (await connection.QueryAsync<ArticleWithRecord>(new CommandDefinition(
            $"""
            SELECT {Columns} FROM {Source}
            WHERE a.ordinal > @after AND a.withdrawn IS NULL{where}
            ORDER BY a.ordinal
            LIMIT @limit
            """,
            parameters,
            cancellationToken: cancellationToken))).AsList();
        var urls = await ArticleUrls.ReadAsync(database, connection, rows.Select(row => row.Id), cancellationToken);
        return [.. rows.Select(row => (row.Ordinal, row.ToArticle(urls)))];
    }

    /// <summary>One revision with its record; null when there is none.</summary>
    public async Task<Revision?> RevisionAsync(string article, long number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<RevisionRow>(new CommandDefinition(
            "SELECT number, content_hash AS ContentHash, created, cause, record FROM revision WHERE article = @article AND number = @number",
            new { article, number },
            cancellationToken: cancellationToken));
        var revision = row?.ToRevision(article);
        if (revision is not null)
        {
            revision.Article = ArticleRecord.Unpack(row!.Record);
            revision.Article.Name = ResourceName.Article(article);
            revision.Article.Revision = (int)number;
        }

        return revision;
    }

    /// <summary>An article's revisions without their records, newest first; null when there is no such article.</summary>
    public async Task<IReadOnlyList<(long Number, Revision Revision)>?> RevisionsAsync(string article, long before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<RevisionRow>(new CommandDefinition(
            """
            SELECT number, content_hash AS ContentHash, created, cause FROM revision
            WHERE article = @article AND number < @before
            ORDER BY number DESC
            LIMIT @limit
            """,
            new { article, before, limit },
            cancellationToken: cancellationToken))).AsList();

        // Every article has its first revision: none at all means no article.
        return rows.Count == 0 && before == long.MaxValue ? null : [.. rows.Select(row => (row.Number, row.ToRevision(article)))];
    }

    private async Task<Article?> OneAsync(DbConnection connection, string sql, object parameters, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<ArticleWithRecord>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return row?.ToArticle(await ArticleUrls.ReadAsync(database, connection, [row.Id], cancellationToken));
    }

    private sealed class RevisionRow
    {
        public long Number { get; init; }

        public string ContentHash { get; init; } = "";

        public long Created { get; init; }

        public long Cause { get; init; }

        public byte[] Record { get; init; } = [];

        public Revision ToRevision(string article) => new()
        {
            Name = ResourceName.Revision(article, Number),
            ContentHash = ContentHash,
            CreateTime = UnixTime.ToTimestamp(Created),
            Cause = (RevisionCause)Cause,
        };
    }
}
