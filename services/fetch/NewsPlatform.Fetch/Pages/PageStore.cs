using System.Data.Common;
using Dapper;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Backfills;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Telemetry;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Pages;

/// <summary>
/// The pages that the platform has ever seen, each with one row for ever. A row that is due or without an outcome is
/// the pipeline's outbox: whatever is lost on the way, the row brings it back.
/// </summary>
internal sealed class PageStore([FromKeyedServices("fetch")] Database database, PageWrites writes, RevisitStore revisits, TimeProvider time)
{
    private const int MaxReason = 1000;

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>
    /// Takes pages that a source speaks of. An unknown page becomes due; a known one becomes due again when the source
    /// says that it changed since it said so last.
    /// </summary>
    /// <returns>How many were unknown.</returns>
    public async Task<int> DiscoverAsync(IReadOnlyList<NewPage> found, CancellationToken cancellationToken)
    {
        var unknown = 0;
        // A sitemap has up to 50,000 pages: in one transaction they would keep everybody else from writing for seconds.
        foreach (var some in found.DistinctBy(p => p.Url.Id).OrderBy(p => p.Url.Id, StringComparer.Ordinal).Chunk(500))
        {
            unknown += await DiscoverSomeAsync(some, cancellationToken);
        }

        return unknown;
    }

