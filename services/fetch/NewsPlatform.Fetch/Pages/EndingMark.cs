using System.Data.Common;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>That a page has its outcome.</summary>
/// <param name="Page">The page.</param>
/// <param name="Ending">What became of it.</param>
internal sealed record EndingMark(string Page, Ending Ending)
{
    private static readonly RowStatement<EndingMark> Update = new(
        $"""
        UPDATE page SET state = CASE WHEN renew = 1 THEN @Due ELSE @Ended END, due = CASE WHEN renew = 1 THEN @now ELSE due END, renew = 0, settled = new_settled,
                        -- A revisit that met a wall or an error page tells nothing of the article that is stored.
                        outcome = CASE WHEN new_outcome = @Rejected AND revisiting > 0 AND outcome = @Stored THEN outcome ELSE new_outcome END,
                        reason = CASE WHEN new_outcome = @Rejected AND revisiting > 0 AND outcome = @Stored THEN reason ELSE new_reason END,
                        reason_code = CASE WHEN new_outcome = @Rejected AND revisiting > 0 AND outcome = @Stored THEN reason_code ELSE new_code END,
                        article = CASE WHEN new_article = '' THEN article ELSE new_article END,
                        quarantined = new_quarantined, updated = new_settled
        FROM @rows
        WHERE id = new_id AND (new_fetch = 0 OR fetch_no = new_fetch) AND state <> @Due AND settled <= new_settled
          AND NOT (state = @Ended AND outcome = new_outcome AND reason = new_reason)
          AND NOT (state = @Ended AND new_outcome = @Rejected AND revisiting = 2)
        RETURNING {PlannedPage.Columns}
        """,
        Column<EndingMark>.Text("new_id", mark => mark.Page),
        Column<EndingMark>.Number("new_settled", mark => mark.Ending.Time.ToMicros()),
        Column<EndingMark>.Number("new_outcome", mark => (long)mark.Ending.Outcome),
        Column<EndingMark>.Text("new_reason", mark => StoredText.Clean(mark.Ending.Reason, PageStore.MaxReason)),
        Column<EndingMark>.Text("new_code", mark => mark.Ending.ReasonCode),
        Column<EndingMark>.Text("new_article", mark => mark.Ending.Article),
        Column<EndingMark>.Number("new_fetch", mark => mark.Ending.Fetch),
        Column<EndingMark>.Number("new_quarantined", mark => mark.Ending.Quarantine ? 1 : 0));

    /// <summary>What its last fetch found, if that was a revisit.</summary>
    public RevisitFinding Finding => (Ending.Outcome, Ending.ReasonCode) switch
    {
        (Outcome.Stored, "unchanged") => RevisitFinding.Unchanged,
        (Outcome.Stored, _) => RevisitFinding.Changed,
        _ => RevisitFinding.Failed,
    };

    /// <summary>Ends pages, each once, unless a newer fetch or a later word has overtaken this one.</summary>
    /// <returns>Those that this ended.</returns>
    public static Task<IReadOnlyList<PlannedPage>> WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<EndingMark> marks, long now) =>
        Update.QueryAsync<PlannedPage>(connection, transaction, marks, new { PageState.Ended, PageState.Due, Outcome.Stored, Outcome.Rejected, now });
}
