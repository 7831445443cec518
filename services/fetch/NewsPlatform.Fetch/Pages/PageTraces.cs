using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>What became of pages, step by step, for those who ask.</summary>
internal sealed class PageTraces([FromKeyedServices("fetch")] Database database, TimeProvider time)
{
    private const string Columns =
        PageRow.Columns
        + ", (SELECT not_before FROM host WHERE host.host = page.due_host) AS rest_until"
        + ", (SELECT rest_reason FROM host WHERE host.host = page.due_host) AS rest_reason";

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>One page with its steps; null when the platform has never seen it.</summary>
    public async Task<PageTrace?> TraceAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var snapshot = await SnapshotAsync(connection, cancellationToken);
        var page = await connection.QuerySingleOrDefaultAsync<PageRow>($"SELECT {Columns} FROM page WHERE id = @id", new { id }, snapshot);
        return page?.ToTrace(await StepsAsync(connection, snapshot, [id]), Now);
    }

    /// <summary>Pages in the order of their ids, with their steps.</summary>
    public async Task<IReadOnlyList<PageTrace>> ListAsync(string after, Outcome outcome, bool quarantined, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var snapshot = await SnapshotAsync(connection, cancellationToken);
        var pages = (await connection.QueryAsync<PageRow>(
            $"""
            SELECT {Columns} FROM page WHERE id > @after
            {(outcome == Outcome.Unspecified ? "" : "AND outcome = @outcome")} {(quarantined ? "AND quarantined = 1" : "")}
            ORDER BY id LIMIT @limit
            """,
            new { after, outcome = (long)outcome, limit },
            snapshot)).AsList();
        var steps = (await StepsAsync(connection, snapshot, [.. pages.Select(p => p.Id)])).ToLookup(s => s.Page, StringComparer.Ordinal);
        return [.. pages.Select(p => p.ToTrace(steps[p.Id], Now))];
    }

    // A page and its steps are read in two statements, between which it may go on: what is told must be of one moment.
    private static async Task<DbTransaction> SnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    private async Task<IEnumerable<StepRow>> StepsAsync(DbConnection connection, DbTransaction snapshot, string[] ids)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        // Dapper expands the list for SQLite; PostgreSQL takes it as one array.
        var sql = $"SELECT page, time, step, detail FROM page_step WHERE page {(database.IsPostgres ? "= ANY(@ids)" : "IN @ids")} ORDER BY page, time, id";
        return (await connection.QueryAsync<StepRow>(sql, new { ids }, snapshot))
            .GroupBy(s => s.Page, StringComparer.Ordinal)
            .SelectMany(page => page.TakeLast(100));
    }
}
