using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Text.Urls;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;
using State = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.State;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>The backfills and what their owners do with them.</summary>
internal sealed class BackfillStore([FromKeyedServices("fetch")] Database database, IBlobStore blobs, TimeProvider time)
{
    /// <summary>When pages of a paused backfill are due: not in our time. Unix microseconds.</summary>
    public const long Held = 7_258_118_400_000_000;

    /// <summary>Records that were refused and are named; the others are counted.</summary>
    public const int MaxProblems = 20;

    // Queries count what is under way beside the row.
    private const string Columns =
        """
        backfill.*, (SELECT COUNT(*) FROM backfill_page WHERE backfill = backfill.id AND outcome = 0) AS queued,
        (SELECT COUNT(*) FROM backfill_input WHERE backfill = backfill.id AND stage <= 3) AS unread
        """;

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Makes a backfill, or finds the one that the request's id made before.</summary>
    /// <returns>The backfill, and whether this call made it.</returns>
    public async Task<(Backfill Backfill, bool Made)> CreateAsync(Backfill wish, string requestId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture)}-{Guid.NewGuid():n}"[..24];
        var (found, made) = await database.WriteAsync(
            async (connection, transaction) =>
            {
                var inserted = await connection.ExecuteAsync(
                    """
                    INSERT INTO backfill (id, request_id, kind, display_name, since, until, refetch, state, reason, created, updated, total, refused, skipped, problems, served, lease_until, token)
                    VALUES (@id, @requestId, @kind, @DisplayName, @since, @until, @refetch, @state, '', @now, @now, 0, 0, 0, '', 0, 0, 0)
                    ON CONFLICT (request_id) WHERE request_id <> '' DO NOTHING
                    """,
                    new
                    {
                        id,
                        requestId,
                        kind = (long)wish.Kind,
                        wish.DisplayName,
                        since = wish.Since?.ToMicros(),
                        until = wish.Until?.ToMicros(),
                        refetch = wish.Refetch ? 1L : 0L,
                        state = (long)(wish.Kind == Kind.Sitemap ? State.Running : State.Uploading),
                        now = now.ToMicros(),
                    },
                    transaction) == 1;
                if (!inserted)
                {
                    return (await connection.QuerySingleAsync<string>("SELECT id FROM backfill WHERE request_id = @requestId", new { requestId }, transaction), false);
                }

                foreach (var (number, input) in wish.Inputs.Index())
                {
                    await AddInputAsync(connection, transaction, id, number, input.Label, depth: 0);
                }

                return (id, true);
            },
            cancellationToken);
        return ((await GetAsync(found, cancellationToken))!, made);
    }

    /// <summary>One backfill; null when there is none.</summary>
    public async Task<Backfill?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<BackfillRow>($"SELECT {Columns} FROM backfill WHERE id = @id", new { id });
        return row is null ? null : row.ToBackfill(await InputsAsync(connection, id), await OutcomesAsync(connection, id), withProblems: true);
    }

    /// <summary>Backfills, the newest first.</summary>
    /// <param name="before">Creation time and id of the last one of the page before; null for the first page.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Backfill>> ListAsync((long Created, string Id)? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (created, last) = before ?? (long.MaxValue, "");
        var rows = (await connection.QueryAsync<BackfillRow>(
            $"SELECT {Columns} FROM backfill WHERE (created, id) < (@created, @last) ORDER BY created DESC, id DESC LIMIT @limit", new { created, last, limit })).AsList();
        var found = new List<Backfill>(rows.Count);
        foreach (var row in rows)
        {
            found.Add(row.ToBackfill(await InputsAsync(connection, row.Id), await OutcomesAsync(connection, row.Id), withProblems: false));
        }

        return found;
    }

    /// <summary>Takes the next bytes of an input.</summary>
    /// <returns>The input as it is now; null when there is no such backfill or input.</returns>
    public async Task<UploadResult?> UploadAsync(string id, long number, long offset, ReadOnlyMemory<byte> data, bool last, long maxBytes, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, number, cancellationToken) is not var (backfill, input))
        {
            return null;
        }

        var repeated = offset < input.Size || (offset == input.Size && input.Stage != (long)InputStage.Open);
        if (repeated || offset > input.Size || backfill.State is not ((long)State.Uploading or (long)State.Paused))
        {
            return new UploadResult(input, repeated ? null : offset > input.Size ? "WRONG_OFFSET" : "BACKFILL_STATE");
        }

        if (input.Size + data.Length > maxBytes)
        {
            return new UploadResult(input, "TOO_LARGE");
        }

        // The bytes before the row that speaks of them.
        if (!data.IsEmpty)
        {
            await blobs.WriteAsync(BackfillInputRow.PartKey(id, number, input.Parts), data, cancellationToken);
        }

        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    """
                    UPDATE backfill_input SET size = size + @length, parts = parts + @parts, stage = CASE WHEN @last = 1 THEN @Complete ELSE stage END
                    WHERE backfill = @id AND number = @number AND size = @offset AND stage = @Open
                    """,
                    new { id, number, offset, length = (long)data.Length, parts = data.IsEmpty ? 0L : 1L, last = last ? 1L : 0L, InputStage.Complete, InputStage.Open },
                    transaction);
                await connection.ExecuteAsync(
                    """
                    UPDATE backfill SET updated = @Now, state = CASE WHEN state = @Uploading
                      AND NOT EXISTS (SELECT 1 FROM backfill_input WHERE backfill = @id AND depth = 0 AND stage = @Open) THEN @Running ELSE state END
                    WHERE id = @id
                    """,
                    new { id, Now, State.Uploading, State.Running, InputStage.Open },
                    transaction);
            },
            cancellationToken);
        return new UploadResult((await FindAsync(id, number, cancellationToken))!.Value.Input, null);
    }

    /// <summary>Takes no more of its pages and holds those that wait.</summary>
    /// <returns>Whether it could be paused; null when there is none.</returns>
    public Task<bool?> PauseAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            state => state is State.Uploading or State.Running or State.Paused,
            async (connection, transaction, now) =>
            {
                await connection.ExecuteAsync(
                    "UPDATE backfill SET state = @Paused, reason = 'paused', updated = @now, token = token + 1, lease_until = 0 WHERE id = @id",
                    new { id, State.Paused, now },
                    transaction);
                await connection.ExecuteAsync(
                    $"UPDATE page SET due = @Held, updated = @now WHERE state = 1 AND lane = 2 AND due < @Held AND {OnlyOfIt}",
                    new { id, Held, now, others = (long)State.Running },
                    transaction);
                await connection.ExecuteAsync("UPDATE backfill_input SET stage = @Open WHERE backfill = @id AND stage = @Due", new { id, InputStage.Open, InputStage.Due }, transaction);
            },
            cancellationToken);

    /// <summary>Goes on.</summary>
    /// <returns>Whether it could be resumed; null when there is none.</returns>
    public Task<bool?> ResumeAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            state => state is State.Uploading or State.Running or State.Paused,
            async (connection, transaction, now) =>
            {
                await connection.ExecuteAsync(
                    """
                    UPDATE backfill SET reason = '', updated = @now, state = CASE
                      WHEN kind <> @Sitemap AND EXISTS (SELECT 1 FROM backfill_input WHERE backfill = @id AND depth = 0 AND stage = @Open) THEN @Uploading ELSE @Running END
                    WHERE id = @id AND state = @Paused
                    """,
                    new { id, now, Kind.Sitemap, InputStage.Open, State.Uploading, State.Running, State.Paused },
                    transaction);
                var hosts = await connection.QueryAsync<string>(
                    $"SELECT DISTINCT due_host FROM page WHERE state = 1 AND due = @Held AND id IN (SELECT page FROM backfill_page WHERE backfill = @id AND outcome = 0)", new { id, Held }, transaction);
                await connection.ExecuteAsync(
                    "UPDATE page SET due = @now, updated = @now WHERE state = 1 AND due = @Held AND id IN (SELECT page FROM backfill_page WHERE backfill = @id AND outcome = 0)",
                    new { id, Held, now },
                    transaction);
                await HostDues.WakeAsync(connection, transaction, hosts.Order(StringComparer.Ordinal), now);
            },
            cancellationToken);

    /// <summary>Ends it, and its pages that were not fetched yet.</summary>
    /// <returns>Whether it could be cancelled; null when there is none.</returns>
    public Task<bool?> CancelAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            state => state is State.Uploading or State.Running or State.Paused or State.Cancelled,
            async (connection, transaction, now) =>
            {
                if (await connection.ExecuteAsync(
                    "UPDATE backfill SET state = @Cancelled, reason = 'cancelled', updated = @now, ended = @now, token = token + 1, lease_until = 0 WHERE id = @id AND state <> @Cancelled",
                    new { id, State.Cancelled, now },
                    transaction) == 0)
                {
                    return;
                }

                await connection.ExecuteAsync("UPDATE backfill_input SET stage = @Read WHERE backfill = @id AND stage <= @Complete", new { id, InputStage.Read, InputStage.Complete }, transaction);
                await connection.ExecuteAsync(
                    $"""
                    INSERT INTO page_step (page, time, step, detail)
                    SELECT id, @now, 'excluded', @detail FROM page WHERE state = 1 AND lane = 2 AND {OnlyOfIt}
                    """,
                    new { id, now, others = (long)State.Paused, detail = $"backfills/{id} was cancelled" },
                    transaction);
                await connection.ExecuteAsync(
                    $"""
                    UPDATE page SET state = 3, due_host = host, route = '', attempts = 0, updated = @now,
                                    reason = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason ELSE @detail END,
                                    reason_code = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason_code ELSE 'backfill_cancelled' END,
                                    outcome = CASE WHEN outcome IN (@Stored, @Duplicate) THEN outcome ELSE @Excluded END
                    WHERE state = 1 AND lane = 2 AND {OnlyOfIt}
                    """,
                    new { id, now, others = (long)State.Paused, Outcome.Stored, Outcome.Duplicate, Outcome.Excluded, detail = $"backfills/{id} was cancelled" },
                    transaction);
                // What is left of those that it held is another one's, too.
                var hosts = (await connection.QueryAsync<string>(
                    """
                    UPDATE page SET due = @now, updated = @now
                    WHERE state = 1 AND due = @Held AND id IN (SELECT page FROM backfill_page WHERE backfill = @id AND outcome = 0)
                      AND EXISTS (SELECT 1 FROM backfill_page AS other JOIN backfill ON backfill.id = other.backfill
                                  WHERE other.page = page.id AND other.outcome = 0 AND other.backfill <> @id AND backfill.state <= @Running)
                    RETURNING due_host
                    """,
                    new { id, now, Held, State.Running },
                    transaction)).ToHashSet(StringComparer.Ordinal);
                await HostDues.WakeAsync(connection, transaction, hosts.Order(StringComparer.Ordinal), now);
            },
            cancellationToken);

    /// <summary>Adds an input.</summary>
    public static Task<int> AddInputAsync(DbConnection connection, DbTransaction transaction, string backfill, long number, string label, long depth) =>
        connection.ExecuteAsync(
            """
            INSERT INTO backfill_input (backfill, number, label, depth, stage, size, parts, records, due, due_host, route, attempts)
            VALUES (@backfill, @number, @label, @depth, @Open, 0, 0, 0, 0, '', '', 0)
            ON CONFLICT DO NOTHING
            """,
            new { backfill, number, label, depth, InputStage.Open },
            transaction);

    /// <summary>Names a record that was refused, for people.</summary>
    /// <param name="label">Of its input.</param>
    /// <param name="record">Its number, from 1.</param>
    /// <param name="refusal">Why.</param>
    public static string Problem(string label, long record, string refusal) =>
        $"{StoredText.Clean(label, 200)}, record {record}: {StoredText.Clean(refusal, 300)}".ReplaceLineEndings(" ");

    /// <summary>Counts records that were read, and names some of those that were refused. The backfill's row is locked by the transaction.</summary>
    public static async Task NoteReadAsync(
        DbConnection connection, DbTransaction transaction, string id, long read, long refused, long skipped, IReadOnlyList<string> problems)
    {
        string? named = null;
        if (problems.Count > 0)
        {
            var before = await connection.ExecuteScalarAsync<string>("SELECT problems FROM backfill WHERE id = @id", new { id }, transaction);
            named = string.Join('\n', before!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Concat(problems).Take(MaxProblems));
        }

        await connection.ExecuteAsync(
            "UPDATE backfill SET total = total + @read, refused = refused + @refused, skipped = skipped + @skipped, problems = COALESCE(@named, problems) WHERE id = @id",
            new { id, read, refused, skipped, named },
            transaction);
    }

    // Pages that nobody else waits for: neither a source nor another backfill (whose state is at most @others).
    private const string OnlyOfIt =
        """
        source = '' AND id IN (SELECT page FROM backfill_page WHERE backfill = @id AND outcome = 0)
        AND NOT EXISTS (SELECT 1 FROM backfill_page AS other JOIN backfill ON backfill.id = other.backfill
                        WHERE other.page = page.id AND other.outcome = 0 AND other.backfill <> @id AND backfill.state <= @others)
        """;

    private Task<bool?> ChangeAsync(string id, Func<State, bool> may, Func<DbConnection, DbTransaction, long, Task> change, CancellationToken cancellationToken) =>
        database.WriteAsync<bool?>(
            async (connection, transaction) =>
            {
                // PostgreSQL: locked, so that of two owners' words one comes after the other.
                var state = await connection.QuerySingleOrDefaultAsync<long?>($"SELECT state FROM backfill WHERE id = @id{(database.IsPostgres ? " FOR UPDATE" : "")}", new { id }, transaction);
                if (state is null || !may((State)state))
                {
                    return state is null ? null : false;
                }

                if (database.IsPostgres)
                {
                    // Its waiting pages in one order, as all who write to many pages lock them.
                    await connection.ExecuteAsync(
                        "SELECT 1 FROM page WHERE state = 1 AND id IN (SELECT page FROM backfill_page WHERE backfill = @id AND outcome = 0) ORDER BY id FOR UPDATE", new { id }, transaction);
                }

                await change(connection, transaction, Now);
                return true;
            },
            cancellationToken);

    private async Task<(BackfillRow Backfill, BackfillInputRow Input)?> FindAsync(string id, long number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var backfill = await connection.QuerySingleOrDefaultAsync<BackfillRow>($"SELECT {Columns} FROM backfill WHERE id = @id", new { id });
        var input = await connection.QuerySingleOrDefaultAsync<BackfillInputRow>("SELECT * FROM backfill_input WHERE backfill = @id AND number = @number AND depth = 0", new { id, number });
        return backfill is null || input is null ? null : (backfill, input);
    }

    private static Task<IEnumerable<BackfillInputRow>> InputsAsync(DbConnection connection, string id) =>
        connection.QueryAsync<BackfillInputRow>("SELECT * FROM backfill_input WHERE backfill = @id AND depth = 0 ORDER BY number", new { id });

    private static async Task<IEnumerable<OutcomeCount>> OutcomesAsync(DbConnection connection, string id) =>
        (await connection.QueryAsync<(long Outcome, long Pages)>("SELECT outcome, pages FROM backfill_outcome WHERE backfill = @id AND pages > 0 ORDER BY outcome", new { id }))
            .Select(count => new OutcomeCount { Outcome = (Outcome)count.Outcome, Pages = count.Pages });
}

/// <summary>What came of an upload: the input as it is now, and the reason why nothing was taken, null when something was.</summary>
internal sealed record UploadResult(BackfillInputRow Input, string? Refusal);