    private Task<int> DiscoverSomeAsync(NewPage[] found, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                var unknown = 0;
                var hosts = new SortedSet<string>(StringComparer.Ordinal);
                var waiting = await WaitingOfPastAsync(connection, transaction, [.. found.Where(page => page.Lane == Lane.Live).Select(page => page.Url.Id)]);
                foreach (var page in found)
                {
                    var updated = page.Updated?.ToMicros() ?? 0;
                    var inserted = await InsertAsync(connection, transaction, page, updated, now);
                    if (inserted)
                    {
                        unknown++;
                        await PageWrites.AddStepAsync(connection, transaction, page.Url.Id, now, "discovered", page.Source.Length == 0 ? "" : $"sources/{page.Source}");
                    }
                    else if (waiting.Contains(page.Url.Id))
                    {
                        await PromoteAsync(connection, transaction, page.Url.Id, now);
                    }
                    else if (updated == 0 || await RenewAsync(connection, transaction, page, updated, now) == 0)
                    {
                        continue;
                    }

                    hosts.Add(page.Url.Host);
                }

                await HostDues.WakeAsync(connection, transaction, hosts, now);
                return unknown;
            },
            cancellationToken);

    /// <summary>Takes pages that someone asks for: each is due now, also when it had ended before.</summary>
    /// <param name="asked">The pages.</param>
    /// <param name="requestId">A request with an id that was seen within a day changes nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SubmitAsync(IReadOnlyList<NewPage> asked, string requestId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                if (!await IsNewRequestAsync(connection, transaction, requestId, now))
                {
                    return;
                }

                var hosts = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var page in asked.DistinctBy(p => p.Url.Id).OrderBy(p => p.Url.Id, StringComparer.Ordinal))
                {
                    if (!await InsertAsync(connection, transaction, page, 0, now))
                    {
                        await MakeDueAsync(connection, transaction, page, now);
                    }

                    await PageWrites.AddStepAsync(connection, transaction, page.Url.Id, now, "submitted", "");
                    hosts.Add(page.Url.Host);
                }

                await HostDues.WakeAsync(connection, transaction, hosts, now);
            },
            cancellationToken);

    /// <summary>Takes a page with its bytes, which are kept already.</summary>
    /// <returns>The page as it is now, to be announced; null for a request that was seen before.</returns>
    public Task<PageRow?> IngestAsync(NewPage page, FetchedPage fetched, DateTimeOffset announceAgain, string requestId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                if (!await IsNewRequestAsync(connection, transaction, requestId, now))
                {
                    return null;
                }

                return await IngestAsync(connection, transaction, page, fetched, announceAgain, "with its bytes", now);
            },
            cancellationToken);

    /// <summary>Takes a page of a backfill, without its bytes, in the caller's transaction. One that is known stays as it is, unless it is to be fetched again.</summary>
    /// <returns>Whether it is due now: the caller wakes its host.</returns>
    public static async Task<bool> BackfillAsync(DbConnection connection, DbTransaction transaction, NewPage page, bool refetch, string detail, long now)
    {
        if (!await InsertAsync(connection, transaction, page, 0, now)
            && (!refetch || await MakeDueAsync(connection, transaction, page, now) == 0)
            && await UnholdAsync(connection, transaction, page.Url.Id, now) == 0)
        {
            return false;
        }

        await PageWrites.AddStepAsync(connection, transaction, page.Url.Id, now, "submitted", detail);
        return true;
    }

    /// <summary>
    /// Takes a page of an archive, whose bytes are kept already, in the caller's transaction. A live page that is under way stays
    /// as it is: what the archive has of it is kept and no more.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="transaction">The caller's.</param>
    /// <param name="page">The page.</param>
    /// <param name="fetched">What the archive has of it.</param>
    /// <param name="announceAgain">When it is announced again.</param>
    /// <param name="again">Whether the caller has just taken another state of it.</param>
    /// <param name="detail">For the trace.</param>
    /// <param name="now">Now.</param>
    /// <returns>The page as it is now, to be announced; null for one that stays as it is.</returns>
    public static async Task<PageRow?> ArchiveAsync(
        DbConnection connection, DbTransaction transaction, NewPage page, FetchedPage fetched, DateTimeOffset announceAgain, bool again, string detail, long now)
    {
        if (!await InsertAsync(connection, transaction, page, 0, now) && !again)
        {
            // Written to, though nothing changes: the row is locked in both products.
            var (state, lane) = await connection.QuerySingleAsync<(long State, long Lane)>(
                "UPDATE page SET updated = updated WHERE id = @Id RETURNING state, lane", new { page.Url.Id }, transaction);
            if (state != (long)PageState.Ended && lane == (long)Lane.Live)
            {
                await NewCapture.WriteAsync(connection, transaction, [NewCapture.Of(page.Url.Id, fetched, now)]);
                await PageWrites.AddStepAsync(connection, transaction, page.Url.Id, now, "submitted", $"{detail}: captures/{fetched.Capture} is kept beside the fetch that is under way");
                return null;
            }
        }

        await PageWrites.AddStepAsync(connection, transaction, page.Url.Id, now, "submitted", detail);
        await MarkFetchedAsync(connection, transaction, page.Url.Id, fetched, announceAgain.ToMicros(), now, renewed: false);
        return await connection.QuerySingleAsync<PageRow>($"SELECT {PageRow.Columns} FROM page WHERE id = @Id", new { page.Url.Id }, transaction);
    }

    /// <summary>Takes a page with its bytes, which are kept already, in the caller's transaction.</summary>
    /// <returns>The page as it is now, to be announced.</returns>
    private static async Task<PageRow> IngestAsync(
        DbConnection connection, DbTransaction transaction, NewPage page, FetchedPage fetched, DateTimeOffset announceAgain, string detail, long now)
    {
        await InsertAsync(connection, transaction, page, 0, now);
        await PageWrites.AddStepAsync(connection, transaction, page.Url.Id, now, "submitted", detail);
        await MarkFetchedAsync(connection, transaction, page.Url.Id, fetched, announceAgain.ToMicros(), now);
        return await connection.QuerySingleAsync<PageRow>($"SELECT {PageRow.Columns} FROM page WHERE id = @Id", new { page.Url.Id }, transaction);
    }

    /// <summary>Marks a page as fetched. It will be announced again at <paramref name="announceAgain"/> unless it has an outcome by then.</summary>
    /// <returns>The number of this fetch, which an outcome must name.</returns>
    public async Task<long> MarkFetchedAsync(string id, FetchedPage fetched, DateTimeOffset announceAgain, CancellationToken cancellationToken)
    {
        var number = 0L;
        await writes.RunAsync(
            id,
            async (connection, transaction, effects) =>
            {
                var now = Now;
                effects.Keep(NewCapture.Of(id, fetched, now));
                effects.Trace(id, fetched.Time.ToMicros(), "fetched", fetched.Detail);
                number = await UpdateFetchedAsync(connection, transaction, id, fetched, announceAgain.ToMicros(), renewed: true);
            },
            cancellationToken);
        return number;
    }

    /// <summary>Ends a page, unless a newer fetch or a later word has overtaken this one.</summary>
    public Task EndAsync(string id, Ending ending, CancellationToken cancellationToken) =>
        writes.RunAsync(
            id,
            async (connection, transaction, effects) =>
            {
                var settled = ending.Time.ToMicros();
                var reason = StoredText.Clean(ending.Reason, MaxReason);
                var now = Now;
                var ended = await connection.QuerySingleOrDefaultAsync<PlannedPage>(
                    $"""
                    UPDATE page SET state = CASE WHEN renew = 1 THEN @Due ELSE @Ended END, due = CASE WHEN renew = 1 THEN @now ELSE due END, renew = 0, settled = @settled,
                                    -- A revisit that met a wall or an error page tells nothing of the article that is stored.
                                    outcome = CASE WHEN @kept = 1 AND revisiting > 0 AND outcome = @Stored THEN outcome ELSE @outcome END,
                                    reason = CASE WHEN @kept = 1 AND revisiting > 0 AND outcome = @Stored THEN reason ELSE @reason END,
                                    reason_code = CASE WHEN @kept = 1 AND revisiting > 0 AND outcome = @Stored THEN reason_code ELSE @ReasonCode END,
                                    article = CASE WHEN @Article = '' THEN article ELSE @Article END,
                                    quarantined = @quarantined, updated = @settled
                    WHERE id = @id AND (@Fetch = 0 OR fetch_no = @Fetch) AND state <> @Due AND settled <= @settled
                      AND NOT (state = @Ended AND outcome = @outcome AND reason = @reason)
                      AND NOT (state = @Ended AND @kept = 1 AND revisiting = 2)
                    RETURNING {PlannedPage.Columns}
                    """,
                    new
                    {
                        id,
                        PageState.Ended,
                        PageState.Due,
                        Outcome.Stored,
                        now,
                        outcome = (long)ending.Outcome,
                        kept = ending.Outcome == Outcome.Rejected ? 1L : 0L,
                        reason,
                        ending.ReasonCode,
                        ending.Article,
                        ending.Fetch,
                        settled,
                        quarantined = ending.Quarantine ? 1L : 0L,
                    },
                    transaction);
                if (ended is not null)
                {
                    effects.Trace(id, ending.Steps);
                    if (ended.State == (long)PageState.Due)
                    {
                        effects.Wake(ended.Host, now);
                    }
                    else
                    {
                        await revisits.PlanAsync(connection, transaction, effects, id, ended, FindingOf(ending), ending.IsLive);
                    }
                }
            },
            cancellationToken);

    /// <summary>
    /// Ends a page that was due and could not be fetched. A page that has been the address of an article stays so: an
    /// archive does not forget what the web does.
    /// </summary>
    /// <param name="id">The page.</param>
    /// <param name="outcome">How it ends.</param>
    /// <param name="reasonCode">Stable word for programs.</param>
    /// <param name="reason">For people.</param>
    /// <param name="step">For the trace.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="quarantine">Whether someone should look at it.</param>
    public Task EndUnfetchedAsync(
        string id, Outcome outcome, string reasonCode, string reason, string step, CancellationToken cancellationToken, bool quarantine = false) =>
        writes.RunAsync(
            id,
            async (connection, transaction, effects) =>
            {
                var now = Now;
                await connection.ExecuteAsync(
                    """
                    UPDATE page SET state = @Ended, due_host = host, route = '', updated = @now, attempts = 0,
                                    gone = CASE WHEN @gone = 1 AND gone = 0 AND outcome = @Stored THEN @now ELSE gone END,
                                    quarantined = CASE WHEN @quarantined = 1 THEN 1 ELSE quarantined END,
                                    reason = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason ELSE @reason END,
                                    reason_code = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason_code ELSE @reasonCode END,
                                    outcome = CASE WHEN outcome IN (@Stored, @Duplicate) THEN outcome ELSE @outcome END
                    WHERE id = @id AND state = @Due
                    """,
                    new { Outcome.Stored, Outcome.Duplicate, id, PageState.Ended, PageState.Due, outcome = (long)outcome, reason = StoredText.Clean(reason, MaxReason), reasonCode, now, quarantined = quarantine ? 1L : 0L, gone = ReasonCodes.IsGone(reasonCode) ? 1L : 0L },
                    transaction);
                effects.Trace(id, now, step, reason);
                await revisits.PlanAsync(connection, transaction, effects, id, RevisitFinding.None);
            },
            cancellationToken);

    /// <summary>Puts a page off. The reason of an outcome that it has already stays.</summary>
    public Task RetryAsync(string id, DateTimeOffset due, string reasonCode, string reason, CancellationToken cancellationToken) =>
        writes.RunAsync(
            id,
            async (connection, transaction, effects) =>
            {
                var now = Now;
                await connection.ExecuteAsync(
                    """
                    UPDATE page SET due = @again, attempts = attempts + 1, updated = @now,
                                    reason = CASE WHEN outcome = @Pending THEN @reason ELSE reason END,
                                    reason_code = CASE WHEN outcome = @Pending THEN @reasonCode ELSE reason_code END
                    WHERE id = @id AND state = @Due
                    """,
                    new { Outcome.Pending, id, again = due.ToMicros(), reason = StoredText.Clean(reason, MaxReason), reasonCode, now, PageState.Due },
                    transaction);
                effects.Trace(id, now, "retry", $"{reason}; again at {due.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
            },
            cancellationToken);

    /// <summary>The page redirects to another host, or to more than one visit of its own may ask: it is due there now.</summary>
    public Task RedirectAsync(string id, RedirectRoute route, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                var host = PageUrl.HostOf(route.Next);
                await connection.ExecuteAsync(
                    """
                    UPDATE page SET due = CASE WHEN state = @Due THEN @now ELSE due END, revisit = CASE WHEN state = @Due THEN revisit ELSE @now END,
                                    due_host = @host, route = @route, updated = @now
                    WHERE id = @id AND (state = @Due OR (state = @Ended AND revisit > 0))
                    """,
                    new { id, now, host, route = route.ToString(), PageState.Due, PageState.Ended },
                    transaction);
                await PageWrites.AddStepAsync(connection, transaction, id, now, "redirected", $"{route.Hops[^1].Status} to {route.Next.OriginalString}");
                await HostDues.WakeAsync(connection, transaction, [host], now);
                return true;
            },
            cancellationToken);

    /// <summary>The page went unchanged since its last fetch: its outcome stands.</summary>
    /// <param name="page">The page.</param>
    /// <param name="revisit">The capture that says so; null when there is none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task EndUnchangedAsync(PageRow page, KeptCapture? revisit, CancellationToken cancellationToken) =>
        writes.RunAsync(
            page.Id,
            async (connection, transaction, effects) =>
            {
                var now = Now;
                await connection.ExecuteAsync(
                    "UPDATE page SET state = @Ended, due_host = host, route = '', attempts = 0, gone = 0, updated = @now WHERE id = @Id AND state = @Due",
                    new { page.Id, PageState.Ended, PageState.Due, now },
                    transaction);
                if (revisit is not null)
                {
                    effects.Keep(NewCapture.Of(page, revisit, now));
                }

                effects.Trace(page.Id, now, "unchanged", revisit is null ? "304 Not Modified" : $"304 Not Modified: captures/{revisit.Id}");
                await revisits.PlanAsync(connection, transaction, effects, page.Id, RevisitFinding.None);
            },
            cancellationToken);

    /// <summary>Makes an ended page go through the pipeline again: from its capture when it has one, else from the web.</summary>
    /// <returns>Whether there is such a page.</returns>
    public Task<bool> ReplayAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                var found = await connection.ExecuteAsync(
                    """
                    UPDATE page SET state = CASE WHEN capture = '' THEN @Due ELSE @Fetched END,
                                    fetch_no = CASE WHEN capture = '' THEN fetch_no ELSE fetch_no + 1 END,
                                    due = @now, due_host = host, route = '', settled = 0, attempts = 0, announcements = 0, quarantined = 0, outcome = @Pending, updated = @now, trace = @trace,
                                    -- Without a capture an answer that nothing changed is of no use.
                                    etag = CASE WHEN capture = '' THEN NULL ELSE etag END, last_modified = CASE WHEN capture = '' THEN NULL ELSE last_modified END
                    WHERE id = @id
                    """,
                    new { id, PageState.Due, PageState.Fetched, Outcome.Pending, now, trace = PipelineTrace.Current },
                    transaction) == 1;
                if (found)
                {
                    await PageWrites.AddStepAsync(connection, transaction, id, now, "replayed", "");
                    var host = await connection.QuerySingleAsync<string>("SELECT host FROM page WHERE id = @id", new { id }, transaction);
                    await HostDues.WakeAsync(connection, transaction, [host], now);
                }

                return found;
            },
            cancellationToken);

    /// <summary>The due pages of a host, live ones first.</summary>
    public async Task<IReadOnlyList<PageRow>> DueAsync(string host, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<PageRow>(
            $"SELECT {PageRow.Columns} FROM page WHERE due_host = @host AND state = 1 AND due <= @Now ORDER BY lane, due LIMIT @limit",
            new { host, Now, limit })).AsList();
    }

    private static async Task<bool> InsertAsync(DbConnection connection, DbTransaction transaction, NewPage page, long updated, long now) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO page (id, url, host, due_host, source, lane, state, due, attempts, announcements, fetch_no, outcome, reason, reason_code, article,
                              capture, quarantined, discovered, fetched, settled, updated, final_url, content_type, status, size, hint, hint_updated, trace)
            VALUES (@Id, @Value, @Host, @Host, @Source, @lane, @Due, @now, 0, 0, 0, @Pending, '', '', '', '', 0, @now, 0, 0, @now, '', '', 0, 0, @hint, @updated, @trace)
            ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                page.Url.Id,
                page.Url.Value,
                page.Url.Host,
                page.Source,
                lane = (long)page.Lane,
                PageState.Due,
                Outcome.Pending,
                now,
                hint = page.Hint?.ToByteArray(),
                updated,
                trace = PipelineTrace.Current,
            },
            transaction) == 1;

    // A page that someone asks for. The pipeline may still be at work on its last fetch: then that fetch answers the request.
    private static Task<int> MakeDueAsync(DbConnection connection, DbTransaction transaction, NewPage page, long now) =>
        connection.ExecuteAsync(
            """
            UPDATE page SET state = @Due, due = @now, due_host = host, route = '', attempts = 0, quarantined = 0, updated = @now,
                            -- What waits as news stays so.
                            lane = CASE WHEN state = @Due AND lane = @Live THEN lane ELSE @lane END,
                            etag = NULL, last_modified = NULL, trace = @trace,
                            outcome = CASE WHEN outcome IN (@Stored, @Duplicate) THEN outcome ELSE @Pending END,
                            reason = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason ELSE '' END,
                            reason_code = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason_code ELSE '' END
            WHERE id = @id AND state <> @Fetched
            """,
            new
            {
                PageState.Due, PageState.Fetched, id = page.Url.Id, lane = (long)page.Lane, Lane.Live, now, Outcome.Stored, Outcome.Duplicate, Outcome.Pending,
                trace = PipelineTrace.Current,
            },
            transaction);

    // Pages that a backfill has brought and that wait: they are news after all when a live source speaks of them.
    private async Task<HashSet<string>> WaitingOfPastAsync(DbConnection connection, DbTransaction transaction, string[] ids) =>
        (await connection.QueryAsync<string>(
            $"SELECT id FROM page WHERE state = @Due AND lane = @Backfill AND id {(database.IsPostgres ? "= ANY(@ids)" : "IN @ids")}",
            new { PageState.Due, Lane.Backfill, ids },
            transaction)).ToHashSet(StringComparer.Ordinal);

    // What a paused backfill holds, another one that goes on wants.
    private static Task<int> UnholdAsync(DbConnection connection, DbTransaction transaction, string id, long now) =>
        connection.ExecuteAsync(
            "UPDATE page SET due = @now, updated = @now WHERE id = @id AND state = @Due AND due >= @Held", new { id, now, PageState.Due, BackfillStore.Held }, transaction);

    private static Task<int> PromoteAsync(DbConnection connection, DbTransaction transaction, string id, long now) =>
        connection.ExecuteAsync(
            // One that was put off, by a host's fault and not by its backfill's owner, stays so.
            "UPDATE page SET lane = @Live, due = CASE WHEN attempts = 0 OR due >= @Held THEN @now ELSE due END, updated = @now WHERE id = @id AND state = @Due AND lane = @Backfill",
            new { id, now, BackfillStore.Held, Lane.Live, Lane.Backfill, PageState.Due },
            transaction);

    // A time before the last fetch is old news, unless the source that led to the page has changed its word since: clocks
    // of feeds and caches before pages are often behind. A page that is under way is due again when it ends: the source may
    // not say so again.
    private static Task<int> RenewAsync(DbConnection connection, DbTransaction transaction, NewPage page, long updated, long now) =>
        connection.ExecuteAsync(
            """
            UPDATE page SET state = CASE WHEN state = @Ended THEN @Due ELSE state END, due = CASE WHEN state = @Ended THEN @now ELSE due END,
                            renew = CASE WHEN state = @Ended THEN 0 ELSE 1 END,
                            lane = CASE WHEN @lane = @Live THEN @Live ELSE lane END,
                            due_host = host, route = '', attempts = 0, hint = @hint, hint_updated = @updated, updated = @now, trace = @trace
            WHERE id = @Id AND state IN (@Ended, @Fetched) AND hint_updated < @updated
              AND (fetched < @updated OR (source = @Source AND hint_updated > 0))
            """,
            new { page.Url.Id, page.Source, lane = (long)page.Lane, Lane.Live, PageState.Due, PageState.Fetched, PageState.Ended, now, hint = page.Hint?.ToByteArray(), updated, trace = PipelineTrace.Current },
            transaction);

    private static async Task MarkFetchedAsync(
        DbConnection connection, DbTransaction transaction, string id, FetchedPage fetched, long announceAgain, long now, bool renewed = true)
    {
        // The page's row first, as in groups: then nobody who holds it waits for a capture's.
        await UpdateFetchedAsync(connection, transaction, id, fetched, announceAgain, renewed);
        await NewCapture.WriteAsync(connection, transaction, [NewCapture.Of(id, fetched, now)]);
        await PageWrites.AddStepAsync(connection, transaction, id, fetched.Time.ToMicros(), "fetched", fetched.Detail);
    }

    // Of the three that are written of a page that was fetched, the one that has an answer.
    private static Task<long> UpdateFetchedAsync(DbConnection connection, DbTransaction transaction, string id, FetchedPage fetched, long announceAgain, bool renewed) =>
        connection.ExecuteScalarAsync<long>(
            """
            UPDATE page SET state = @Fetched, due = @announceAgain, due_host = host, route = '', fetch_no = fetch_no + 1, settled = 0, attempts = 0, announcements = 0, quarantined = 0,
                            first_fetched = CASE WHEN first_fetched > 0 THEN first_fetched WHEN fetched > 0 THEN discovered ELSE @at END,
                            revisiting = @revisiting, renew = CASE WHEN @renewed = 1 THEN 0 ELSE renew END, gone = 0,
                            fetched = @at, updated = @at, capture = @Capture, etag = @ETag, last_modified = @LastModified,
                            final_url = @FinalUrl, content_type = @ContentType, status = @Status, size = @Size, trace = @Trace,
                            outcome = CASE WHEN outcome IN (@Stored, @Duplicate) THEN outcome ELSE @Pending END,
                            reason = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason ELSE '' END,
                            reason_code = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason_code ELSE '' END
            WHERE id = @id
            RETURNING fetch_no
            """,
            new
            {
                id,
                PageState.Fetched,
                Outcome.Stored,
                Outcome.Duplicate,
                Outcome.Pending,
                announceAgain,
                at = fetched.Time.ToMicros(),
                fetched.Capture,
                fetched.ETag,
                fetched.LastModified,
                fetched.FinalUrl,
                ContentType = StoredText.Clean(fetched.ContentType, 300),
                fetched.Status,
                fetched.Size,
                fetched.Trace,
                revisiting = fetched.IsRevisit ? 1L : 0L,
                renewed = renewed ? 1L : 0L,
            },
            transaction);

    private static RevisitFinding FindingOf(Ending ending) => (ending.Outcome, ending.ReasonCode) switch
    {
        (Outcome.Stored, "unchanged") => RevisitFinding.Unchanged,
        (Outcome.Stored, _) => RevisitFinding.Changed,
        _ => RevisitFinding.Failed,
    };

    private static async Task<bool> IsNewRequestAsync(DbConnection connection, DbTransaction transaction, string requestId, long now)
    {
        if (requestId.Length == 0)
        {
            return true;
        }

        await connection.ExecuteAsync("DELETE FROM request WHERE created < @limit", new { limit = now - (24L * 3600 * 1_000_000) }, transaction);
        return await connection.ExecuteAsync(
            "INSERT INTO request (id, created) VALUES (@requestId, @now) ON CONFLICT (id) DO NOTHING", new { requestId, now }, transaction) == 1;
    }
}
