using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// Hosts with something due, leased one by one to whichever process is free. Politeness is a matter of the host, so the
/// host is what is leased: no two processes ask the same one at the same time.
/// </summary>
internal sealed class HostFrontier([FromKeyedServices("fetch")] Database database, RevisitStore revisits, WebSubOptions webSub, TimeProvider time)
{
    /// <summary>How far the clocks of processes may be apart; what is written further ahead than that is no time to wait for.</summary>
    public static TimeSpan ClockTolerance { get; } = TimeSpan.FromMinutes(1);

    // What Fetch:HostLease may be at most, here or in another process.
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(10);

    private const string LeaseColumns =
        "host.host AS Host, token AS Token, not_before AS NotBefore, failures AS Failures, rest_reason AS RestReason, revisit_after AS RevisitAfter";

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Leases up to <paramref name="limit"/> due hosts.</summary>
    public Task<IReadOnlyList<HostLease>> TakeAsync(int limit, TimeSpan lease, CancellationToken cancellationToken) =>
        database.CommandAsync<IReadOnlyList<HostLease>>(
            async (connection, transaction) =>
            {
                var takenAt = time.GetTimestamp();
                var leases = await connection.QueryAsync<HostLease>(
                    $"""
                    WITH free AS (SELECT host FROM host WHERE due <= @now AND lease_until <= @now ORDER BY due LIMIT @limit {(database.IsPostgres ? "FOR UPDATE SKIP LOCKED" : "")})
                    UPDATE host SET lease_until = @until, token = token + 1
                    FROM free WHERE host.host = free.host
                    RETURNING {LeaseColumns}
                    """,
                    new { now = Now, until = Now + (long)lease.TotalMicroseconds, limit },
                    transaction);
                return [.. leases.Select(taken => taken with { TakenAt = takenAt })];
            },
            cancellationToken);

