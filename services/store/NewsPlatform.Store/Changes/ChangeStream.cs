using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using NewsPlatform.Contracts.Store.V1;

namespace NewsPlatform.Store.Changes;

/// <summary>All changes after a position, then each new one as it happens.</summary>
internal sealed class ChangeStream(ChangeLog log, ChangeFeed feed, IHostApplicationLifetime lifetime)
{
    // What one watcher holds in memory: a slow one reads no further than this ahead of what it took.
    private const int Batch = 64;

    // The feed tells of changes; looking anyway now and then costs nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Yields changes until the caller cancels, which throws, or the host stops, which ends the stream.</summary>
    public async IAsyncEnumerable<Change> FromAsync(long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        while (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            var changes = await log.ReadAsync(position, Batch, cancellationToken);
            foreach (var (change, _, _) in changes)
            {
                yield return change;
                position = change.Position;
            }

            if (changes.Count > 0)
            {
                continue;
            }

            try
            {
                await feed.WaitBeyondAsync(position, Patience, stop.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                yield break;
            }
        }
    }
}
