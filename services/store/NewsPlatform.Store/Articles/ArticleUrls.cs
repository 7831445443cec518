using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Store.Articles;

/// <summary>The addresses of a few articles.</summary>
internal sealed class ArticleUrls
{
    // A site that invents an address for each visit must not make a record of megabytes; all of them can be looked up.
    private const int MaxInRecord = 1_000;

    private readonly ILookup<string, string> urls;

    private ArticleUrls(ILookup<string, string> urls) => this.urls = urls;

    /// <summary>The key of an address in the table <c>article_url</c>.</summary>
    public static byte[] KeyOf(string url) => SHA256.HashData(Encoding.UTF8.GetBytes(url))[..16];

    /// <summary>Reads the addresses of articles, in the order in which they were seen; of one moment by their characters, in any database.</summary>
    public static async Task<ArticleUrls> ReadAsync(Database database, DbConnection connection, IEnumerable<string> articles, CancellationToken cancellationToken)
    {
        var ids = articles.Distinct(StringComparer.Ordinal).ToArray();
        var rows = ids.Length == 0 ? [] : await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            SELECT article, url FROM article_url
            WHERE article {(database.IsPostgres ? "= ANY(@ids)" : "IN (SELECT value FROM json_each(@ids))")}
            ORDER BY article, seen, url{(database.IsPostgres ? " COLLATE \"C\"" : "")}
            """,
            new { ids = database.IsPostgres ? (object)ids : System.Text.Json.JsonSerializer.Serialize(ids) },
            cancellationToken: cancellationToken));
        return new ArticleUrls(rows.ToLookup(row => row.Article, row => row.Url, StringComparer.Ordinal));
    }

    /// <summary>Addresses that were seen together.</summary>
    public static ArticleUrls Of(IEnumerable<SeenUrl> seen) =>
        new(seen.OrderBy(url => url.Url, StringComparer.Ordinal).DistinctBy(url => (url.Article, url.Url)).ToLookup(url => url.Article, url => url.Url, StringComparer.Ordinal));

    /// <summary>Fills <see cref="Article.Urls"/>, the canonical address first.</summary>
    public void AddTo(Article article, string id)
    {
        if (article.Url.Length > 0)
        {
            article.Urls.Add(article.Url);
        }

        article.Urls.AddRange(urls[id].Where(url => !string.Equals(url, article.Url, StringComparison.Ordinal)).Take(MaxInRecord));
    }

    private sealed class Row
    {
        public string Article { get; init; } = "";

        public string Url { get; init; } = "";
    }
}
