using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Crawling.WebSub;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.WebSub;

/// <summary>The subscriptions to sources at their hubs, at most one a source, and what is to be asked of hubs.</summary>
internal sealed class SubscriptionStore([FromKeyedServices("fetch")] Database database, WebSubOptions options, TimeProvider time)
{
    /// <summary>The mode of a subscription that is to be had.</summary>
    public const long Join = 1;

    /// <summary>The mode of one that is to be ended.</summary>
    public const long Leave = 2;

    // A hub that cannot be told that it need not push any more notices when the lease ends, and by 410 before that.
    private const long MaxLeaveAttempts = 5;

    /// <summary>Reads the next subscription for which <c>@host</c> is to be asked at <c>@now</c>.</summary>
    public const string NextDue = "SELECT * FROM subscription WHERE host = @host AND due <= @now ORDER BY due LIMIT 1";

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>
    /// Notes what a poll that worked says: which hub the source has, and whether it had news that the hub should have
    /// pushed.
    /// </summary>
    /// <param name="source">Id of the source.</param>
    /// <param name="isWhole">Whether the source gave its document; what was not modified names no hub.</param>
    /// <param name="named">The hub that it names.</param>
    /// <param name="newPages">Pages that were not known before.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How long the hub can be relied on to push what is new; null when it cannot.</returns>
    public async Task<TimeSpan?> NotePollAsync(string source, bool isWhole, HubLink? named, int newPages, CancellationToken cancellationToken)
    {
        if (!options.IsOn || (await OfSourceAsync(source, cancellationToken) is null && named is null))
        {
            return null;
        }

        return await database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                var row = await OfSourceAsync(connection, transaction, source);
                if (isWhole && named is not null && row is not null && (row.Hub, row.Topic) != (named.Hub, named.Topic))
                {
                    await LeaveAsync(connection, transaction, row, now);
                    row = null;
                }

                if (row is null)
                {
                    if (named is not null)
                    {
                        await JoinAsync(connection, transaction, source, named, now);
                    }

                    return (TimeSpan?)null;
                }

                var wanted = isWhole ? (named is null ? 0 : 1) : row.Wanted;
                var missed = newPages > 0 && row.IsActive(now) ? row.Missed + 1 : row.Missed;
                if ((wanted, missed) != (row.Wanted, row.Missed))
                {
                    await connection.ExecuteAsync(
                        "UPDATE subscription SET wanted = @wanted, missed = @missed, updated = @now WHERE token = @Token", new { row.Token, wanted, missed, now }, transaction);
                }

                return row.IsActive(now) && wanted == 1 && missed == 0 ? TimeSpan.FromMicroseconds(row.LeaseUntil - now) : null;
            },
            cancellationToken);
    }

    /// <summary>The subscription of a source that is to be had; null when there is none.</summary>
    public async Task<SubscriptionRow?> OfSourceAsync(string source, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await OfSourceAsync(connection, null, source);
    }

    /// <summary>The subscription that a hub calls back for; null when there is none.</summary>
    public async Task<SubscriptionRow?> OfTokenAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SubscriptionRow>("SELECT * FROM subscription WHERE token = @token", new { token });
    }

    /// <summary>Notes that a hub is about to be asked, for it may call back before it answers; drops a subscription for which it need not be.</summary>
    /// <returns>Whether to ask; and after how many requests that came to nothing, this one included.</returns>
    public Task<long?> BeginAsync(SubscriptionRow row, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                var isPolled = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM source WHERE id = @Source AND paused = 0", new { row.Source }, transaction) == 1;
                if (row.IsLeaving ? row.Attempts >= MaxLeaveAttempts || (row.Attempts > 0 && row.LeaseUntil <= now) : !isPolled || row.Wanted == 0)
                {
                    // The hub need not be asked to end what ends by itself.
                    await connection.ExecuteAsync(
                        row.IsLeaving || row.LeaseUntil <= now ? "DELETE FROM subscription WHERE token = @Token" : "UPDATE subscription SET due = lease_until, updated = @now WHERE token = @Token",
                        new { row.Token, now },
                        transaction);
                    return (long?)null;
                }

                var attempts = row.Attempts + 1;
                await connection.ExecuteAsync(
                    "UPDATE subscription SET pending = 1, denied = 0, attempts = @attempts, due = @due, updated = @now WHERE token = @Token",
                    new { row.Token, attempts, due = now + Micros(SubscriptionSchedule.AskAgainUnlessCalled(attempts)), now },
                    transaction);
                return attempts;
            },
            cancellationToken);

    /// <summary>The visit was over before the hub was asked: the request is due still.</summary>
    public Task TakeBackAsync(SubscriptionRow row, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE subscription SET attempts = @Attempts, pending = @Pending, denied = @Denied, due = @Due WHERE token = @Token",
                new { row.Token, row.Attempts, row.Pending, row.Denied, row.Due },
                transaction),
            cancellationToken);

    /// <summary>Notes what a hub answered, unless it has called back already.</summary>
    public Task NoteAnswerAsync(SubscriptionRow row, TimeSpan askAgain, string result, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                var (due, host) = (now + Micros(askAgain), HostOf(row.Hub));
                var noted = await connection.ExecuteAsync(
                    "UPDATE subscription SET due = @due, ask = hub, host = @host, hops = 0, last_result = @result, updated = @now WHERE token = @Token AND pending = 1",
                    new { row.Token, due, host, result = StoredText.Clean(result, 500), now },
                    transaction);
                if (noted == 1 && host != row.Host)
                {
                    // Who answered is the host that is visited; the hub's own, which redirected there, would not look again.
                    await HostDues.WakeAsync(connection, transaction, [host], due);
                }
            },
            cancellationToken);

    /// <summary>A hub redirects the request: it is due there now.</summary>
    public Task RedirectAsync(SubscriptionRow row, Uri address, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var (now, host) = (Now, PageUrl.HostOf(address));
                await connection.ExecuteAsync(
                    "UPDATE subscription SET ask = @ask, host = @host, hops = hops + 1, due = @now, attempts = @Attempts, updated = @now WHERE token = @Token AND pending = 1",
                    new { row.Token, row.Attempts, ask = address.AbsoluteUri, host, now },
                    transaction);
                await HostDues.WakeAsync(connection, transaction, [host], now);
            },
            cancellationToken);

    /// <summary>A hub asks whether it was asked to push (W3C WebSub, section 5.3).</summary>
    /// <param name="row">The subscription that it calls back for.</param>
    /// <param name="mode">What it was asked for, as it says.</param>
    /// <param name="topic">For which topic, as it says.</param>
    /// <param name="leaseSeconds">What it grants.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it was.</returns>
    public async Task<bool> ConfirmAsync(SubscriptionRow row, string mode, string topic, string? leaseSeconds, CancellationToken cancellationToken)
    {
        if (!string.Equals(row.Topic, topic, StringComparison.Ordinal))
        {
            return false;
        }

        var now = Now;
        if (mode == HubRequest.Unsubscribe)
        {
            return await database.WriteAsync(
                (connection, transaction) => connection.ExecuteAsync(
                    "DELETE FROM subscription WHERE token = @Token AND mode = @Leave AND pending = 1", new { row.Token, Leave }, transaction),
                cancellationToken) == 1;
        }

        if (mode != HubRequest.Subscribe)
        {
            return false;
        }

        var lease = SubscriptionSchedule.LeaseOf(leaseSeconds, options.Lease);
        return await database.WriteAsync(
            async (connection, transaction) =>
            {
                // A hub may ask again later whether we still want it: we do, while the lease lasts.
                var confirmed = await connection.ExecuteAsync(
                    """
                    UPDATE subscription SET lease_until = @until, newest = CASE WHEN newest = 0 THEN @now ELSE newest END, due = @due, pending = 0, attempts = 0, hops = 0, ask = hub, host = @host, last_result = @result, updated = @now
                    WHERE token = @Token AND mode = @Join AND denied = 0 AND (pending = 1 OR lease_until > @now)
                    """,
                    new
                    {
                        row.Token,
                        Join,
                        now,
                        until = now + Micros(lease),
                        due = now + Micros(SubscriptionSchedule.RenewAfter(lease)),
                        host = HostOf(row.Hub),
                        result = $"granted for {DurationText.Format(lease)}",
                    },
                    transaction) == 1;
                if (confirmed)
                {
                    await HostDues.WakeAsync(connection, transaction, [HostOf(row.Hub)], now + Micros(SubscriptionSchedule.RenewAfter(lease)));
                }

                return confirmed;
            },
            cancellationToken);
    }

    /// <summary>A hub says that it does not push, or not any more (W3C WebSub, section 5.2): the source is polled at once, and as before.</summary>
    /// <returns>Whether that is a word on a subscription that is to be had.</returns>
    public Task<bool> DenyAsync(SubscriptionRow row, string topic, string reason, CancellationToken cancellationToken)
    {
        var asked = row.Pending == 1 || row.IsActive(Now);
        return row.IsLeaving || !asked || !string.Equals(row.Topic, topic, StringComparison.Ordinal)
            ? Task.FromResult(false)
            : database.WriteAsync(
                async (connection, transaction) =>
                {
                    // A source's row before its subscription's, and hosts last, as wherever more of them are written.
                    var now = Now;
                    if (row.IsActive(now))
                    {
                        await connection.ExecuteAsync("UPDATE source SET next_poll = @now WHERE id = @Source AND next_poll > @now", new { row.Source, now }, transaction);
                    }

                    var (hub, due) = (HostOf(row.Hub), now + Micros(SubscriptionSchedule.AfterDenial));
                    var denied = await connection.ExecuteAsync(
                        """
                        UPDATE subscription SET denied = @now, lease_until = CASE WHEN lease_until > @now THEN @now ELSE lease_until END, pending = 0, attempts = 0, hops = 0,
                                                ask = hub, host = @host, due = @due, last_result = @result, updated = @now
                        WHERE token = @Token AND mode = @Join AND denied = 0
                        """,
                        new
                        {
                            row.Token,
                            Join,
                            now,
                            host = hub,
                            due,
                            result = StoredText.Clean(reason.Length == 0 ? "denied" : $"denied: {reason}", 500),
                        },
                        transaction) == 1;
                    var effects = new PageEffects();
                    if (await connection.ExecuteScalarAsync<string?>("SELECT due_host FROM source WHERE id = @Source", new { row.Source }, transaction) is { } host)
                    {
                        effects.Wake(host, now);
                    }

                    if (denied)
                    {
                        effects.Wake(hub, due);
                    }

                    await effects.ApplyAsync(connection, transaction);
                    return denied;
                },
                cancellationToken);
    }

    /// <summary>
    /// Counts a push that is the hub's. It makes up for what polls found and the hub had not pushed when it holds some of that,
    /// later than the poll though it may be; a hub that pushes what is old does not.
    /// </summary>
    /// <param name="token">Of the subscription.</param>
    /// <param name="newest">When the last of its pages was first heard of, in Unix microseconds.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task NotePushAsync(string token, long newest, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                UPDATE subscription SET missed = CASE WHEN @newest > newest THEN 0 ELSE missed END, newest = CASE WHEN @newest > newest THEN @newest ELSE newest END,
                                        last_push = @Now, pushes = pushes + 1, updated = @Now
                WHERE token = @token
                """,
                new { token, newest, Now },
                transaction),
            cancellationToken);

    /// <summary>Counts a push that is not the hub's.</summary>
    public Task NoteForgeryAsync(string token, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE subscription SET forged = forged + 1, updated = @Now WHERE token = @token", new { token, Now }, transaction),
            cancellationToken);

    /// <summary>Ends the subscription of a source that is deleted, within the transaction that deletes it.</summary>
    public async Task LeaveAsync(DbConnection connection, DbTransaction transaction, string source)
    {
        if (await OfSourceAsync(connection, transaction, source) is { } row)
        {
            await LeaveAsync(connection, transaction, row, Now);
        }
    }

    private async Task LeaveAsync(DbConnection connection, DbTransaction transaction, SubscriptionRow row, long now)
    {
        if (!options.IsOn || (row.Pending == 0 && !row.IsActive(now)))
        {
            await connection.ExecuteAsync("DELETE FROM subscription WHERE token = @Token", new { row.Token }, transaction);
            return;
        }

        var host = HostOf(row.Hub);
        await connection.ExecuteAsync(
            "UPDATE subscription SET mode = @Leave, pending = 0, wanted = 0, attempts = 0, hops = 0, ask = hub, host = @host, due = @now, updated = @now WHERE token = @Token",
            new { row.Token, Leave, host, now },
            transaction);
        await HostDues.WakeAsync(connection, transaction, [host], now);
    }

    private static async Task JoinAsync(DbConnection connection, DbTransaction transaction, string source, HubLink named, long now)
    {
        var host = HostOf(named.Hub);
        await connection.ExecuteAsync(
            """
            INSERT INTO subscription (token, source, topic, hub, ask, host, secret, mode, pending, wanted, due, attempts, hops, lease_until, denied, last_result, last_push, pushes, forged, missed, newest, updated)
            SELECT @token, id, @Topic, @Hub, @Hub, @host, @secret, @Join, 0, 1, @now, 0, 0, 0, 0, '', 0, 0, 0, 0, 0, @now FROM source WHERE id = @source
            ON CONFLICT DO NOTHING
            """,
            new
            {
                source,
                named.Topic,
                named.Hub,
                host,
                // 256 bits each: neither is guessed (W3C WebSub, section 5.1).
                token = RandomNumberGenerator.GetHexString(64, lowercase: true),
                secret = RandomNumberGenerator.GetHexString(64, lowercase: true),
                Join,
                now,
            },
            transaction);
        await HostDues.WakeAsync(connection, transaction, [host], now);
    }

    private static Task<SubscriptionRow?> OfSourceAsync(DbConnection connection, DbTransaction? transaction, string source) =>
        connection.QuerySingleOrDefaultAsync<SubscriptionRow>("SELECT * FROM subscription WHERE source = @source AND mode = @Join", new { source, Join }, transaction);

    private static string HostOf(string address) => PageUrl.HostOf(new Uri(address));

    private static long Micros(TimeSpan span) => (long)span.TotalMicroseconds;
}
