using System.Data.Common;
using Dapper;
using Npgsql;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>The row of a capture whose bytes are kept.</summary>
internal sealed record NewCapture
{
    // What is in use was used just now: whoever clears old captures away leaves it alone for a while. A row that is there already
    // was renewed when its bytes were kept; locking it here, behind a page's, would let writers of pages wait for each other.
    private const string Insert = "INSERT INTO capture (id, page, url, content_type, size, fetched, kind, digest, refers_to, used, kept_in, kept_at, kept_length, source)";
    private const string SourceOfPage = "COALESCE((SELECT source FROM page WHERE page.id = ";
    private const string Known = "ON CONFLICT (id) DO NOTHING";

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

    /// <summary>Writes rows, all at once where the product can; those that are there stay as they are.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewCapture> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (connection is not NpgsqlConnection)
        {
            await connection.ExecuteAsync(
                $"""
                {Insert} VALUES (@Id, @Page, @Url, @ContentType, @Size, @Fetched, @Kind, @Digest, @RefersTo, @Used, @KeptIn, @KeptAt, @KeptLength, {SourceOfPage}@Page), ''))
                {Known}
                """,
                rows,
                transaction);
            return;
        }

        await connection.ExecuteAsync(
            $"""
            {Insert}
            SELECT id, page, url, content_type, size, fetched, kind, digest, refers_to, used, kept_in, kept_at, kept_length, {SourceOfPage}new.page), '')
            FROM unnest(@ids, @pages, @urls, @types, @sizes, @times, @kinds, @digests, @originals, @uses, @blobs, @starts, @lengths)
                 AS new (id, page, url, content_type, size, fetched, kind, digest, refers_to, used, kept_in, kept_at, kept_length)
            {Known}
            """,
            new
            {
                ids = Column(rows, row => row.Id),
                pages = Column(rows, row => row.Page),
                urls = Column(rows, row => row.Url),
                types = Column(rows, row => row.ContentType),
                sizes = Column(rows, row => row.Size),
                times = Column(rows, row => row.Fetched),
                kinds = Column(rows, row => row.Kind),
                digests = Column(rows, row => row.Digest),
                originals = Column(rows, row => row.RefersTo),
                uses = Column(rows, row => row.Used),
                blobs = Column(rows, row => row.KeptIn),
                starts = Column(rows, row => row.KeptAt),
                lengths = Column(rows, row => row.KeptLength),
            },
            transaction);
    }

    private static T[] Column<T>(IReadOnlyList<NewCapture> rows, Func<NewCapture, T> value) => [.. rows.Select(value)];
}
