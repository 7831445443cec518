using System.Globalization;
using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Articles;
using NewsPlatform.Store.Filtering;

namespace NewsPlatform.Store.Search;

/// <summary>Finds articles by their words.</summary>
internal sealed class ArticleSearch(Database database)
{
    /// <summary>
    /// Matches that are ranked: the newest ones. Ranking reads each match, so a word that stands in every article would
    /// otherwise cost as much as the whole store.
    /// </summary>
    public const int MaxRanked = 5_000;

    // Title, authors, text: a word in the title says ten times as much as one in the text. ts_rank's order is D, C, B, A.
    // The index alone finds the newest; only these are read to be ranked.
    private const string PostgresMatches = """
        newest AS (
          SELECT a.id
          FROM article_search s JOIN article a ON a.id = s.article
          WHERE s.words @@ CAST(@query AS tsquery) AND a.withdrawn IS NULL{0}
          ORDER BY a.ordinal DESC
          LIMIT @most
        ),
        match AS (
          SELECT newest.id, ts_rank('{{0, 0.1, 0.4, 1}}', s.words, CAST(@query AS tsquery)) AS score
          FROM newest JOIN article_search s ON s.article = newest.id
        )
        """;

    // FTS5 walks backwards through its rowids, which are the ordinals, and stops at the limit.
    private const string SqliteMatches = """
        match AS (
          SELECT a.id, -bm25(article_search, 10, 4, 1) AS score
          FROM article_search JOIN article a ON a.ordinal = article_search.rowid
          WHERE article_search MATCH @query AND a.withdrawn IS NULL{0}
          ORDER BY article_search.rowid DESC
          LIMIT @most
        )
        """;

    /// <summary>Articles that hold all words of the query, best first.</summary>
    public async Task<IReadOnlyList<(double Score, Article Article)>> FindAsync(
        SearchQuery query, ArticleFilter filter, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var parameters = new DynamicParameters();
        var where = filter.ToSql(parameters);
        parameters.Add("query", database.IsPostgres ? query.ForPostgres() : query.ForSqlite());
        parameters.Add("most", MaxRanked);
        parameters.Add("offset", offset);
        parameters.Add("limit", limit);
        var rows = (await connection.QueryAsync<ArticleWithRecord>(new CommandDefinition(
            $"""
            WITH {string.Format(CultureInfo.InvariantCulture, database.IsPostgres ? PostgresMatches : SqliteMatches, where)}
            SELECT {ArticleReader.Columns}, match.score
            FROM {ArticleReader.Source} JOIN match ON match.id = a.id
            ORDER BY match.score DESC, a.ordinal DESC
            LIMIT @limit OFFSET @offset
            """,
            parameters,
            cancellationToken: cancellationToken))).AsList();
        var urls = await ArticleUrls.ReadAsync(database, connection, rows.Select(row => row.Id), cancellationToken);
        return [.. rows.Select(row => (row.Score, row.ToArticle(urls)))];
    }
}
