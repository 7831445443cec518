using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>Pages' bytes, each kept as WARC records under a key made of its address and content.</summary>
internal sealed class CaptureStore([FromKeyedServices("fetch")] Database database, IBlobStore blobs, RecentCaptures recent, TimeProvider time)
{
    private const int IdLength = 40;

    /// <summary>Keeps what the web answered.</summary>
    /// <returns>The capture's id.</returns>
    public async Task<string> KeepAsync(string url, FetchResult result, string robotsDecision, CancellationToken cancellationToken)
    {
        var id = IdOf(url, result.Body.Span);
        await WriteAsync(id, WarcCapture.Of(result, time.GetUtcNow(), robotsDecision), cancellationToken);
        recent.Add(id, result.Body);
        return id;
    }

    /// <summary>Keeps bytes that were handed in.</summary>
    /// <returns>The capture's id.</returns>
    public async Task<string> KeepAsync(string url, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var id = IdOf(url, content.Span);
        // What was handed in had no response; the least that a WARC reader needs stands for it.
        var head = contentType.Length == 0 ? "HTTP/1.1 200 OK\r\n" : $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n";
        await WriteAsync(id, new WarcCapture(new Uri(url), time.GetUtcNow(), head, content), cancellationToken);
        return id;
    }

    /// <summary>What is known of a capture; null when there is none.</summary>
    public async Task<Capture?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<CaptureRow>("SELECT id, page, url, content_type, size, fetched FROM capture WHERE id = @id", new { id });
        return row is null ? null : new Capture
        {
            Name = $"captures/{row.Id}",
            Page = $"pages/{row.Page}",
            Url = row.Url,
            ContentType = row.ContentType,
            Size = row.Size,
            FetchTime = UnixTime.ToTimestamp(row.Fetched),
        };
    }

    /// <summary>The decoded body of a capture; null when there is none.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length != IdLength || !id.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        if (recent.Find(id) is { } body)
        {
            return body;
        }

        if (await ReadBlobAsync(id, cancellationToken) is not { } bytes)
        {
            return null;
        }

        return CaptureReader.ReadPayload(bytes, out var reason)?.Body ?? throw new InvalidDataException($"The blob of captures/{id} is no capture: {reason}");
    }

    // What is kept whole stays as it was first kept; what a crash of the machine left torn is written anew.
    private async Task WriteAsync(string id, WarcCapture capture, CancellationToken cancellationToken)
    {
        if (await ReadBlobAsync(id, cancellationToken) is not { } kept
            || CaptureReader.ReadPayload(kept, out _) is not { } payload || !payload.Body.Span.SequenceEqual(capture.Body.Span))
        {
            await blobs.WriteAsync(id, WarcCapture.Write(capture), cancellationToken);
        }
    }

    private async Task<byte[]?> ReadBlobAsync(string id, CancellationToken cancellationToken)
    {
        await using var blob = await blobs.OpenAsync(id, cancellationToken);
        if (blob is null)
        {
            return null;
        }

        var bytes = new byte[blob.Length];
        await blob.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>The id that a page's bytes have as a capture.</summary>
    public static string IdOf(string url, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(url));
        hash.AppendData("\n"u8);
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, IdLength / 2));
    }

    private sealed record CaptureRow(string Id, string Page, string Url, string ContentType, long Size, long Fetched);
}
