using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
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
internal sealed class PageStore([FromKeyedServices("fetch")] Database database, PageWrites writes, RevisitPlanner planner, TimeProvider time)
{
    /// <summary>Characters of a reason that are kept.</summary>
    public const int MaxReason = 1000;

    /// <summary>Reads the next page of <c>@host</c> that is due at <c>@now</c>, live ones first.</summary>
    public const string NextDue = $"SELECT {PageRow.Columns} FROM page WHERE due_host = @host AND state = 1 AND due <= @now ORDER BY lane, due LIMIT 1";

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Marks a page as fetched. It will be announced again at <paramref name="announceAgain"/> unless it has an outcome by then.</summary>
    /// <returns>The number of this fetch, which an outcome must name.</returns>
    public Task<long> MarkFetchedAsync(string id, FetchedPage fetched, DateTimeOffset announceAgain, CancellationToken cancellationToken) =>
        writes.MarkAsync(new FetchedMark(id, fetched, announceAgain.ToMicros()), cancellationToken);

    /// <summary>Ends a page, unless a newer fetch or a later word has overtaken this one.</summary>
    public Task EndAsync(string id, Ending ending, CancellationToken cancellationToken) => writes.MarkAsync(new EndingMark(id, ending), cancellationToken);

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
                await planner.PlanAsync(connection, transaction, effects, id, RevisitFinding.None);
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
                await PageStep.AddAsync(connection, transaction, new PageStep(id, now, "redirected", $"{route.Hops[^1].Status} to {route.Next.OriginalString}"));
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
                await planner.PlanAsync(connection, transaction, effects, page.Id, RevisitFinding.None);
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
                    await PageStep.AddAsync(connection, transaction, new PageStep(id, now, "replayed", ""));
                    var host = await connection.QuerySingleAsync<string>("SELECT host FROM page WHERE id = @id", new { id }, transaction);
                    await HostDues.WakeAsync(connection, transaction, [host], now);
                }

                return found;
            },
            cancellationToken);
}
