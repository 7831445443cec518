using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>
/// Writes the records of captures. Those that are ready while others are being written go into one blob, a WARC file of several
/// captures: what a blob costs, a flush to the disk or a request to the bucket, is the same for one capture as for ten. Whoever
/// comes alone waits for nobody and gets a blob of its own, unless another was begun some milliseconds before.
/// </summary>
/// <remarks>
/// What has no row yet is written under a key of its own each time. So a blob that no row names for long is named by none ever after,
/// and may be deleted (<see cref="OrphanedBlobs"/>) while the same capture is kept once more.
/// </remarks>
internal sealed class CaptureBlobs : IAsyncDisposable
{
    // A larger one has a blob of its own: sharing would save it nothing.
    private const int MaxShared = 1 << 20;
    private const int MaxTogether = 16;

    // A blob is on the disk, or in the bucket, while the next ones fill.
    private const int Writers = 2;

    // Of hundreds of pages a second some more share a file, and none waits for long.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(4);

    private readonly IBlobStore blobs;
    private readonly GroupCommit<Part, Written> group;

    public CaptureBlobs(IBlobStore blobs)
    {
        this.blobs = blobs;
        group = new GroupCommit<Part, Written>(WriteTogetherAsync, MaxTogether, Writers, Gather);
    }

    /// <summary>Writes a capture's records; they are on the disk when the call returns, and nobody knows of them before a row says where they lie.</summary>
    /// <param name="id">The capture, which has no row yet.</param>
    /// <param name="records">Its records. They are read until the call returns; when it throws, perhaps longer.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CapturePlace> WriteAsync(string id, ReadOnlyMemory<byte> records, CancellationToken cancellationToken)
    {
        if (records.Length > MaxShared)
        {
            return await WriteNewAsync(new Part(id, records), cancellationToken);
        }

        var written = await group.WriteAsync(new Part(id, records), cancellationToken);
        written.Fault?.Throw();
        return written.Place;
    }

    /// <summary>Writes the records of a capture that has a row to the blob that is named as the capture is, in the place of what may lie there.</summary>
    public Task WriteAloneAsync(string id, ReadOnlyMemory<byte> records, CancellationToken cancellationToken) => blobs.WriteAsync(id, records, cancellationToken);

    /// <summary>The records of a capture; null when there are none.</summary>
    public async Task<byte[]?> ReadAsync(string id, CapturePlace place, CancellationToken cancellationToken) =>
        // One that has moved out of a shared blob has its own before its row says so; also where the rows are of an older back-up.
        (place.IsNamed ? await blobs.ReadAsync(place.Blob, place.Start, place.Length, cancellationToken) : null) ?? await blobs.ReadAsync(id, cancellationToken);

    /// <summary>Whether records are there to their end.</summary>
    public static bool IsWhole(ReadOnlyMemory<byte> records)
    {
        using var reader = new WarcReader(MemoryMarshal.TryGetArray(records, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(records.ToArray(), writable: false));
        var count = 0;
        while (reader.Read() is not null)
        {
            count++;
        }

        return count > 0 && reader.Fault is null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => group.DisposeAsync();

    private async Task<IReadOnlyList<Written>> WriteTogetherAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        try
        {
            // The same capture twice, kept by two at once: each has its records somewhere, and the row names one of them.
            if (parts is [var only])
            {
                return [new Written(await WriteNewAsync(only, cancellationToken))];
            }

            var all = ArrayPool<byte>.Shared.Rent(parts.Sum(part => part.Records.Length));
            // Evenly over all beginnings: a share of them tells whose the store is (OrphanedBlobs).
            var key = $"{Guid.NewGuid():n}-shared";
            var written = new Written[parts.Count];
            var end = 0;
            for (var i = 0; i < written.Length; i++)
            {
                var records = parts[i].Records;
                records.CopyTo(all.AsMemory(end));
                written[i] = new Written(new CapturePlace(key, end, records.Length));
                end += records.Length;
            }

            await blobs.WriteAsync(key, all.AsMemory(0, end), cancellationToken);
            // Not after a write that was broken off: who knows who still reads it.
            ArrayPool<byte>.Shared.Return(all);
            return written;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A disk or bucket that fails, fails all: to try one after the other would only take longer.
            var fault = ExceptionDispatchInfo.Capture(exception);
            return [.. parts.Select(_ => new Written(CapturePlace.Own, fault))];
        }
    }

    // The name begins with the capture's, for people who look for it.
    private async Task<CapturePlace> WriteNewAsync(Part part, CancellationToken cancellationToken)
    {
        var key = $"{part.Id}-{Guid.NewGuid():n}";
        await blobs.WriteAsync(key, part.Records, cancellationToken);
        return new CapturePlace(key, 0, part.Records.Length);
    }

    private sealed record Part(string Id, ReadOnlyMemory<byte> Records);

    private sealed record Written(CapturePlace Place, ExceptionDispatchInfo? Fault = null);
}
