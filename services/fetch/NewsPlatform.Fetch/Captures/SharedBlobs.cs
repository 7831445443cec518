using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>
/// Clears away blobs of captures, which may share them. One is deleted with the last of them; what stays of one that is mostly let go of gets blobs
/// of its own, so that a capture that is kept for long keeps no more than itself.
/// </summary>
internal sealed class SharedBlobs([FromKeyedServices("fetch")] Database database, IBlobStore blobs)
{
    /// <summary>Clears away those of some blobs of which captures were claimed, before the captures' rows go: what is broken off is taken up again by them.</summary>
    /// <param name="walk">The connection that holds the lock of whoever clears away.</param>
    /// <param name="keys">The blobs.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ClearAsync(DbConnection walk, string[] keys, CancellationToken cancellationToken)
    {
        var stay = (await walk.QueryAsync<(string Key, string Id, long Start, long Length)>(
            $"SELECT kept_in, id, kept_at, kept_length FROM capture WHERE kept_in {(database.IsPostgres ? "= ANY(@keys)" : "IN @keys")} AND kept_in <> '' AND used >= 0 ORDER BY id", new { keys }))
            .ToLookup(one => one.Key, one => (one.Id, one.Start, one.Length), StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var kept = stay[key].ToList();
            if (kept.Count == 0 || await MoveOutAsync(key, kept, cancellationToken))
            {
                await blobs.DeleteAsync(key, cancellationToken);
            }
        }
    }

    // Each capture is moved once at most. What is torn stays where it is until its page comes again.
    private async Task<bool> MoveOutAsync(string key, IReadOnlyList<(string Id, long Start, long Length)> kept, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(key, cancellationToken) is not { } all || kept.Sum(one => one.Length) * 2 > all.Length)
        {
            return false;
        }

        var moved = true;
        foreach (var (id, start, length) in kept)
        {
            if (start + length <= all.Length && all.AsMemory((int)start, (int)length) is var records && CaptureBlobs.IsWhole(records))
            {
                await blobs.WriteAsync(id, records, cancellationToken);
                await CaptureStore.MoveOutAsync(database, id, key, cancellationToken);
            }
            else
            {
                moved = false;
            }
        }

        return moved;
    }
}
