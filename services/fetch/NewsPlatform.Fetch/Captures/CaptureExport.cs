using System.Runtime.CompilerServices;
using Dapper;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>Captures by the time of their fetch, as the parts of one WARC file. Reads one capture at a time, as fast as the reader takes them.</summary>
internal sealed class CaptureExport([FromKeyedServices("fetch")] Database database, CaptureStore captures, FetchOptions options, TimeProvider time, ILogger<CaptureExport> log)
{
    private const int ChunkBytes = 64 << 10;
    private const int PageSize = 200;

    /// <summary>The parts of an export.</summary>
    /// <param name="selection">What is exported.</param>
    /// <param name="after">The last capture that the reader has; null for the beginning.</param>
    /// <param name="token">Makes the token of a position.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ExportCapturesResponse> ReadAsync(
        Selection selection, Position? after, Func<Position, string> token, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (after is null)
        {
            var info = WarcCapture.WriteInfo(
                time.GetUtcNow(),
                new("software", "NewsPlatform"),
                new("format", "WARC File Format 1.1"),
                new("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
                new("http-header-user-agent", options.UserAgent),
                new("robots", "obeyed"),
                new("description", selection.ToString()));
            yield return new ExportCapturesResponse { Data = UnsafeByteOperations.UnsafeWrap(info) };
        }

        var leftOut = 0L;
        var at = after ?? new Position(selection.Since, "");
        while (await NextAsync(selection, at, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var next in page)
            {
                at = next;
                if (await captures.ReadRecordsAsync(next.Id, cancellationToken) is not { } records)
                {
                    leftOut++;
                    log.CaptureLeftOut(next.Id);
                    continue;
                }

                for (var start = 0; start < records.Length; start += ChunkBytes)
                {
                    var end = Math.Min(records.Length, start + ChunkBytes);
                    var whole = end == records.Length;
                    yield return new ExportCapturesResponse
                    {
                        // The buffer is ours and nobody writes to it again.
                        Data = UnsafeByteOperations.UnsafeWrap(records[start..end]),
                        PageToken = whole ? token(next) : "",
                        Capture = whole ? $"captures/{next.Id}" : "",
                        LeftOut = leftOut,
                    };
                }
            }
        }

        if (leftOut > 0)
        {
            yield return new ExportCapturesResponse { LeftOut = leftOut };
        }
    }

    private async Task<IReadOnlyList<Position>> NextAsync(Selection selection, Position after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Position>(
            $"""
            SELECT fetched, id FROM capture
            WHERE {(selection.Source.Length == 0 ? "" : CaptureListing.OfSource)} (fetched, id) > (@Fetched, @Id) AND fetched >= @Since AND fetched < @Until AND used >= 0
            ORDER BY fetched, id LIMIT @PageSize
            """,
            new { selection.Source, selection.Since, selection.Until, after.Fetched, after.Id, PageSize })).AsList();
    }

    /// <summary>What is exported.</summary>
    /// <param name="Source">Id of a source; empty for all.</param>
    /// <param name="Since">Unix microseconds from which on.</param>
    /// <param name="Until">Unix microseconds before which.</param>
    internal sealed record Selection(string Source, long Since, long Until)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"captures of {(Source.Length == 0 ? "all sources" : $"sources/{Source}")} fetched from {(Since == long.MinValue ? "the beginning" : $"{UnixTime.FromMicros(Since):u}")} to {UnixTime.FromMicros(Until):u}";
    }

    /// <summary>Where an export stands: behind this capture.</summary>
    /// <param name="Fetched">When it was fetched, Unix microseconds.</param>
    /// <param name="Id">Its id.</param>
    internal sealed record Position(long Fetched, string Id);
}
