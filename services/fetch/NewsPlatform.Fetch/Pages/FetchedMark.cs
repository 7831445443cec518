using System.Data.Common;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>That a page was fetched and its bytes are kept.</summary>
/// <param name="Page">The page.</param>
/// <param name="Fetched">What was fetched.</param>
/// <param name="AnnounceAgain">When it is announced again unless it has an outcome by then, in Unix microseconds.</param>
/// <param name="Renews">Whether this answers its source's word that it changed while it was under way.</param>
internal sealed record FetchedMark(string Page, FetchedPage Fetched, long AnnounceAgain, bool Renews = true)
{
    private static readonly RowStatement<FetchedMark> Number = Update("id, fetch_no");
    private static readonly RowStatement<FetchedMark> Whole = Update(PageRow.Columns);

    /// <summary>Marks pages, each once.</summary>
    /// <returns>The numbers of these fetches, which an outcome must name, by page.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<FetchedMark> marks) =>
        (await Number.QueryAsync<(string Page, long Number)>(connection, transaction, marks, Shared)).ToDictionary(one => one.Page, one => one.Number, StringComparer.Ordinal);

    /// <summary>Marks pages, each once.</summary>
    /// <returns>The pages as they are now.</returns>
    public static Task<IReadOnlyList<PageRow>> WriteAndReadAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<FetchedMark> marks) =>
        Whole.QueryAsync<PageRow>(connection, transaction, marks, Shared);

    private static object Shared => new { PageState.Fetched, Outcome.Stored, Outcome.Duplicate, Outcome.Pending };

    private static RowStatement<FetchedMark> Update(string returned) => new(
        $"""
        UPDATE page SET state = @Fetched, due = new_again, due_host = host, route = '', fetch_no = fetch_no + 1, settled = 0, attempts = 0, announcements = 0, quarantined = 0,
                        first_fetched = CASE WHEN first_fetched > 0 THEN first_fetched WHEN fetched > 0 THEN discovered ELSE new_time END,
                        revisiting = new_revisiting, renew = CASE WHEN new_renews = 1 THEN 0 ELSE renew END, gone = 0,
                        fetched = new_time, updated = new_time, capture = new_capture, etag = new_etag, last_modified = new_modified,
                        final_url = new_url, content_type = new_type, status = new_status, size = new_size, trace = new_trace,
                        outcome = CASE WHEN outcome IN (@Stored, @Duplicate) THEN outcome ELSE @Pending END,
                        reason = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason ELSE '' END,
                        reason_code = CASE WHEN outcome IN (@Stored, @Duplicate) THEN reason_code ELSE '' END
        FROM @rows WHERE id = new_id
        RETURNING {returned}
        """,
        Column<FetchedMark>.Text("new_id", mark => mark.Page),
        Column<FetchedMark>.Number("new_again", mark => mark.AnnounceAgain),
        Column<FetchedMark>.Number("new_renews", mark => mark.Renews ? 1 : 0),
        Column<FetchedMark>.Number("new_revisiting", mark => mark.Fetched.IsRevisit ? 1 : 0),
        Column<FetchedMark>.Number("new_time", mark => mark.Fetched.Time.ToMicros()),
        Column<FetchedMark>.Text("new_capture", mark => mark.Fetched.Capture),
        Column<FetchedMark>.OptionalText("new_etag", mark => mark.Fetched.ETag),
        Column<FetchedMark>.OptionalText("new_modified", mark => mark.Fetched.LastModified),
        Column<FetchedMark>.Text("new_url", mark => mark.Fetched.FinalUrl),
        Column<FetchedMark>.Text("new_type", mark => StoredText.Clean(mark.Fetched.ContentType, 300)),
        Column<FetchedMark>.Number("new_status", mark => mark.Fetched.Status),
        Column<FetchedMark>.Number("new_size", mark => mark.Fetched.Size),
        Column<FetchedMark>.OptionalText("new_trace", mark => mark.Fetched.Trace));
}
