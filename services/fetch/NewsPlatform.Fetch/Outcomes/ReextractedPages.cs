using Dapper;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Outcomes;

/// <summary>
/// Pages whose old capture was read anew. That is nothing the page did: it never becomes due by it, nor tells how often its
/// publisher changes articles. One that had no article has its outcome now; one that had gets a step in its trace.
/// </summary>
internal sealed class ReextractedPages(PageWrites writes, RevisitPlanner planner, TimeProvider time)
{
    /// <summary>Notes what Store made of a capture that was read anew. Idempotent.</summary>
    public Task NoteAsync(PageSettled message, CancellationToken cancellationToken)
    {
        var id = PageIds.Of(message.Page.Name);
        var settled = (message.StoreTime?.ToDateTimeOffset() ?? time.GetUtcNow()).ToMicros();
        return writes.RunAsync(
            id,
            async (connection, transaction, effects) =>
            {
                // A fetch or an outcome that is under way will have the last word; so has a later fetch.
                var ended = await connection.ExecuteAsync(
                    """
                    UPDATE page SET outcome = @outcome, reason = @reason, reason_code = @code, article = @Article, quarantined = 0, settled = @settled, updated = @settled
                    WHERE id = @id AND @Fetch > 0 AND fetch_no = @Fetch AND state = @Ended AND outcome NOT IN (@Stored, @Duplicate) AND settled <= @settled
                    """,
                    new
                    {
                        id,
                        outcome = (long)message.Outcome,
                        reason = StoredText.Clean(message.Reason, 1000),
                        code = message.Outcome == Outcome.Duplicate ? "duplicate" : "new",
                        message.Article,
                        message.Page.Fetch,
                        settled,
                        PageState.Ended,
                        Outcome.Stored,
                        Outcome.Duplicate,
                    },
                    transaction) == 1;
                if (ended || message.Reason != "unchanged")
                {
                    await connection.ExecuteAsync(
                        """
                        INSERT INTO page_step (page, time, step, detail)
                        SELECT @id, @settled, 'reextracted', @detail
                        WHERE NOT EXISTS (SELECT 1 FROM page_step WHERE page = @id AND step = 'reextracted' AND detail = @detail)
                        """,
                        new { id, settled, detail = PageStep.CleanDetail($"{message.Reason}: {message.Article}: {message.Reprocessing}") },
                        transaction);
                }

                if (ended)
                {
                    await planner.PlanAsync(connection, transaction, effects, id, RevisitFinding.None);
                }
            },
            cancellationToken);
    }
}
