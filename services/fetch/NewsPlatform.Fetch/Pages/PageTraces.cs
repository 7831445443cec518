using System.Data.Common;
using Dapper;
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
        var page = await connection.QuerySingleOrDefaultAsync<PageRow>($"SELECT {Columns} FROM page WHERE id = @id", new { id });
        return page?.ToTrace(await StepsAsync(connection, [id]), Now);
    }

    /// <summary>Pages in the order of their ids, with their steps.</summary>
    public async Task<IReadOnlyList<PageTrace>> ListAsync(string after, Outcome outcome, bool quarantined, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var pages = (await connection.QueryAsync<PageRow>(
            $"""
            SELECT {Columns} FROM page WHERE id > @after
            {(outcome == Outcome.Unspecified ? "" : "AND outcome = @outcome")} {(quarantined ? "AND quarantined = 1" : "")}
            ORDER BY id LIMIT @limit
            """,
            new { after, outcome = (long)outcome, limit })).AsList();
        var steps = (await StepsAsync(connection, [.. pages.Select(p => p.Id)])).ToLookup(s => s.Page, StringComparer.Ordinal);
        return [.. pages.Select(p => p.ToTrace(steps[p.Id], Now))];
    }

    private async Task<IEnumerable<StepRow>> StepsAsync(DbConnection connection, string[] ids)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        // Dapper expands the list for SQLite; PostgreSQL takes it as one array.
        var sql = $"SELECT page, time, step, detail FROM page_step WHERE page {(database.IsPostgres ? "= ANY(@ids)" : "IN @ids")} ORDER BY page, time, id";
        return (await connection.QueryAsync<StepRow>(sql, new { ids }))
            .GroupBy(s => s.Page, StringComparer.Ordinal)
            .SelectMany(page => page.TakeLast(100));
    }
}
