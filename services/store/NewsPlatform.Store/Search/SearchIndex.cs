using System.Data.Common;
using Dapper;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Articles;

namespace NewsPlatform.Store.Search;

/// <summary>
/// The text index: a tsvector with a GIN index in PostgreSQL, an FTS5 table in SQLite. It is the dearest part of storing an
/// article, so in PostgreSQL it is written before a transaction takes its positions; SQLite names its rows by these.
/// </summary>
internal sealed class SearchIndex(Database database)
{
    private static readonly RowStatement<IncomingArticle> Postgres = RowStatement<IncomingArticle>.Insert(
        "article_search",
        "(article) DO UPDATE SET words = excluded.words",
        Column<IncomingArticle>.Text("article", a => a.Id),
        Column<IncomingArticle>.Text("words", a => a.Search.ForPostgres(), cast: "tsvector"));

    /// <summary>Indexes articles before their positions are known, where the database can.</summary>
    public void PutEarly(Writes writes, IReadOnlyList<IncomingArticle> contents)
    {
        if (database.IsPostgres)
        {
            Postgres.AddTo(writes, contents);
        }
    }

    /// <summary>Indexes articles once their positions are known, where <see cref="PutEarly"/> could not.</summary>
    public Task PutLateAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<(IncomingArticle Content, StoredArticle Article)> articles, CancellationToken cancellationToken)
    {
        if (database.IsPostgres || articles.Count == 0)
        {
            return Task.CompletedTask;
        }

        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR REPLACE INTO article_search (rowid, title, authors, text) VALUES (@ordinal, @title, @authors, @text)";
        var parameters = new[] { "ordinal", "title", "authors", "text" }.Select(name =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        foreach (var (content, article) in articles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parameters[0].Value = article.Ordinal;
            (parameters[1].Value, parameters[2].Value, parameters[3].Value) = content.Search.ForSqlite();
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes an article out.</summary>
    public Task RemoveAsync(DbConnection connection, DbTransaction transaction, StoredArticle article, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            database.IsPostgres ? "DELETE FROM article_search WHERE article = @Id" : "DELETE FROM article_search WHERE rowid = @Ordinal",
            new { article.Id, article.Ordinal },
            transaction,
            cancellationToken: cancellationToken));
}