    /// <summary>How long until hosts are due that nobody has, of a thousand within a time.</summary>
    public async Task<IReadOnlyList<TimeSpan>> NextDuesAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var connection = await database.OpenAsync(cancellationToken);
        var dues = await connection.QueryAsync<long>(
            "SELECT due FROM host WHERE due > @now AND due < @end AND lease_until <= @now ORDER BY due LIMIT 1000", new { now, end = now + (long)within.TotalMicroseconds });
        return [.. dues.Select(due => TimeSpan.FromMicroseconds(due - now))];
    }

    /// <summary>Leases one host, due or not, that was perhaps never asked before; null while another visit has it.</summary>
    public Task<HostLease?> TakeAsync(string host, TimeSpan lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var takenAt = time.GetTimestamp();
                await connection.ExecuteAsync(
                    "INSERT INTO host (host, due, not_before, rest_reason, lease_until, token, failures) VALUES (@host, @never, 0, '', 0, 0, 0) ON CONFLICT (host) DO NOTHING",
                    new { host, never = long.MaxValue },
                    transaction);
                var taken = await connection.QuerySingleOrDefaultAsync<HostLease>(
                    $"UPDATE host SET lease_until = @until, token = token + 1 WHERE host = @host AND lease_until <= @now RETURNING {LeaseColumns}",
                    new { host, now = Now, until = Now + (long)lease.TotalMicroseconds },
                    transaction);
                return taken is null ? null : taken with { TakenAt = takenAt };
            },
            cancellationToken);

    /// <summary>Prolongs a lease.</summary>
    /// <returns>Whether the host is still ours.</returns>
    public async Task<bool> RenewAsync(HostLease lease, TimeSpan until, CancellationToken cancellationToken) =>
        await database.CommandAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE host SET lease_until = @until WHERE host = @Host AND token = @Token",
                new { until = Now + (long)until.TotalMicroseconds, lease.Host, lease.Token },
                transaction),
            cancellationToken) == 1;

    /// <summary>
    /// Gives a host back. It is due again when its next page, poll, revisit or request to a hub is, but not before <paramref name="notBefore"/>,
    /// nor for a revisit before <paramref name="revisitAfter"/> (absent: what the lease says).
    /// </summary>
    /// <returns>When it is due; null when it has nothing, or is another's by now.</returns>
    public Task<DateTimeOffset?> ReleaseAsync(
        HostLease lease, DateTimeOffset notBefore, long failures, string restReason, CancellationToken cancellationToken, long? revisitAfter = null) =>
        database.CommandAsync(
            // One round trip, for each visit ends by it. Locked first: pages that another transaction is just adding wake the host
            // after this, not before; the second statement sees all that was added until then. By lanes, as the index is: a host may have
            // thousands of pages that wait.
            async (connection, transaction) =>
            {
                await using var results = await connection.QueryMultipleAsync(
                    $"""
                    {(database.IsPostgres ? "SELECT 1 FROM host WHERE host = @Host AND token = @Token FOR UPDATE;" : "")}
                    UPDATE host SET lease_until = 0, not_before = @notBefore, failures = @failures, rest_reason = @reason, revisit_after = @after, due = COALESCE(
                      (SELECT CASE WHEN MIN(due) < @notBefore THEN @notBefore ELSE MIN(due) END FROM (
                        SELECT MIN(due) AS due FROM page WHERE due_host = @Host AND state = 1 AND lane = @Live
                        UNION ALL
                        SELECT MIN(due) FROM page WHERE due_host = @Host AND state = 1 AND lane = @Backfill
                        UNION ALL
                        SELECT MIN(next_poll) FROM source WHERE due_host = @Host AND paused = 0
                        UNION ALL
                        SELECT MIN(due) FROM backfill_input WHERE due_host = @Host AND stage = 2
                        {(revisits.IsOn ? "UNION ALL SELECT CASE WHEN MIN(revisit) < @after THEN @after ELSE MIN(revisit) END FROM page WHERE due_host = @Host AND state = 3 AND revisit > 0" : "")}
                        {(webSub.IsOn ? "UNION ALL SELECT MIN(due) FROM subscription WHERE host = @Host" : "")}
                      ) AS work), @never)
                    WHERE host = @Host AND token = @Token
                    RETURNING due;
                    """,
                    new
                    {
                        lease.Host,
                        lease.Token,
                        Lane.Live,
                        Lane.Backfill,
                        notBefore = notBefore.ToMicros(),
                        failures,
                        reason = StoredText.Clean(restReason, 500),
                        after = revisitAfter ?? lease.RevisitAfter,
                        never = long.MaxValue,
                    },
                    transaction);
                if (database.IsPostgres)
                {
                    _ = await results.ReadAsync<int>();
                }

                return await results.ReadSingleOrDefaultAsync<long?>() is { } due and < long.MaxValue ? UnixTime.FromMicros(due) : (DateTimeOffset?)null;
            },
            cancellationToken);

    /// <summary>
    /// Makes due what was written by a clock that has been set back since, which would rest until the clock is there
    /// again. A lease runs out after <paramref name="lease"/>, for its owner may be alive; what a host asked for after a
    /// fault is kept, within the bound of all such waits.
    /// </summary>
    /// <param name="lease">How long a host is leased.</param>
    /// <param name="pause">The longest pause between two requests to a host that answers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task ForgetFutureAsync(TimeSpan lease, TimeSpan pause, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                UPDATE page SET due = @now, updated = @now WHERE state = 1 AND due > @now AND updated > @ahead;
                UPDATE page SET due = @now, updated = @now WHERE state = 2 AND due > @now AND updated > @ahead;
                UPDATE page SET revisit = @now + revisit - updated, updated = @now WHERE state = 3 AND revisit > 0 AND revisit > updated AND updated > @ahead;
                UPDATE host SET revisit_after = 0 WHERE revisit_after > @ahead;
                UPDATE subscription SET due = @now, lease_until = CASE WHEN lease_until > @now THEN @now ELSE lease_until END, updated = @now WHERE updated > @ahead;
                UPDATE source SET next_poll = @now WHERE next_poll > @now AND COALESCE(last_poll, created) > @ahead;
                UPDATE host SET lease_until = @now + @lease WHERE lease_until > @now + @longestLease;
                UPDATE host SET not_before = @now WHERE not_before > @ahead + CASE WHEN failures = 0 THEN @pause ELSE @longestRest END;
                UPDATE host SET due = CASE WHEN not_before > @now THEN not_before ELSE @now END
                WHERE due > @now AND due > not_before
                  AND (host IN (SELECT due_host FROM page WHERE state = 1 AND due <= @now)
                    OR host IN (SELECT host FROM subscription WHERE due <= @now)
                    OR host IN (SELECT due_host FROM page WHERE state = 3 AND revisit > 0 AND revisit <= @now)
                    OR host IN (SELECT due_host FROM source WHERE paused = 0 AND next_poll <= @now));
                """,
                new
                {
                    now = Now,
                    ahead = Now + (long)ClockTolerance.TotalMicroseconds,
                    lease = (long)lease.TotalMicroseconds,
                    longestLease = (long)LongestLease.TotalMicroseconds,
                    pause = (long)pause.TotalMicroseconds,
                    longestRest = (long)HostBackoff.Max.TotalMicroseconds,
                },
                transaction),
            cancellationToken);

    /// <summary>Gives all hosts back: for a database that only one process uses, when that process starts.</summary>
    public Task ForgetLeasesAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE host SET lease_until = 0, token = token + 1 WHERE lease_until > 0", transaction: transaction),
            cancellationToken);
}
