using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Fetch.Backfills;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Revisits;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// Takes due hosts and visits them, a bounded number at once: first they are asked as hubs, then their sources are polled,
/// then their pages fetched, then stored ones revisited.
/// </summary>
internal sealed class FrontierWorker(
    HostFrontier frontier,
    HostAgenda agenda,
    SourcePoll poll,
    UnsettledPages unsettled,
    PageVisit pageVisit,
    RevisitStore revisits,
    RevisitVisit revisitVisit,
    SubscriptionVisit subscriptionVisit,
    BackfillSitemaps sitemaps,
    PageFetcher fetcher,
    FrontierSignal signal,
    Backlog backlog,
    EventPublisher publisher,
    WorkMonitor monitor,
    DatabaseOptions databaseOptions,
    BusOptions busOptions,
    FetchOptions options,
    TimeProvider time,
    ILogger<FrontierWorker> log) : BackgroundService
{
    // How often a visit looks whether a poll is due: a host that may be asked many times a second is not asked about in between.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    // A pause that is not worth giving a host back for, and taking it again.
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(500);

    // What is due later than that is found at a look.
    private static readonly TimeSpan LookAhead = TimeSpan.FromMinutes(1);

    // Made before the process answers calls.
    private readonly DateTimeOffset started = time.GetUtcNow();

    // Visits that may be at work on the past at once: the others are for hosts with news.
    private readonly SemaphoreSlim past = new(Math.Max(1, options.Workers - (options.Workers / 4)));

    // The time of day at the last look for due hosts; null before the first.
    private DateTimeOffset? looked;

    // When it was last looked which hosts are due next.
    private long? planned;

    // Whether the leases that went with the process before this one are forgotten.
    private bool forgotten;

    /// <summary>Forgets the leases of the process before this one before calls are answered: a call may lease a host, too.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ForgetLeasesAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Once the database is there, then.
            log.FrontierUnavailable(exception.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var free = new SemaphoreSlim(options.Workers);
        var visits = new List<Task>();
        try
        {
            await publisher.ReadyAsync(stoppingToken);
            while (true)
            {
                await free.WaitAsync(stoppingToken);
                var slots = 1;
                while (free.Wait(0, CancellationToken.None))
                {
                    slots++;
                }

                var leases = await TakeAsync(slots, stoppingToken);
                visits.RemoveAll(visit => visit.IsCompleted);
                visits.AddRange(leases.Select(lease => VisitAsync(lease, free, stoppingToken)));

                if (leases.Count < slots)
                {
                    free.Release(slots - leases.Count);
                }

                if (leases.Count == 0)
                {
                    await PlanAsync(stoppingToken);
                    await signal.WaitAsync(options.IdleWait, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            // Each gives its host back; none may outlive the database.
            await Task.WhenAll(visits);
        }
    }

    private async Task<IReadOnlyList<HostLease>> TakeAsync(int slots, CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            return await frontier.TakeAsync(slots, options.HostLease, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.FrontierUnavailable(exception.Message);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            return [];
        }
    }

    // What others gave back or made due.
    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        if (planned is { } last && time.GetElapsedTime(last) < options.IdleWait)
        {
            return;
        }

        try
        {
            foreach (var wait in await frontier.NextDuesAsync(options.IdleWait * 2, cancellationToken))
            {
                signal.SetIn(wait);
            }

            planned = time.GetTimestamp();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.FrontierUnavailable(exception.Message);
        }
    }

    // A database that several processes share may have leases of others that run.
    private async Task ForgetLeasesAsync(CancellationToken cancellationToken)
    {
        if (!forgotten && databaseOptions.Provider == DatabaseProvider.Sqlite)
        {
            await frontier.ForgetLeasesAsync(cancellationToken);
        }

        forgotten = true;
    }

    // At the start, takes back what was announced on a bus that went with the process before this one; then, and whenever the clock
    // was set back, forgets what was put off by a clock that was ahead.
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await ForgetLeasesAsync(cancellationToken);
        if (looked is null && busOptions.Transport == BusTransport.InMemory)
        {
            await unsettled.ForgetAnnouncementsAsync(started, cancellationToken);
        }

        var setBack = now < looked - HostFrontier.ClockTolerance;
        if (looked is null || setBack)
        {
            var pause = options.HostInterval > options.MaxCrawlDelay ? options.HostInterval : options.MaxCrawlDelay;
            await frontier.ForgetFutureAsync(options.HostLease, pause, cancellationToken);
        }

        if (setBack)
        {
            log.ClockSetBack(looked!.Value, now);
        }

        looked = now;
    }

    private async Task VisitAsync(HostLease lease, SemaphoreSlim free, CancellationToken stoppingToken)
    {
        using var work = monitor.Begin("visit");
        var visit = new HostVisit(lease, frontier, fetcher, options, time);
        try
        {
            try
            {
                await WorkAsync(visit, work, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // Whatever a driver or the bus throws at what is cancelled, or at what comes too late: the pages are still due.
            }

            // Also when the process stops: other processes need not wait for the lease to run out.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            if (await visit.EndAsync(limit.Token) - time.GetUtcNow() is { } wait && wait < LookAhead)
            {
                // Each host is asked when its pause is over, and not all that became due since the last look at once.
                signal.SetIn(wait);
            }
        }
        catch (Exception exception)
        {
            // The lease runs out by itself and the rows are still due: nothing is lost, someone will come again.
            // A full disk breaks off every visit: where it was thrown says nothing.
            log.VisitBroken(ReasonCodes.IsOwnFault(exception) ? exception : null, lease.Host, exception.Message);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task WorkAsync(HostVisit visit, WorkMonitor.Work work, CancellationToken stoppingToken)
    {
        var inPast = false;
        long? noPollAt = null;
        try
        {
            while (!visit.IsOver && !visit.IsLong)
            {
                // Hosts wait, workers do not: this one is due again when its pause is over.
                if (visit.Rest > ShortPause)
                {
                    return;
                }

                var at = time.GetTimestamp();
                var polls = noPollAt is not { } last || time.GetElapsedTime(last, at) >= LookAgain;
                // One page at a time: a poll or a live page that becomes due meanwhile is next.
                var (subscription, source, page) = await agenda.NextAsync(visit.Host, polls, stoppingToken);
                if (subscription is not null)
                {
                    await subscriptionVisit.RunAsync(subscription, visit, stoppingToken);
                    work.Done();
                    continue;
                }

                if (source is not null)
                {
                    await poll.RunAsync(source, visit, stoppingToken);
                    work.Done();
                    continue;
                }

                noPollAt = polls ? at : noPollAt;

                if (await backlog.IsFullAsync(stoppingToken))
                {
                    visit.LeaveFor(TimeSpan.FromSeconds(1));
                    return;
                }

                if (page is { Lane: (long)Lane.Live })
                {
                    if (!await pageVisit.RunAsync(page, visit, stoppingToken))
                    {
                        return;
                    }

                    work.Done();
                    continue;
                }

                // Corrections of young articles are nearer to news than the past is; how many there may be is bounded by the host's share.
                if (visit.RevisitAfter <= time.GetUtcNow().ToMicros() && await revisits.NextDueAsync(visit.Host, stoppingToken) is { } stored)
                {
                    if (!await revisitVisit.RunAsync(stored, visit, stoppingToken))
                    {
                        return;
                    }

                    work.Done();
                    continue;
                }

                var sitemap = await sitemaps.NextDueAsync(visit.Host, stoppingToken);
                if (page is null && sitemap is null)
                {
                    return;
                }

                inPast = inPast || past.Wait(0, CancellationToken.None);
                if (!inPast || await backlog.IsFullForBackfillAsync(stoppingToken))
                {
                    visit.LeaveFor(TimeSpan.FromSeconds(1));
                    return;
                }

                // A sitemap first: it is one request, and leads to what the pages after it are.
                if (!await (sitemap is not null ? sitemaps.RunAsync(sitemap, visit, stoppingToken) : pageVisit.RunAsync(page!, visit, stoppingToken)))
                {
                    return;
                }

                work.Done();
            }
        }
        finally
        {
            if (inPast)
            {
                past.Release();
            }
        }
    }

    public override void Dispose()
    {
        past.Dispose();
        base.Dispose();
    }
}
