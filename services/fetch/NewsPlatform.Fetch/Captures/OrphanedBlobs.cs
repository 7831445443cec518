using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Fetch.Backfills;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Captures;

/// <summary>
/// Deletes blobs that nothing names. Bytes are written before the row that names them, so that what dies between the two, or has
/// its transaction fail, leaves a blob for ever; so does a part of an upload whose backfill ended just then.
/// </summary>
/// <remarks>
/// Several replicas may do so at once, and beside all else: a key of captures is named by whoever writes it, soon, or by nobody
/// (<see cref="CaptureBlobs"/>), and one of an upload is left alone while anything of its backfill is unread.
/// </remarks>
internal sealed partial class OrphanedBlobs([FromKeyedServices("fetch")] Database database, IBlobStore blobs, TimeProvider time, ILogger<OrphanedBlobs> log) : BackgroundService
{
    private const int Prefixes = 256;
    private const int MaxLooked = 500;

    // Deaths leave few orphans.
    private const int OneIn = 10;

    // From the blob to its row it takes seconds; a process that stood still, or two clocks that differ, minutes.
    private static readonly TimeSpan SafeAge = TimeSpan.FromDays(1);

    // All prefixes in less than three days.
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Deletes orphans among the blobs whose keys begin with a prefix.</summary>
    /// <param name="prefix">Two hexadecimal digits. Names of uploads begin with such, too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many.</returns>
    public async Task<int> RunOnceAsync(string prefix, CancellationToken cancellationToken)
    {
        var (before, deleted) = (time.GetUtcNow() - SafeAge, 0);
        await foreach (var keys in blobs.ListAsync(prefix, cancellationToken).Where(blob => blob.Written < before && Ours().IsMatch(blob.Key)).Select(blob => blob.Key).Chunk(MaxLooked).WithCancellation(cancellationToken))
        {
            var orphans = keys.Except(await NamedAsync(keys, cancellationToken), StringComparer.Ordinal).ToList();
            // Keys are digests, or drawn: each prefix is a fair sample of the store. One of which this database does not know much is
            // another's, too, or this database lost rows; then it is for people to say what goes. A small store tells neither, and its
            // orphans cost little.
            if (orphans.Count * OneIn > keys.Length)
            {
                if (keys.Length >= 2 * OneIn)
                {
                    log.OrphansLeft(orphans.Count, keys.Length);
                }

                break;
            }

            foreach (var key in orphans)
            {
                await blobs.DeleteAsync(key, cancellationToken);
                deleted++;
            }

            if (keys.Length == MaxLooked)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }

        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, time, stoppingToken);
                try
                {
                    // By the clock: nothing need be remembered over a restart.
                    var turn = time.GetUtcNow().Ticks / Every.Ticks % Prefixes;
                    if (await RunOnceAsync(turn.ToString("x2", System.Globalization.CultureInfo.InvariantCulture), stoppingToken) is > 0 and var deleted)
                    {
                        log.OrphansDeleted(deleted);
                    }
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    log.OrphansFailed(exception.Message);
                }
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is found the next time.
        }
    }

    private async Task<IEnumerable<string>> NamedAsync(string[] keys, CancellationToken cancellationToken)
    {
        var uploads = keys.Where(key => BackfillInputRow.BackfillOf(key).Length > 0).ToLookup(BackfillInputRow.BackfillOf, StringComparer.Ordinal);
        await using var connection = await database.OpenAsync(cancellationToken);
        var named = (await connection.QueryAsync<string>(
            $"SELECT id FROM capture WHERE id {Among("keys")} UNION ALL SELECT kept_in FROM capture WHERE kept_in <> '' AND kept_in {Among("keys")}", new { keys })).AsList();
        if (uploads.Count > 0)
        {
            var backfills = uploads.Select(one => one.Key).ToArray();
            var unread = await connection.QueryAsync<string>($"SELECT DISTINCT backfill FROM backfill_input WHERE stage <= 3 AND backfill {Among("backfills")}", new { backfills });
            named.AddRange(unread.SelectMany(backfill => uploads[backfill]));
        }

        return named;
    }

    // Captures, alone and shared, as this version and earlier ones name them; parts of uploads; and what is not finished of either. A
    // store may hold what is another's, too: in a bucket names may go on where a prefix ends.
    [GeneratedRegex("^([0-9a-f]{40}(-[0-9a-f]{32})?|([0-9a-f]{32}|[0-9a-f]{40})-shared|backfill-[A-Za-z0-9_-]+)(-[0-9a-f]{32}-tmp)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ours();

    private string Among(string parameter) => database.IsPostgres ? $"= ANY(@{parameter})" : $"IN @{parameter}";
}
