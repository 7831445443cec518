using System.Data.Common;
using Dapper;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Data;
using Proto = NewsPlatform.Contracts.Clean.V1.Reprocessing;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>The runs, how far they are, and what they found. Of several replicas the one with a run's lease works at it.</summary>
internal sealed class ReprocessingStore([FromKeyedServices("clean")] Database database, ReprocessingOptions options, TimeProvider time)
{
    /// <summary>Pages and sites of a report.</summary>
    public const int MaxShown = 100;

    // Of each kind of difference; three kinds make no more than MaxShown.
    private const int MaxKept = 33;

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Makes a run, or finds the one that the request's id made before.</summary>
    /// <returns>The run, and whether it was made for the same request.</returns>
    public async Task<(Proto Run, bool Same)> CreateAsync(
        ReprocessCapturesRequest request, CaptureSelection selection, bool dryRun, string confirms, string version, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture)}-{Guid.NewGuid():n}"[..24];
        var requestId = request.RequestId;
        var asked = request.Clone();
        asked.RequestId = "";
        var row = await database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    """
                    INSERT INTO reprocessing (id, request_id, request, selection, dry_run, confirms, version, state, reason, created, updated, ended, page_token, position, counts, lease_until, token)
                    VALUES (@id, @requestId, @asked, @selection, @dryRun, @confirms, @version, @Running, '', @now, @now, NULL, '', NULL, @counts, 0, 0)
                    ON CONFLICT (request_id) WHERE request_id <> '' DO NOTHING
                    """,
                    new
                    {
                        id,
                        requestId,
                        asked = asked.ToByteArray(),
                        selection = selection.ToByteArray(),
                        dryRun = dryRun ? 1L : 0L,
                        confirms,
                        version,
                        State.Running,
                        now = now.ToMicros(),
                        counts = new ReprocessingCounts().ToByteArray(),
                    },
                    transaction);
                return await connection.QuerySingleAsync<ReprocessingRow>(
                    $"SELECT {ReprocessingRow.Columns} FROM reprocessing WHERE id = @id OR (request_id = @requestId AND @requestId <> '')", new { id, requestId }, transaction);
            },
            cancellationToken);
        return (row.ToProto(), ReprocessCapturesRequest.Parser.ParseFrom(row.Request).Equals(asked));
    }

    /// <summary>A run with its report; null when there is none.</summary>
    public async Task<Proto?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ReprocessingRow>($"SELECT {ReprocessingRow.Columns} FROM reprocessing WHERE id = @id", new { id });
        if (row is null)
        {
            return null;
        }

        var run = row.ToProto();
        var sites = await connection.QueryAsync<SiteTally>(
            """
            SELECT site, compared, changed, now_rejected, now_accepted, body_changed, distance FROM reprocessing_site
            WHERE reprocessing = @id AND changed + now_rejected + now_accepted > 0
            ORDER BY changed + now_rejected + now_accepted DESC, site LIMIT @MaxShown
            """,
            new { id, MaxShown });
        run.Sites.AddRange(sites.Select(site => site.ToProto()));
        // An article that would be lost is the worst, a new one the best.
        var pages = await connection.QueryAsync<byte[]>(
            "SELECT difference FROM reprocessing_page WHERE reprocessing = @id ORDER BY CASE kind WHEN 2 THEN 0 WHEN 1 THEN 1 ELSE 2 END, weight DESC, capture LIMIT @MaxShown",
            new { id, MaxShown });
        run.Pages.AddRange(pages.Select(PageDifference.Parser.ParseFrom));
        return run;
    }

    /// <summary>Runs without their reports, the newest first.</summary>
    /// <param name="before">Creation time and id of the last one of the page before; null for the first page.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Proto>> ListAsync((long Created, string Id)? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (created, last) = before ?? (long.MaxValue, "");
        return [.. (await connection.QueryAsync<ReprocessingRow>(
            $"SELECT {ReprocessingRow.Columns} FROM reprocessing WHERE (created, id) < (@created, @last) ORDER BY created DESC, id DESC LIMIT @limit",
            new { created, last, limit })).Select(row => row.ToProto())];
    }

    /// <summary>Cancels a run.</summary>
    /// <returns>False when it has ended otherwise; null when there is none.</returns>
    public Task<bool?> CancelAsync(string id, CancellationToken cancellationToken) => database.WriteAsync<bool?>(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "UPDATE reprocessing SET state = @Cancelled, ended = @Now, updated = @Now WHERE id = @id AND state = @Running",
                new { id, State.Cancelled, State.Running, Now },
                transaction);
            var state = await connection.QuerySingleOrDefaultAsync<long?>("SELECT state FROM reprocessing WHERE id = @id", new { id }, transaction);
            return state is null ? null : state == (long)State.Cancelled;
        },
        cancellationToken);

    /// <summary>Clears away runs whose reports were kept long enough, at most a hundred.</summary>
    /// <returns>How many.</returns>
    public Task<int> ClearAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var before = (time.GetUtcNow() - options.Keep).ToMicros();
            var ids = (await connection.QueryAsync<string>(
                "SELECT id FROM reprocessing WHERE state <> @Running AND ended < @before ORDER BY ended, id LIMIT 100", new { State.Running, before }, transaction)).ToArray();
            foreach (var id in ids)
            {
                await connection.ExecuteAsync("DELETE FROM reprocessing_page WHERE reprocessing = @id", new { id }, transaction);
                await connection.ExecuteAsync("DELETE FROM reprocessing_site WHERE reprocessing = @id", new { id }, transaction);
                await connection.ExecuteAsync("DELETE FROM reprocessing WHERE id = @id", new { id }, transaction);
            }

            return ids.Length;
        },
        cancellationToken);

    /// <summary>Takes the lease of a run that nobody works at, the oldest first; null when there is none.</summary>
    public Task<ReprocessingRow?> ClaimAsync(CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.QuerySingleOrDefaultAsync<ReprocessingRow>(
            $"""
            WITH next AS (SELECT id AS next_id FROM reprocessing WHERE state = 1 AND lease_until < @Now ORDER BY created LIMIT 1 {(database.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "")})
            UPDATE reprocessing SET lease_until = @until, token = token + 1 FROM next WHERE id = next_id
            RETURNING {ReprocessingRow.Columns}
            """,
            new { Now, until = LeaseEnd },
            transaction),
        cancellationToken);

    /// <summary>Prolongs a lease.</summary>
    /// <returns>Whether it is still held.</returns>
    public Task<bool> RenewAsync(ReprocessingRow run, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) => await connection.ExecuteAsync(
            "UPDATE reprocessing SET lease_until = @until WHERE id = @Id AND token = @Token",
            new { run.Id, run.Token, until = LeaseEnd },
            transaction) == 1,
        cancellationToken);

    /// <summary>Whether nobody has cancelled a run.</summary>
    public async Task<bool> IsRunningAsync(ReprocessingRow run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long>("SELECT state FROM reprocessing WHERE id = @Id", new { run.Id }) == (long)State.Running;
    }

    /// <summary>Notes what a run waits for, for people.</summary>
    public Task NoteAsync(ReprocessingRow run, string reason, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "UPDATE reprocessing SET reason = @reason WHERE id = @Id AND token = @Token AND state = @Running",
            new { run.Id, run.Token, State.Running, reason = StoredText.Clean(reason, 500) },
            transaction),
        cancellationToken);

    /// <summary>Gives a lease back.</summary>
    public Task ReleaseAsync(ReprocessingRow run, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "UPDATE reprocessing SET lease_until = 0 WHERE id = @Id AND token = @Token",
            new { run.Id, run.Token },
            transaction),
        cancellationToken);

    /// <summary>Gives all leases back: of a database that one process has, by that process when it starts.</summary>
    public async Task ForgetLeasesAsync(CancellationToken cancellationToken)
    {
        if (!database.IsPostgres)
        {
            await database.WriteAsync((connection, transaction) => connection.ExecuteAsync("UPDATE reprocessing SET lease_until = 0", transaction: transaction), cancellationToken);
        }
    }

    /// <summary>Ends a run that cannot go on.</summary>
    public Task FailAsync(ReprocessingRow run, string reason, CancellationToken cancellationToken) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            "UPDATE reprocessing SET state = @Failed, reason = @reason, ended = @Now, updated = @Now WHERE id = @Id AND token = @Token AND state = @Running",
            new { run.Id, run.Token, State.Failed, State.Running, Now, reason = StoredText.Clean(reason, 500) },
            transaction),
        cancellationToken);

    /// <summary>
    /// Notes what a batch found and that it is done, in one transaction: a batch counts once or not at all. One whose noting was not
    /// heard of, and which is done again, is known by where the run stands.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="batch">What was found.</param>
    /// <param name="from">Where the list of captures went on for this batch; empty at its start.</param>
    /// <param name="counts">What was found in all.</param>
    /// <param name="next">Where the list of captures goes on; empty at its end.</param>
    /// <param name="position">When the last capture of the batch was fetched; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether the run goes on, and from where with what counts; not when it has ended or the lease is lost, and then possibly nothing was noted.</returns>
    public Task<(bool GoesOn, string Token, ReprocessingCounts Counts)> CommitAsync(ReprocessingRow run, Findings batch, string from, ReprocessingCounts counts, string next, long? position, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // What was cancelled meanwhile still counts what it did.
                var state = await connection.QuerySingleOrDefaultAsync<long?>(
                    """
                    UPDATE reprocessing SET page_token = @next, position = COALESCE(@position, position), counts = @counts, updated = @Now, reason = CASE WHEN state = @Running THEN '' ELSE reason END,
                                            state = CASE WHEN state = @Running AND @next = '' THEN @Succeeded ELSE state END,
                                            ended = CASE WHEN state = @Running AND @next = '' THEN @Now ELSE ended END
                    WHERE id = @Id AND token = @Token AND page_token = @from AND state <> @Succeeded RETURNING state
                    """,
                    new { run.Id, run.Token, from, next, position, counts = counts.ToByteArray(), Now, State.Running, State.Succeeded },
                    transaction);
                if (state is null)
                {
                    var noted = await connection.QuerySingleOrDefaultAsync<ReprocessingRow>(
                        $"SELECT {ReprocessingRow.Columns} FROM reprocessing WHERE id = @Id AND token = @Token", new { run.Id, run.Token }, transaction);
                    return noted is null ? (false, from, counts) : (noted.State == (long)State.Running, noted.PageToken, ReprocessingCounts.Parser.ParseFrom(noted.Counts));
                }

                await AddSitesAsync(connection, transaction, run.Id, batch);
                await AddPagesAsync(connection, transaction, run.Id, batch);
                return (state == (long)State.Running, next, counts);
            },
            cancellationToken);

    private static async Task AddSitesAsync(DbConnection connection, DbTransaction transaction, string id, Findings batch)
    {
        foreach (var site in batch.Sites)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO reprocessing_site (reprocessing, site, compared, changed, now_rejected, now_accepted, body_changed, distance)
                VALUES (@id, @Site, @Compared, @Changed, @NowRejected, @NowAccepted, @BodyChanged, @Distance)
                ON CONFLICT (reprocessing, site) DO UPDATE SET
                  compared = reprocessing_site.compared + excluded.compared, changed = reprocessing_site.changed + excluded.changed,
                  now_rejected = reprocessing_site.now_rejected + excluded.now_rejected, now_accepted = reprocessing_site.now_accepted + excluded.now_accepted,
                  body_changed = reprocessing_site.body_changed + excluded.body_changed, distance = reprocessing_site.distance + excluded.distance
                """,
                new { id, site.Site, site.Compared, site.Changed, site.NowRejected, site.NowAccepted, site.BodyChanged, site.Distance },
                transaction);
        }
    }

    private static async Task AddPagesAsync(DbConnection connection, DbTransaction transaction, string id, Findings batch)
    {
        foreach (var kind in batch.Pages.GroupBy(page => page.Difference.Kind))
        {
            foreach (var (difference, weight) in kind.OrderByDescending(page => page.Weight).Take(MaxKept))
            {
                await connection.ExecuteAsync(
                    """
                    INSERT INTO reprocessing_page (reprocessing, capture, kind, weight, difference) VALUES (@id, @Capture, @kind, @weight, @difference)
                    ON CONFLICT (reprocessing, capture) DO NOTHING
                    """,
                    new { id, difference.Capture, kind = (long)kind.Key, weight, difference = difference.ToByteArray() },
                    transaction);
            }

            await connection.ExecuteAsync(
                """
                DELETE FROM reprocessing_page WHERE reprocessing = @id AND kind = @kind AND capture NOT IN
                  (SELECT capture FROM reprocessing_page WHERE reprocessing = @id AND kind = @kind ORDER BY weight DESC, capture LIMIT @MaxKept)
                """,
                new { id, kind = (long)kind.Key, MaxKept },
                transaction);
        }
    }

    private long LeaseEnd => (time.GetUtcNow() + options.Lease).ToMicros();
}
