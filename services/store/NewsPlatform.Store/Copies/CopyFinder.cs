using System.Data.Common;
using Dapper;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Articles;

namespace NewsPlatform.Store.Copies;

/// <summary>
/// Finds the article that a new one repeats. Texts whose signatures share a band are candidates; the share of equal minima
/// decides. Two writers that store two copies at the same moment do not see each other's: such a pair stays unlinked,
/// which costs a link and not an article.
/// </summary>
internal sealed class CopyFinder(Database database, StoreOptions options)
{
    // A band shared by many texts is boilerplate: the earliest of them tell enough.
    private const string MaxCandidatesOfBand = "64";

    // The inner statement's result is an array, so that the outer one looks articles up by it whatever the planner expects of bands.
    private const string PostgresCandidates = $"""
        SELECT id, copy_of AS CopyOf, story, min_hash AS MinHash
        FROM article
        WHERE withdrawn IS NULL AND id = ANY (ARRAY(
          SELECT DISTINCT found.article
          FROM unnest(@keys) AS wanted (key)
          CROSS JOIN LATERAL (
            SELECT band.article FROM band WHERE band.key = wanted.key AND band.time >= @since ORDER BY band.time LIMIT {MaxCandidatesOfBand}
          ) AS found
        ))
        ORDER BY ordinal
        """;

    private const string SqliteCandidates = $"SELECT article FROM band WHERE key = @key AND time >= @since ORDER BY time LIMIT {MaxCandidatesOfBand}";

    /// <summary>Loads the stored articles that share a band with any of <paramref name="incoming"/>.</summary>
    public async Task<CopyCandidates> LoadAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<IncomingArticle> incoming, CancellationToken cancellationToken)
    {
        var keys = incoming.Where(a => a.MinHash.Length > 0).SelectMany(a => a.Bands).Distinct().ToArray();
        if (keys.Length == 0)
        {
            return new CopyCandidates(options.CopySimilarity, []);
        }

        var since = incoming.Min(a => a.FetchTime) - (options.CopyWindow.Ticks / TimeSpan.TicksPerMicrosecond);
        var rows = database.IsPostgres
            ? await connection.QueryAsync<CopyCandidate>(new CommandDefinition(PostgresCandidates, new { keys, since }, transaction, cancellationToken: cancellationToken))
            : await SqliteAsync(connection, transaction, keys, since, cancellationToken);
        return new CopyCandidates(options.CopySimilarity, [.. rows]);
    }

    private static async Task<IEnumerable<CopyCandidate>> SqliteAsync(
        DbConnection connection, DbTransaction transaction, long[] keys, long since, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SqliteCandidates;
        var key = command.CreateParameter();
        key.ParameterName = "key";
        var from = command.CreateParameter();
        from.ParameterName = "since";
        from.Value = since;
        command.Parameters.Add(key);
        command.Parameters.Add(from);
        foreach (var wanted in keys)
        {
            key.Value = wanted;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add(reader.GetString(0));
            }
        }

        return found.Count == 0 ? [] : await connection.QueryAsync<CopyCandidate>(new CommandDefinition(
            """
            SELECT id, copy_of AS CopyOf, story, min_hash AS MinHash
            FROM article
            WHERE id IN (SELECT value FROM json_each(@ids)) AND withdrawn IS NULL
            ORDER BY ordinal
            """,
            new { ids = System.Text.Json.JsonSerializer.Serialize(found) },
            transaction,
            cancellationToken: cancellationToken));
    }
}
