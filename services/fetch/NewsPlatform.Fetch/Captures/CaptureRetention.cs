using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>
/// Clears captures away by rule, a bounded number at a time. A capture that others refer to is kept as long as one of them is,
/// and so is one whose page has no outcome yet. Each is noted in its page's trace.
/// </summary>
/// <remarks>
/// Three steps, each of which may be the last of a process that dies: the row is claimed (used = -1: nobody refers to it any more
/// and its id is not written to), the blob is deleted, the row is.
/// </remarks>
internal sealed class CaptureRetention(
    [FromKeyedServices("fetch")] Database database, IBlobStore blobs, SharedBlobs shared, FetchOptions options, TimeProvider time, ILogger<CaptureRetention> log) : BackgroundService
{
    private const int MaxLooked = 500;
    private const int MaxDeleted = 100;
    private const string Key = "hashtextextended('newsplatform-fetch-retention', 0)";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WalkEvery = TimeSpan.FromMinutes(10);

    private readonly IReadOnlyList<RetentionRule> rules = RetentionRule.ReadAll(options.CaptureRetention);

    /// <summary>Clears away what the rules say now.</summary>
    /// <returns>How many captures.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        // Closing the connection releases the lock.
        await using var walk = await database.OpenOwnAsync(cancellationToken);
        return await LockAsync(walk, cancellationToken) ? await WalkAsync(walk, cancellationToken) : 0;
    }

    // One replica at a time: two that finish the same row might delete the blob of a capture that was kept anew between them.
    // SQLite has one process.
    private async Task<bool> LockAsync(DbConnection walk, CancellationToken cancellationToken) =>
        !database.IsPostgres || await walk.ExecuteScalarAsync<bool>(new CommandDefinition($"SELECT pg_try_advisory_lock({Key})", cancellationToken: cancellationToken));

    private async Task<int> WalkAsync(DbConnection walk, CancellationToken cancellationToken)
    {
        var deleted = await FinishAsync(walk, cancellationToken);
        foreach (var rule in rules)
        {
            var after = (Fetched: long.MinValue, Id: "");
            while (await ClaimAsync(rule, after, cancellationToken) is { } last)
            {
                deleted += await FinishAsync(walk, cancellationToken);
                after = last;
                await Task.Delay(Pause, time, cancellationToken);
            }
        }

        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (rules.Count == 0)
        {
            return;
        }

        try
        {
            while (true)
            {
                try
                {
                    if (await RunOnceAsync(stoppingToken) is > 0 and var deleted)
                    {
                        log.CapturesDeleted(deleted);
                    }
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    log.RetentionFailed(exception.Message);
                }

                await Task.Delay(WalkEvery, time, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // What was claimed is finished after the next start.
        }
    }

    // Walks through old captures in the order of their age, so that those that stay are looked at once a walk.
    private Task<(long Fetched, string Id)?> ClaimAsync(RetentionRule rule, (long Fetched, string Id) after, CancellationToken cancellationToken) =>
        database.WriteAsync<(long, string)?>(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow();
                var parameters = new
                {
                    after.Fetched,
                    after.Id,
                    before = (now - rule.Age).ToMicros(),
                    unused = (now - RetentionRule.ShortestAge).ToMicros(),
                    kind = (long)rule.Kind,
                    MaxLooked,
                };
                var looked = (await connection.QueryAsync<(long Fetched, string Id)>(
                    $"""
                    SELECT fetched, id FROM capture
                    WHERE (fetched, id) > (@Fetched, @Id) AND fetched < @before {(rule.Kind == CaptureKind.Unspecified ? "" : "AND kind = @kind")}
                    ORDER BY fetched, id LIMIT @MaxLooked
                    """,
                    parameters,
                    transaction)).AsList();
                foreach (var ids in looked.Select(one => one.Id).Order(StringComparer.Ordinal).Chunk(MaxDeleted))
                {
                    await connection.ExecuteAsync(
                        $"""
                        UPDATE capture SET used = -1, claimed_by = @Text WHERE id {(database.IsPostgres ? "= ANY(@ids)" : "IN @ids")} AND used >= 0 AND used < @unused
                          AND NOT EXISTS (SELECT 1 FROM capture AS other WHERE other.refers_to = capture.id AND other.refers_to <> '')
                          AND NOT EXISTS (SELECT 1 FROM page WHERE page.id = capture.page AND page.capture = capture.id AND page.state = 2)
                        """,
                        new { ids, rule.Text, parameters.unused },
                        transaction);
                }

                return looked.Count == 0 ? null : looked[^1];
            },
            cancellationToken);

    private async Task<int> FinishAsync(DbConnection walk, CancellationToken cancellationToken)
    {
        var finished = 0;
        while (true)
        {
            // By the connection that holds the lock: it throws when the lock was lost with it.
            var claimed = (await walk.QueryAsync<(string Id, string Page, string Rule, string KeptIn)>(
                "SELECT id, page, claimed_by, kept_in FROM capture WHERE used < 0 ORDER BY page LIMIT @MaxDeleted", new { MaxDeleted })).AsList();

            if (claimed.Count == 0)
            {
                return finished;
            }

            foreach (var (id, _, _, _) in claimed)
            {
                await blobs.DeleteAsync(id, cancellationToken);
            }

            await shared.ClearAsync(walk, [.. claimed.Select(one => one.KeptIn).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)], cancellationToken);

            finished += await database.WriteAsync(
                async (connection, transaction) =>
                {
                    var now = time.GetUtcNow().ToMicros();
                    var deleted = 0;
                    var hosts = new SortedSet<string>(StringComparer.Ordinal);
                    foreach (var (id, page, rule, _) in claimed)
                    {
                        // Another replica may have been quicker, after this one's lock was lost.
                        if (await connection.ExecuteAsync("DELETE FROM capture WHERE id = @id AND used < 0", new { id }, transaction) == 0)
                        {
                            continue;
                        }

                        deleted++;
                        // Without its capture a page is fetched whole; one that was replayed in the meantime, from the web.
                        if (await connection.QuerySingleOrDefaultAsync<string>(
                            """
                            UPDATE page SET capture = '', etag = NULL, last_modified = NULL, state = CASE WHEN state = @Fetched THEN @Due ELSE state END,
                                            due = CASE WHEN state = @Fetched THEN @now ELSE due END
                            WHERE id = @page AND capture = @id RETURNING CASE WHEN state = @Due THEN due_host ELSE '' END
                            """,
                            new { page, id, now, PageState.Due, PageState.Fetched },
                            transaction) is { Length: > 0 } host)
                        {
                            hosts.Add(host);
                        }

                        await PageStep.AddAsync(connection, transaction, new PageStep(page, now, "capture_deleted", $"captures/{id}, by the rule {rule}"));
                    }

                    await HostDues.WakeAsync(connection, transaction, hosts, now);
                    return deleted;
                },
                cancellationToken);
        }
    }
}
