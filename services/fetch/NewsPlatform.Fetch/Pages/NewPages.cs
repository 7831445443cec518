using System.Data.Common;
using Google.Protobuf;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Backfills;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Fetch.Pages;

/// <summary>What becomes of the rows of pages that someone speaks of. Each statement tells of which pages it was true, by their ids.</summary>
internal static class NewPages
{
    private static readonly RowStatement<NewPage> Insert = Statement(
        """
        INSERT INTO page (id, url, host, due_host, source, lane, state, due, attempts, announcements, fetch_no, outcome, reason, reason_code, article,
                          capture, quarantined, discovered, fetched, settled, updated, final_url, content_type, status, size, hint, hint_updated, trace)
        SELECT new_id, new_url, new_host, new_host, new_source, new_lane, @Due, @now, 0, 0, 0, @Pending, '', '', '',
               '', 0, @now, 0, 0, @now, '', '', 0, 0, new_hint, new_updated, @trace
        FROM @rows WHERE TRUE
        ON CONFLICT (id) DO NOTHING
        RETURNING id
        """);

    // A page that someone asks for. The pipeline may still be at work on its last fetch: then that fetch answers the request.
    private static readonly RowStatement<NewPage> MakeDue = Statement(
        """
        UPDATE page SET state = @Due, due = @now, due_host = host, route = '', attempts = 0, quarantined = 0, updated = @now,
                        -- What waits as news stays so.
                        lane = CASE WHEN state = @Due AND lane = @Live THEN lane ELSE new_lane END,
                        etag = NULL, last_modified = NULL, trace = @trace,
                        outcome = CASE WHEN outcome IN (@Stored, @Duplicate) THEN outcome ELSE @Pending END,
                        reason = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason ELSE '' END,
                        reason_code = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason_code ELSE '' END
        FROM @rows WHERE id = new_id AND state <> @Fetched
        RETURNING id
        """);

    private static readonly RowStatement<NewPage> Unhold = Statement(
        "UPDATE page SET due = @now, updated = @now FROM @rows WHERE id = new_id AND state = @Due AND due >= @Held RETURNING id");

    // Pages that a backfill has brought and that wait: they are news after all when a live source speaks of them.
    private const string IsPromoted = "new_lane = @Live AND state = @Due AND lane = @Backfill";

    // A time before the last fetch is old news, unless the source that led to the page has changed its word since: clocks
    // of feeds and caches before pages are often behind.
    private const string IsRenewed =
        "state IN (@Ended, @Fetched) AND hint_updated < new_updated AND (fetched < new_updated OR (source = new_source AND hint_updated > 0))";

    private static readonly RowStatement<NewPage> WithNews = Statement($"SELECT id FROM page JOIN @rows ON id = new_id WHERE ({IsPromoted}) OR ({IsRenewed})");

    private static readonly RowStatement<NewPage> Promote = Statement(
        // One that was put off, by a host's fault and not by its backfill's owner, stays so.
        $"""
        UPDATE page SET lane = @Live, due = CASE WHEN attempts = 0 OR due >= @Held THEN @now ELSE due END, updated = @now
        FROM @rows WHERE id = new_id AND {IsPromoted}
        RETURNING id
        """);

    // A page that is under way is due again when it ends: the source may not say so again.
    private static readonly RowStatement<NewPage> Renew = Statement(
        $"""
        UPDATE page SET state = CASE WHEN state = @Ended THEN @Due ELSE state END, due = CASE WHEN state = @Ended THEN @now ELSE due END,
                        renew = CASE WHEN state = @Ended THEN 0 ELSE 1 END,
                        lane = CASE WHEN new_lane = @Live THEN @Live ELSE lane END,
                        due_host = host, route = '', attempts = 0, hint = new_hint, hint_updated = new_updated, updated = @now, trace = @trace
        FROM @rows WHERE id = new_id AND {IsRenewed}
        RETURNING id
        """);

    private static readonly RowStatement<NewPage> UnderWay = Statement("SELECT id FROM page JOIN @rows ON id = new_id WHERE state <> @Ended AND lane = @Live");

    /// <summary>Inserts those that are unknown, due now.</summary>
    public static Task<HashSet<string>> InsertAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages, long now) =>
        RunAsync(Insert, connection, transaction, pages, now);

    /// <summary>Makes them due, but for those that were fetched and have no outcome yet.</summary>
    public static Task<HashSet<string>> MakeDueAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages, long now) =>
        RunAsync(MakeDue, connection, transaction, pages, now);

    /// <summary>Makes those due that a paused backfill holds: another one that goes on wants them.</summary>
    public static Task<HashSet<string>> UnholdAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages, long now) =>
        RunAsync(Unhold, connection, transaction, pages, now);

    /// <summary>Tells which of them <see cref="PromoteAsync"/> or <see cref="RenewAsync"/> would change.</summary>
    public static Task<HashSet<string>> WithNewsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages) =>
        RunAsync(WithNews, connection, transaction, pages, 0);

    /// <summary>Makes those live that wait of the past and of which a live source speaks.</summary>
    public static Task<HashSet<string>> PromoteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages, long now) =>
        RunAsync(Promote, connection, transaction, pages, now);

    /// <summary>Makes those due again of which their source says that they changed since.</summary>
    public static Task<HashSet<string>> RenewAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages, long now) =>
        RunAsync(Renew, connection, transaction, pages, now);

    /// <summary>Tells which of them are live and have no outcome yet.</summary>
    public static Task<HashSet<string>> UnderWayAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages) =>
        RunAsync(UnderWay, connection, transaction, pages, 0);

    private static RowStatement<NewPage> Statement(string sql) => new(
        sql,
        Column<NewPage>.Text("new_id", page => page.Id),
        Column<NewPage>.Text("new_url", page => page.Url.Value),
        Column<NewPage>.Text("new_host", page => page.Url.Host),
        Column<NewPage>.Text("new_source", page => page.Source),
        Column<NewPage>.Number("new_lane", page => (long)page.Lane),
        Column<NewPage>.Bytes("new_hint", page => page.Hint?.ToByteArray()),
        Column<NewPage>.Number("new_updated", page => page.Updated?.ToMicros() ?? 0));

    private static async Task<HashSet<string>> RunAsync(
        RowStatement<NewPage> statement, DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages, long now) =>
        (await statement.QueryAsync<string>(
            connection,
            transaction,
            pages,
            new
            {
                PageState.Due, PageState.Fetched, PageState.Ended, Lane.Live, Lane.Backfill, Outcome.Pending, Outcome.Stored, Outcome.Duplicate, BackfillStore.Held, now,
                trace = PipelineTrace.Current,
            })).ToHashSet(StringComparer.Ordinal);
}
