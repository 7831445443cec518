using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>
/// Pages' bytes, each kept as WARC records under a key made of its address and content. A payload that is kept already is
/// referred to by a revisit record instead of being kept again.
/// </summary>
internal sealed class CaptureStore([FromKeyedServices("fetch")] Database database, CaptureBlobs blobs, RecentCaptures recent, TimeProvider time)
{
    private const int IdLength = 40;
    private const int MaxKeptBuffers = 32;
    private const int MaxKeptBuffer = 1 << 20;
    private const string Columns = "id, page, url, content_type, size, fetched, kind, digest, refers_to, used, kept_in, kept_at, kept_length";

    // As long as nobody may clear it away anyhow, an original need not be told again that it is in use.
    private static readonly TimeSpan UsedLately = RetentionRule.ShortestAge / 2;

    private readonly ConcurrentBag<MemoryStream> buffers = [];

    /// <summary>Keeps what the web answered.</summary>
    /// <param name="url">The page's address.</param>
    /// <param name="result">A successful fetch.</param>
    /// <param name="robotsDecision">What robots.txt said, for people.</param>
    /// <param name="robotsUsage">What robots.txt says of use by machines.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<KeptCapture> KeepAsync(
        string url, FetchResult result, string robotsDecision, IReadOnlyList<string> robotsUsage, CancellationToken cancellationToken)
    {
        var kept = await KeepAsync(url, WarcCapture.Of(result, time.GetUtcNow(), robotsDecision, robotsUsage), everyTime: true, cancellationToken);
        recent.Add(kept.Id, result.Body);
        return kept;
    }

    /// <summary>Keeps bytes that were handed in.</summary>
    public Task<KeptCapture> KeepAsync(string url, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        // What was handed in had no response; the least that a WARC reader needs stands for it.
        var head = contentType.Length == 0 ? "HTTP/1.1 200 OK\r\n" : $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n";
        return KeepAsync(url, new WarcCapture(new Uri(url), time.GetUtcNow(), head, content) { Origin = "handed in" }, everyTime: false, cancellationToken);
    }

    /// <summary>Keeps a capture of someone else's archive. The same page with the same content is kept once.</summary>
    public Task<KeptCapture> KeepAsync(string url, WarcCapture capture, CancellationToken cancellationToken) => KeepAsync(url, capture, everyTime: false, cancellationToken);

    /// <summary>Notes that a page was found unmodified, as a revisit of its capture.</summary>
    /// <param name="url">The page's address.</param>
    /// <param name="capture">Id of the capture that was found unmodified.</param>
    /// <param name="result">An answer with status 304.</param>
    /// <param name="robotsDecision">What robots.txt said, for people.</param>
    /// <param name="robotsUsage">What robots.txt says of use by machines.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The revisit; null when the capture is not there any more.</returns>
    public async Task<KeptCapture?> KeepUnmodifiedAsync(
        string url, string capture, FetchResult result, string robotsDecision, IReadOnlyList<string> robotsUsage, CancellationToken cancellationToken)
    {
        if (await FindAsync(capture, cancellationToken) is not { } row)
        {
            return null;
        }

        if (await OriginalOfAsync(row, cancellationToken) is not { } original
            || await ReadWholeAsync(original, cancellationToken) is not { Record: { } record } payload)
        {
            return null;
        }

        var digest = original.Digest.Length > 0 ? original.Digest : WarcCapture.DigestOf(payload.Body.Span);
        if (!await UseAsync(original, digest, cancellationToken))
        {
            return null;
        }

        var revisit = WarcCapture.Of(result, time.GetUtcNow(), robotsDecision, robotsUsage) with { Original = Named(record, payload) };
        var id = RevisitIdOf(url, digest, revisit.FetchedAt, "unmodified");
        return new KeptCapture(id, CaptureKind.NotModified, digest, original.Id) { Place = await WriteAsync(id, revisit, null, cancellationToken) };
    }

    /// <summary>What is known of a capture; null when there is none.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="withHeaders">Whether the answer's status and header fields are wanted, which stand in the blob.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Capture?> GetAsync(string id, bool withHeaders, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } row)
        {
            return null;
        }

        var capture = new Capture
        {
            Name = $"captures/{row.Id}",
            Page = $"pages/{row.Page}",
            Url = row.Url,
            ContentType = row.ContentType,
            Size = row.Size,
            FetchTime = UnixTime.ToTimestamp(row.Fetched),
            Kind = (CaptureKind)row.Kind,
            PayloadDigest = row.Digest,
            RefersTo = row.RefersTo.Length == 0 ? "" : $"captures/{row.RefersTo}",
        };
        if (withHeaders && await ReadPayloadAsync(row, cancellationToken) is { } payload)
        {
            capture.Status = payload.Status;
            capture.Headers.AddRange(payload.Headers.Select(field => new HeaderField { Name = StoredText.Clean(field.Key), Value = StoredText.Clean(field.Value) }));
        }

        return capture;
    }

    /// <summary>The decoded body of a capture, that of the original for a revisit; null when there is none.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string id, CancellationToken cancellationToken)
    {
        if (!IsId(id))
        {
            return null;
        }

        if (recent.Find(id) is { } body)
        {
            return body;
        }

        // Mostly the payload is wanted from where it lies, at once. A revisit whose original was lost may have become whole again
        // in the blob that is named as it is, before its row says so.
        var (own, original) = await FindWithOriginalAsync(id, cancellationToken);
        if (original is not null && await blobs.ReadAsync(original.Id, original.Place, cancellationToken) is { } kept && CaptureReader.ReadPayload(kept, out _) is { IsRevisit: false } whole)
        {
            return whole.Body;
        }

        if (await blobs.ReadAsync(id, own?.Place ?? CapturePlace.Own, cancellationToken) is not { } bytes)
        {
            return null;
        }

        var payload = CaptureReader.ReadPayload(bytes, out var reason) ?? throw new InvalidDataException($"The blob of captures/{id} is no capture: {reason}");
        if (payload.IsRevisit && own is { Place.IsNamed: true } && await blobs.ReadAsync(id, CapturePlace.Own, cancellationToken) is { } anew)
        {
            payload = CaptureReader.ReadPayload(anew, out _) ?? payload;
        }

        return payload.IsRevisit ? throw new InvalidDataException($"captures/{id} refers to captures/{own?.RefersTo}, whose blob is gone or torn.") : payload.Body;
    }

    /// <summary>The records of a capture as they are kept: gzip members that may stand in a WARC file; null when there are none, or torn ones.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadRecordsAsync(string id, CancellationToken cancellationToken) =>
        // The cast matters: without it the null becomes an empty memory.
        IsId(id) && await blobs.ReadAsync(id, (await FindWithOriginalAsync(id, cancellationToken)).Own?.Place ?? CapturePlace.Own, cancellationToken) is { } bytes && CaptureBlobs.IsWhole(bytes) ? (ReadOnlyMemory<byte>?)bytes : null;

    // What is kept whole stays as it was first kept; what a crash of the machine left torn is written anew.
    private async Task<KeptCapture> KeepAsync(string url, WarcCapture capture, bool everyTime, CancellationToken cancellationToken)
    {
        // By what is shown: the same page that is packed otherwise by another server, or another time, is the same.
        var digest = capture.ContentDigest;
        var id = IdOf(url, digest);
        var kind = capture.Origin is null ? CaptureKind.Response : CaptureKind.HandedIn;
        // What is handed in or imported again is known also when an earlier version kept it, whose ids were of the bytes.
        var (own, same) = await FindAsync(id, everyTime ? id : EarlierIdOf(url, capture.Body.Span), digest, cancellationToken);
        id = own?.Id ?? id;
        if (own is { Used: < 0 })
        {
            // It is just being cleared away: whoever does so would take the bytes that are written now with it.
            id = RevisitIdOf(url, digest, capture.FetchedAt, "anew");
            own = null;
        }

        var original = own is null ? same : await OriginalOfAsync(own, cancellationToken);
        // A reference to nothing saves nothing: an empty page is kept as it is.
        if (original is null || (capture.Body.IsEmpty && own is null)
            || await ReadWholeAsync(original, cancellationToken) is not { Record: { } record } payload
            || !(original.Digest.Length > 0 ? original.Digest == digest : payload.Body.Span.SequenceEqual(capture.Body.Span)))
        {
            return await KeepWholeAsync(own);
        }

        var used = await UseAsync(original, digest, cancellationToken);
        if (used && own is not null && !everyTime && await IsReadableAsync(own, cancellationToken))
        {
            return new KeptCapture(id, (CaptureKind)own.Kind, digest, own.RefersTo, Known: true);
        }

        if (!used)
        {
            return await KeepWholeAsync(own);
        }

        var revisit = everyTime ? RevisitIdOf(url, digest, capture.FetchedAt, "again") : id;
        var place = await WriteAsync(revisit, capture with { Original = Named(record, payload) }, everyTime ? null : own, cancellationToken);
        return new KeptCapture(revisit, CaptureKind.Revisit, digest, original.Id) { Place = place };

        async Task<KeptCapture> KeepWholeAsync(CaptureRow? row)
        {
            var whole = new KeptCapture(id, kind, digest) { Place = await WriteAsync(id, capture, row, cancellationToken) };
            // The row of a revisit whose original is lost must not go on referring to it.
            if (row is { RefersTo.Length: > 0 })
            {
                await OwnAsync(id, kind, cancellationToken);
            }

            return whole;
        }
    }

    // Records of earlier versions may not say the digest of their payload.
    private static WarcOriginal Named(WarcOriginal record, CapturePayload payload) =>
        record.PayloadDigest.Length > 0 ? record : record with { PayloadDigest = WarcCapture.DigestOf(payload.Stored.Span) };

    private async Task<bool> IsReadableAsync(CaptureRow row, CancellationToken cancellationToken) =>
        row.RefersTo.Length == 0 || await ReadPayloadAsync(row, cancellationToken) is not null;

    // The capture of this page with this content, and the first one of any page with this content.
    private async Task<(CaptureRow? Own, CaptureRow? Same)> FindAsync(string id, string earlier, string digest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<CaptureRow>(
            $"""
            SELECT {Columns} FROM capture WHERE id = @id OR id = @earlier
            UNION ALL
            SELECT {Columns} FROM (SELECT {Columns} FROM capture WHERE digest = @digest AND refers_to = '' AND digest <> '' AND id <> @id AND used >= 0 LIMIT 1) AS same
            """,
            new { id, earlier, digest })).AsList();
        return (rows.Find(row => row.Id == id) ?? rows.Find(row => row.Id == earlier), rows.Find(row => row.Id != id));
    }

    private async Task<CaptureRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<CaptureRow>($"SELECT {Columns} FROM capture WHERE id = @id AND used >= 0", new { id });
    }

    // A capture and the one that it refers to, whether or not they are being cleared away; null where there is none.
    private async Task<(CaptureRow? Own, CaptureRow? Original)> FindWithOriginalAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<CaptureRow>(
            $"""
            SELECT {Columns} FROM capture WHERE id = @id
            UNION ALL
            SELECT {Columns} FROM capture WHERE id = (SELECT refers_to FROM capture WHERE id = @id AND refers_to <> '')
            """,
            new { id })).AsList();
        return (rows.Find(row => row.Id == id), rows.Find(row => row.Id != id));
    }

    // The capture whose payload one has: itself, unless it refers to another.
    private async Task<CaptureRow?> OriginalOfAsync(CaptureRow row, CancellationToken cancellationToken) =>
        row.RefersTo.Length == 0 ? row : await FindAsync(row.RefersTo, cancellationToken);

    // Before the revisit is written: whoever clears old captures away leaves alone what was just referred to.
    private async Task<bool> UseAsync(CaptureRow original, string digest, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return (original.Used > (now - UsedLately).ToMicros() && original.RefersTo.Length == 0 && original.Digest.Length > 0)
            || await database.WriteAsync(
                (connection, transaction) => connection.ExecuteAsync(
                    "UPDATE capture SET used = @now, digest = CASE WHEN digest = '' THEN @digest ELSE digest END WHERE id = @Id AND refers_to = '' AND used >= 0",
                    new { original.Id, digest, now = now.ToMicros() },
                    transaction),
                cancellationToken) == 1;
    }

    /// <summary>Notes that a capture has a blob of its own now, which is written, and no place in the shared one any more.</summary>
    public static Task<int> MoveOutAsync(Database database, string id, string blob, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE capture SET kept_in = '', kept_at = 0, kept_length = 0 WHERE id = @id AND kept_in = @blob", new { id, blob }, transaction),
            cancellationToken);

    private Task<int> OwnAsync(string id, CaptureKind kind, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("UPDATE capture SET refers_to = '', kind = @kind WHERE id = @id", new { id, kind = (long)kind }, transaction),
            cancellationToken);

    private async Task<CapturePayload?> ReadPayloadAsync(CaptureRow row, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(row.Id, row.Place, cancellationToken) is { } bytes ? CaptureReader.ReadPayload(bytes, out _, decode: false) : null;

    // The payload that others may refer to, if all of it is there. Where the row tells what it shows, the records' checksums are
    // proof enough, and it is left as it stands there; a row without a digest has the decoded bytes looked at.
    private async Task<CapturePayload?> ReadWholeAsync(CaptureRow original, CancellationToken cancellationToken)
    {
        var isKnown = original.Digest.Length > 0;
        return await blobs.ReadAsync(original.Id, original.Place, cancellationToken) is { } bytes
            && (!isKnown || CaptureBlobs.IsWhole(bytes))
            && CaptureReader.ReadPayload(bytes, out _, decode: !isKnown) is { IsRevisit: false } payload ? payload : null;
    }

    // One buffer serves page after page: fresh memory for each would cost more than filling it.
    private async Task<CapturePlace> WriteAsync(string id, WarcCapture capture, CaptureRow? row, CancellationToken cancellationToken)
    {
        if (!buffers.TryTake(out var buffer))
        {
            buffer = new MemoryStream();
        }

        buffer.SetLength(0);
        WarcCapture.Write(capture, buffer);
        var records = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        var place = CapturePlace.Own;
        if (row is null)
        {
            place = await blobs.WriteAsync(id, records, cancellationToken);
        }
        else
        {
            // A row that is there stays where it is. What it names was torn: the others in that blob are not its business.
            await blobs.WriteAloneAsync(id, records, cancellationToken);
            if (row.KeptIn.Length > 0)
            {
                await MoveOutAsync(database, id, row.KeptIn, cancellationToken);
            }
        }

        // Not after a write that was broken off: who knows who still reads it.
        if (buffer.Capacity <= MaxKeptBuffer && buffers.Count < MaxKeptBuffers)
        {
            buffers.Add(buffer);
        }

        return place;
    }

    private static bool IsId(string id) => id.Length == IdLength && id.All(char.IsAsciiHexDigitLower);

    // Of the first capture of a page with a content.
    private static string IdOf(string url, string digest) => IdOf($"{url}\n{digest}");

    private static string EarlierIdOf(string url, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(url + "\n"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, IdLength / 2));
    }

    private static string RevisitIdOf(string url, string digest, DateTimeOffset at, string what) => IdOf($"{url}\n{digest}\n{at.ToMicros()}\n{what}");

    private static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdLength / 2));

    private sealed record CaptureRow(string Id, string Page, string Url, string ContentType, long Size, long Fetched, long Kind, string Digest, string RefersTo, long Used, string KeptIn, long KeptAt, long KeptLength)
    {
        public CapturePlace Place => new(KeptIn, KeptAt, KeptLength);
    }
}
