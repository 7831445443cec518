using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Clean.Sites;

/// <summary>
/// The profiles of the sites whose pages are read here. Pages are counted in memory and written together every
/// <see cref="CleanOptions.SiteRefresh"/>; what other replicas have learnt is read in the same rhythm. While the database is away
/// pages are read with what is known so far, and what they teach waits, as far as there is room.
/// </summary>
internal sealed class SiteProfiles : BackgroundService
{
    private const int MaxKnown = 2_000;
    private const int MaxWaiting = 2_000;
    private const int SitesInOneTransaction = 16;

    // Clocks of replicas differ, and a transaction ends later than it looks at the clock.
    private const long Overlap = 60_000_000;

    private static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromHours(1);

    private readonly SiteProfileTable table;
    private readonly CleanOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<SiteProfiles> log;
    private readonly Counter<long> taught;
    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> loading = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Site, SitePage Page)> waiting = new();
    private readonly SemaphoreSlim one = new(1, 1);
    private int waitingCount;
    private long since;
    private bool away;

    public SiteProfiles(SiteProfileTable table, CleanOptions options, TimeProvider time, IMeterFactory meters, ILogger<SiteProfiles> log)
    {
        (this.table, this.options, this.time, this.log) = (table, options, time, log);
        taught = meters.Create("NewsPlatform.Clean").CreateCounter<long>("newsplatform.clean.site_pages", "{page}", "Pages that taught something about their site, by what became of it");
    }

    /// <summary>What is known of a site; null when that is nothing, or was not asked for by <see cref="PrepareAsync"/> yet.</summary>
    public SiteProfile? Find(string site)
    {
        if (!known.TryGetValue(site, out var found))
        {
            return null;
        }

        found.Used = time.GetTimestamp();
        return found.Profile;
    }

    /// <summary>Reads what is known of a site, once, and for a bounded time: pages are read without it rather than not.</summary>
    public Task PrepareAsync(string site, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(site, out var found) && (found.Profile is not null || found.IsSure || time.GetElapsedTime(found.Used) < options.SiteRefresh))
        {
            return Task.CompletedTask;
        }

        return loading.GetOrAdd(site, LoadAsync).WaitAsync(cancellationToken);
    }

    /// <summary>Takes notice of what a page teaches.</summary>
    public void Note(string site, SitePage page)
    {
        if (Interlocked.Increment(ref waitingCount) > MaxWaiting)
        {
            Interlocked.Decrement(ref waitingCount);
            taught.Add(1, new KeyValuePair<string, object?>("result", "dropped"));
            return;
        }

        waiting.Enqueue((site, page));
    }

    /// <summary>Writes what waits, and reads what others wrote.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync(cancellationToken);
            await ReadAsync(cancellationToken);
            away = false;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Puts a row that was just written in place of what is known.</summary>
    public void Take(ProfileRow row)
    {
        if (known.TryGetValue(row.Site, out var before) && before.Profile?.Version < row.Version)
        {
            log.ProfileChanged(row.Site, row.Version, row.Profile.Repeated.Count, row.Memory.Pages);
        }

        known[row.Site] = new Known { Profile = row.Profile, IsSure = true, Used = time.GetTimestamp() };
        if (known.Count > MaxKnown)
        {
            foreach (var (site, _) in known.OrderBy(pair => pair.Value.Used).Take(MaxKnown / 4))
            {
                known.TryRemove(site, out _);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(RefreshAsync, cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SiteRefresh, time);
        var tidied = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(RefreshAsync, stoppingToken);
            if (time.GetElapsedTime(tidied) > TidyEvery)
            {
                tidied = time.GetTimestamp();
                await TryAsync(table.TidyAsync, stoppingToken);
            }
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            Away(exception);
        }
        catch (Exception exception)
        {
            // The boundary of one round: the next one may do better, and no page depends on it.
            log.KnowledgeFailed(exception, exception.Message);
        }
    }

    private void Away(Exception exception)
    {
        if (!away)
        {
            away = true;
            log.KnowledgeAway(exception.Message);
        }
    }

    private async Task LoadAsync(string site)
    {
        // Whoever asks first must not do the others' work on its own thread.
        await Task.Yield();
        var found = new Known { Used = time.GetTimestamp() };
        try
        {
            using var limit = new CancellationTokenSource(LoadLimit, time);
            if (await table.LoadAsync([site], limit.Token) is [var row])
            {
                Take(row);
                return;
            }

            found = new Known { IsSure = true, Used = time.GetTimestamp() };
        }
        catch (Exception exception)
        {
            // The page is read without.
            if (exception is OperationCanceledException || Database.IsTransient(exception))
            {
                Away(exception);
            }
            else
            {
                log.KnowledgeFailed(exception, exception.Message);
            }
        }
        finally
        {
            known.TryAdd(site, found);
            if (known.TryGetValue(site, out var present) && present.Profile is null)
            {
                known[site] = found;
            }

            loading.TryRemove(site, out _);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var pages = new List<(string Site, SitePage Page)>();
        while (waiting.TryDequeue(out var page))
        {
            pages.Add(page);
        }

        Interlocked.Add(ref waitingCount, -pages.Count);
        var sites = pages.GroupBy(page => page.Site, page => page.Page, StringComparer.Ordinal).Select(site => (site.Key, (IReadOnlyList<SitePage>)[.. site])).Chunk(SitesInOneTransaction).ToList();
        for (var i = 0; i < sites.Count; i++)
        {
            try
            {
                foreach (var row in await table.CountAsync(sites[i], cancellationToken))
                {
                    Take(row);
                }

                taught.Add(sites[i].Sum(site => site.Item2.Count), new KeyValuePair<string, object?>("result", "counted"));
            }
            catch
            {
                foreach (var (site, left) in sites.Skip(i).SelectMany(chunk => chunk))
                {
                    foreach (var page in left)
                    {
                        Note(site, page);
                    }
                }

                throw;
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToMicros();
        var changed = await table.ChangedAsync(since == 0 ? now - Overlap : since, cancellationToken);
        var wanted = changed.Where(site => known.TryGetValue(site.Site, out var present) && present.Profile?.Version != site.Version).Select(site => site.Site).ToList();
        foreach (var chunk in wanted.Chunk(100))
        {
            foreach (var row in await table.LoadAsync(chunk, cancellationToken))
            {
                Take(row);
            }
        }

        since = now - Overlap;
    }

    private sealed class Known
    {
        public SiteProfile? Profile { get; init; }

        /// <summary>Whether the database was asked and has no more than this.</summary>
        public bool IsSure { get; init; }

        /// <summary>Timestamp of the last use.</summary>
        public long Used { get; set; }
    }
}
