using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Outcomes;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Text.Urls;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;
using State = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.State;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>
/// Takes the pages of backfills, as many as there is room for. What is taken and how far it was read are written in one
/// transaction: a process that dies anywhere takes nothing twice and leaves nothing out.
/// </summary>
internal sealed class BackfillFeed(
    [FromKeyedServices("fetch")] Database database,
    OpenInputs inputs,
    CaptureStore captures,
    UnsettledPages unsettled,
    Announcer announcer,
    FrontierSignal signal,
    FetchOptions options,
    TimeProvider time,
    ILogger<BackfillFeed> log)
{
    private const int MaxBatch = 200;
    private const int MaxArchivedBatch = 32;
    private const int SitemapsAhead = 4;

    // Pages that wait at hosts with faults are not counted among those that wait, but there are bounds to them, too.
    private const int WaitingFactor = 20;

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Gives the next backfill its turn.</summary>
    /// <returns>Whether anything was got on with.</returns>
    public async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        if (await TakeAsync(cancellationToken) is not { } backfill)
        {
            return false;
        }

        try
        {
            var progress = backfill.Kind == (long)Kind.Sitemap && await AskForSitemapsAsync(backfill, cancellationToken);
            if (await NextInputAsync(backfill.Id, cancellationToken) is { } input)
            {
                return await ReadAsync(backfill, input, cancellationToken) || progress;
            }

            return progress || await EndAsync(backfill, cancellationToken);
        }
        finally
        {
            // Also when the process stops. Should it fail, the lease runs out.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await database.WriteAsync(
                (connection, transaction) => connection.ExecuteAsync("UPDATE backfill SET lease_until = 0 WHERE id = @Id AND token = @Token", new { backfill.Id, backfill.Token }, transaction),
                limit.Token);
        }
    }

    /// <summary>Gives all backfills back: for a database that only one process uses, when that process starts.</summary>
    public Task ForgetLeasesAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE backfill SET lease_until = 0, token = token + 1 WHERE lease_until > 0", transaction: transaction),
            cancellationToken);

    private Task<BackfillRow?> TakeAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var id = await connection.QueryFirstOrDefaultAsync<string>(
                    $"""
                    WITH next AS (SELECT id AS next_id FROM backfill WHERE state <= 2 AND lease_until <= @Now ORDER BY served LIMIT 1 {(database.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "")})
                    UPDATE backfill SET lease_until = @until, token = token + 1, served = @Now FROM next WHERE id = next_id RETURNING id
                    """,
                    new { Now, until = Now + (long)options.HostLease.TotalMicroseconds },
                    transaction);
                return id is null ? null : await connection.QuerySingleAsync<BackfillRow>("SELECT * FROM backfill WHERE id = @id", new { id }, transaction);
            },
            cancellationToken);

    private async Task<BackfillInputRow?> NextInputAsync(string backfill, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<BackfillInputRow>(
            "SELECT * FROM backfill_input WHERE backfill = @backfill AND stage = 3 ORDER BY number LIMIT 1", new { backfill });
    }

    // A few at a time: an index leads to thousands, each with fifty thousand pages.
    private async Task<bool> AskForSitemapsAsync(BackfillRow backfill, CancellationToken cancellationToken)
    {
        var asked = await WriteAsync(
            backfill,
            async (connection, transaction, now) =>
            {
                var ahead = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM backfill_input WHERE backfill = @Id AND stage IN (2, 3)", new { backfill.Id }, transaction);
                var next = (await connection.QueryAsync<(long Number, string Label)>(
                    "SELECT number, label FROM backfill_input WHERE backfill = @Id AND stage = 1 ORDER BY number LIMIT @limit",
                    new { backfill.Id, limit = Math.Max(0, SitemapsAhead - ahead) },
                    transaction)).AsList();
                var hosts = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var (number, label) in next)
                {
                    var host = PageUrl.HostOf(new Uri(label));
                    hosts.Add(host);
                    await connection.ExecuteAsync(
                        "UPDATE backfill_input SET stage = 2, due = @now, due_host = @host, route = '' WHERE backfill = @Id AND number = @number", new { backfill.Id, number, now, host }, transaction);
                }

                await HostDues.WakeAsync(connection, transaction, hosts, now);
                return next.Count > 0;
            },
            cancellationToken);
        if (asked is true)
        {
            signal.Set();
        }

        return asked is true;
    }

    private async Task<bool> ReadAsync(BackfillRow backfill, BackfillInputRow input, CancellationToken cancellationToken)
    {
        var archive = backfill.Kind == (long)Kind.Warc;
        var room = await RoomAsync(archive, cancellationToken);
        if (room <= 0)
        {
            return false;
        }

        // Readers know no other than blocking reads, and inflating is work.
        if (await ReadBatchAsync(backfill, input, archive, Math.Min(room, archive ? MaxArchivedBatch : MaxBatch), cancellationToken) is not var (batch, reader))
        {
            return false;
        }

        var read = new BackfillBatch(backfill, input, reader, batch);
        var kept = await read.KeepAsync(captures, time, cancellationToken);
        var announce = await WriteAsync(
            backfill,
            (connection, transaction, now) =>
                read.TakeAsync(connection, transaction, kept, announcer.AgainAt((long)Lane.Backfill, UnixTime.FromMicros(now)), options.HostInterval, now),
            cancellationToken);
        if (announce is null)
        {
            // Paused, cancelled, or in other hands by now: what was read is for the next who reads it.
            inputs.Close(input);
            return false;
        }

        if (reader.Ended)
        {
            inputs.Close(input);
            log.BackfillInputRead(backfill.Id, input.Label, reader.Position, reader.Fault ?? "read to its end");
        }

        signal.Set();
        foreach (var page in announce)
        {
            await announcer.AnnounceOrLeaveAsync(page.ToEvent(), cancellationToken);
        }

        return true;
    }

    // Null when the backfill is not ours any more. Whatever happens, nobody reads when this returns.
    private async Task<(List<InputRecord> Batch, InputProgress State)?> ReadBatchAsync(BackfillRow backfill, BackfillInputRow input, bool archive, int pagesWanted, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => inputs.Read(input, archive, pagesWanted, stop.Token), CancellationToken.None);
        var read = false;
        try
        {
            if (!await KeepLeaseAsync(backfill, reading, cancellationToken))
            {
                return null;
            }

            var found = await reading;
            read = true;
            return found;
        }
        finally
        {
            if (!read)
            {
                await stop.CancelAsync();
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                // It stopped anywhere.
                inputs.Close(input);
            }
        }
    }

    // Reading over what was read may last longer than a lease.
    private async Task<bool> KeepLeaseAsync(BackfillRow backfill, Task reading, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(reading, Task.Delay(options.HostLease / 4, time, cancellationToken)) != reading)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await WriteAsync(backfill, (_, _, _) => Task.FromResult(true), cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    // How many more pages may be taken.
    private async Task<int> RoomAsync(bool archive, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var mostFetched = Math.Max(1, options.MaxUnsettled / 4);
        var mostWaiting = options.MaxBackfillQueue;
        var mostAtAll = mostWaiting * WaitingFactor;
        if (archive)
        {
            var fetched = await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM (SELECT 1 FROM page WHERE state = 2 AND lane = 2 LIMIT @mostFetched) AS fetched", new { mostFetched });
            return await unsettled.CountAsync(options.MaxUnsettled, cancellationToken) >= options.MaxUnsettled - mostFetched ? 0 : mostFetched - fetched;
        }

        var waiting = await connection.ExecuteScalarAsync<int>(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM page JOIN host ON host.host = page.due_host
                                  WHERE page.state = 1 AND page.lane = 2 AND page.due <= @Now AND host.failures = 0 LIMIT @mostWaiting) AS waiting
            """,
            new { Now, mostWaiting });
        var all = await connection.ExecuteScalarAsync<int>(
            "SELECT COUNT(*) FROM (SELECT 1 FROM page WHERE state = 1 AND lane = 2 AND due < @Held LIMIT @mostAtAll) AS waiting", new { BackfillStore.Held, mostAtAll });
        return Math.Min(mostWaiting - waiting, mostAtAll - all);
    }

    private async Task<bool> EndAsync(BackfillRow backfill, CancellationToken cancellationToken)
    {
        var ended = await WriteAsync(
            backfill,
            async (connection, transaction, now) =>
            {
                var open = await connection.ExecuteScalarAsync<long>(
                    """
                    SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM backfill_page WHERE backfill = @Id AND outcome = 0 LIMIT 1) AS pages)
                         + (SELECT COUNT(*) FROM (SELECT 1 FROM backfill_input WHERE backfill = @Id AND stage <= 3 LIMIT 1) AS inputs)
                    """,
                    new { backfill.Id },
                    transaction);
                if (open > 0)
                {
                    return "";
                }

                var broken = (await connection.QueryAsync<(string Label, string Fault)>(
                    "SELECT label, fault FROM backfill_input WHERE backfill = @Id AND stage = @Broken ORDER BY number", new { backfill.Id, InputStage.Broken }, transaction)).AsList();
                var all = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM backfill_input WHERE backfill = @Id", new { backfill.Id }, transaction);
                var reason = broken.Count == 0 ? "done" : $"{(all == 1 ? "the input" : $"{broken.Count} of {all} inputs")} could not be read to the end: {broken[0].Label}: {broken[0].Fault}";
                await connection.ExecuteAsync(
                    "UPDATE backfill SET state = @state, reason = @reason, ended = @now WHERE id = @Id",
                    new { backfill.Id, state = (long)(broken.Count == 0 ? State.Succeeded : State.Failed), reason = StoredText.Clean(reason, 1000), now },
                    transaction);
                return reason;
            },
            cancellationToken);
        if (!string.IsNullOrEmpty(ended))
        {
            log.BackfillEnded(backfill.Id, ended);
        }

        return !string.IsNullOrEmpty(ended);
    }

    // Null when the backfill is in other hands by now, or was paused or cancelled: nothing is written then.
    private Task<T?> WriteAsync<T>(BackfillRow backfill, Func<DbConnection, DbTransaction, long, Task<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync<T?>(
            async (connection, transaction) =>
            {
                var now = Now;
                var ours = await connection.ExecuteAsync(
                    "UPDATE backfill SET updated = @now, lease_until = @until WHERE id = @Id AND token = @Token AND state <= 2",
                    new { backfill.Id, backfill.Token, now, until = now + (long)options.HostLease.TotalMicroseconds },
                    transaction);
                return ours == 0 ? default : await work(connection, transaction, now);
            },
            cancellationToken);
}
