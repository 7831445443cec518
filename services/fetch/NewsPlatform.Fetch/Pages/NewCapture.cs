using System.Data.Common;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>The row of a capture whose bytes are kept.</summary>
internal sealed record NewCapture
{
    // What is in use was used just now: whoever clears old captures away leaves it alone for a while. A row that is there already
    // was renewed when its bytes were kept; locking it here, behind a page's, would let writers of pages wait for each other.
    private static readonly RowStatement<NewCapture> Insert = new(
        """
        INSERT INTO capture (id, page, url, content_type, size, fetched, kind, digest, refers_to, used, kept_in, kept_at, kept_length, source)
        SELECT new_id, new_page, new_url, new_type, new_size, new_fetched, new_kind, new_digest, new_original, new_used, new_blob, new_start, new_length,
               COALESCE((SELECT source FROM page WHERE page.id = new_page), '')
        FROM @rows WHERE TRUE
        ON CONFLICT (id) DO NOTHING
        """,
        Column<NewCapture>.Text("new_id", row => row.Id),
        Column<NewCapture>.Text("new_page", row => row.Page),
        Column<NewCapture>.Text("new_url", row => row.Url),
        Column<NewCapture>.Text("new_type", row => row.ContentType),
        Column<NewCapture>.Number("new_size", row => row.Size),
        Column<NewCapture>.Number("new_fetched", row => row.Fetched),
        Column<NewCapture>.Number("new_kind", row => row.Kind),
        Column<NewCapture>.Text("new_digest", row => row.Digest),
        Column<NewCapture>.Text("new_original", row => row.RefersTo),
        Column<NewCapture>.Number("new_used", row => row.Used),
        Column<NewCapture>.Text("new_blob", row => row.KeptIn),
        Column<NewCapture>.Number("new_start", row => row.KeptAt),
        Column<NewCapture>.Number("new_length", row => row.KeptLength));

    private NewCapture(string page, string id, KeptCapture? kept, string url, string contentType, long size, long fetched, long now)
    {
        (Page, Id, Url, ContentType, Size, Fetched, Used) = (page, id, url, StoredText.Clean(contentType, 300), size, fetched, now);
        (Kind, Digest, RefersTo) = ((long)(kept?.Kind ?? CaptureKind.Response), kept?.Digest ?? "", kept?.RefersTo ?? "");
        (KeptIn, KeptAt, KeptLength) = kept?.Place ?? CapturePlace.Own;
    }

    public string Page { get; }

    public string Id { get; }

    public string Url { get; }

    public string ContentType { get; }

    public long Size { get; }

    public long Fetched { get; }

    public long Used { get; }

    public long Kind { get; }

    public string Digest { get; }

    public string RefersTo { get; }

    public string KeptIn { get; }

    public long KeptAt { get; }

    public long KeptLength { get; }

    /// <summary>Of a page that was fetched or handed in.</summary>
    public static NewCapture Of(string page, FetchedPage fetched, long now) =>
        new(page, fetched.Capture, fetched.Kept, fetched.FinalUrl, fetched.ContentType, fetched.Size, fetched.Time.ToMicros(), now);

    /// <summary>Of a page that was found as it was.</summary>
    public static NewCapture Of(PageRow page, KeptCapture revisit, long now) =>
        new(page.Id, revisit.Id, revisit, page.FinalUrl, page.ContentType, page.Size, now, now);

    /// <summary>Writes rows; those that are there stay as they are.</summary>
    public static Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewCapture> rows) => Insert.RunAsync(connection, transaction, rows);

    /// <summary>Writes rows with what else is gathered.</summary>
    public static void AddTo(Writes writes, IReadOnlyList<NewCapture> rows) => Insert.AddTo(writes, rows);
}
