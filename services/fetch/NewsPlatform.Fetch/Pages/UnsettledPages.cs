using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Pages;

/// <summary>The fetched pages without an outcome: the pipeline's outbox. They are announced until what became of them is known.</summary>
internal sealed class UnsettledPages([FromKeyedServices("fetch")] Database database, PageWrites writes, TimeProvider time)
{
    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Pages without an outcome that are to be announced now, their next announcement put off.</summary>
    public Task<IReadOnlyList<PageRow>> TakeAsync(int limit, TimeSpan live, TimeSpan backfill, CancellationToken cancellationToken) =>
        database.CommandAsync<IReadOnlyList<PageRow>>(
            async (connection, transaction) =>
            {
                var now = Now;
                // The wait doubles with each announcement, up to 64 times the first.
                return (await connection.QueryAsync<PageRow>(
                    $"""
                    WITH late AS (SELECT id AS late_id FROM page WHERE state = 2 AND due <= @now ORDER BY due LIMIT @limit {(database.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "")})
                    UPDATE page SET announcements = announcements + 1,
                                    due = @now + (CASE WHEN lane = @Backfill THEN @backfillWait ELSE @liveWait END) * (CASE announcements WHEN -1 THEN 1 WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 4 WHEN 3 THEN 8 WHEN 4 THEN 16 WHEN 5 THEN 32 ELSE 64 END)
                    FROM late WHERE id = late_id
                    RETURNING {PageRow.Columns}
                    """,
                    new { now, limit, Lane.Backfill, liveWait = (long)live.TotalMicroseconds, backfillWait = (long)backfill.TotalMicroseconds },
                    transaction)).AsList();
            },
            cancellationToken);

    /// <summary>Makes a fetched page that could not be announced at once be the sweeper's next.</summary>
    public Task MakeNextAsync(string id, CancellationToken cancellationToken) =>
        writes.RunAsync(
            id,
            (connection, transaction) => connection.ExecuteAsync("UPDATE page SET due = @Now WHERE id = @id AND state = @Fetched", new { id, Now, PageState.Fetched }, transaction),
            cancellationToken);

    /// <summary>How many pages are without an outcome; counts no further than <paramref name="limit"/>.</summary>
    public async Task<long> CountAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM (SELECT 1 FROM page WHERE state = 2 LIMIT @limit) AS unsettled", new { limit });
    }

    /// <summary>Makes pages without an outcome be announced now: for a bus that forgot everything when its process ended.</summary>
    /// <param name="started">When the present process started: what it has fetched itself, it has announced.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task ForgetAnnouncementsAsync(DateTimeOffset started, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE page SET due = @Now WHERE state = 2 AND fetched NOT BETWEEN @started AND @Now", new { Now, started = started.ToMicros() }, transaction),
            cancellationToken);

    /// <summary>Takes one announcement of each page without an outcome back, so that it does not count: for a bus that ends with its process.</summary>
    public Task TakeBackAnnouncementsAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            // The first one, at the fetch, is not counted and may be the one that is lost: -1.
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE page SET announcements = announcements - 1 WHERE state = 2 AND announcements >= 0", transaction: transaction),
            cancellationToken);
}
