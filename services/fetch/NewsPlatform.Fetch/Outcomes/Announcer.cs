using Google.Protobuf;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Fetch.Outcomes;

/// <summary>
/// Announces fetched pages, and announces them again for as long as nobody reports an outcome: the sweeper that makes
/// every loss on the way harmless. A page that stays without an outcome is quarantined.
/// </summary>
internal sealed class Announcer(
    PageStore pages, UnsettledPages unsettled, EventPublisher publisher, WorkMonitor monitor, BusOptions busOptions, FetchOptions options, TimeProvider time, ILogger<Announcer> log)
    : BackgroundService
{
    private const int MaxUnconfirmed = 64;

    // Announcements whose confirmation is waited for while the next page is fetched already.
    private readonly SemaphoreSlim unconfirmed = new(MaxUnconfirmed);

    /// <summary>When a page that is announced now is announced again.</summary>
    public DateTimeOffset AgainAt(long lane, DateTimeOffset now) =>
        now + (lane == (long)Lane.Backfill ? options.AnnounceBackfillAgainAfter : options.AnnounceAgainAfter);

    /// <summary>
    /// Announces a page that was just marked as fetched, without waiting for the broker: should the announcement be lost,
    /// the row brings it back. While many are unconfirmed it is left to the sweeper, for visits must go on: a broker that is
    /// away is no reason to miss what a feed says today.
    /// </summary>
    /// <param name="page">The page as it was before this fetch.</param>
    /// <param name="number">The number of this fetch.</param>
    /// <param name="fetched">What was fetched.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task AnnounceSoonAsync(PageRow page, long number, FetchedPage fetched, CancellationToken cancellationToken)
    {
        var message = new PageFetched
        {
            Page = page.ToRef(),
            Capture = $"captures/{fetched.Capture}",
            FinalUrl = fetched.FinalUrl,
            Status = (int)fetched.Status,
            ContentType = fetched.ContentType,
            Size = fetched.Size,
            Hint = page.Hint is null ? null : FeedHint.Parser.ParseFrom(page.Hint),
        };
        message.Page.Fetch = (int)number;
        message.Page.FetchTime = UnixTime.ToTimestamp(fetched.Time.ToMicros());
        await AnnounceOrLeaveAsync(message, cancellationToken);
    }

    /// <summary>Announces a page whose row is as the event says, without waiting for anything; while many are unconfirmed it is left to the sweeper.</summary>
    /// <param name="message">The announcement.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task AnnounceOrLeaveAsync(PageFetched message, CancellationToken cancellationToken)
    {
        if (unconfirmed.Wait(0, CancellationToken.None))
        {
            _ = PublishAsync(message, cancellationToken);
        }
        else
        {
            await unsettled.MakeNextAsync(PageIds.Of(message.Page.Name), cancellationToken);
        }
    }

    /// <summary>Announces a page whose row is as the event says.</summary>
    /// <param name="message">The announcement.</param>
    /// <param name="waiting">Gives up waiting while many are unconfirmed: then the row brings the page back.</param>
    /// <param name="sending">Gives up an announcement that is under way.</param>
    public async Task AnnounceSoonAsync(PageFetched message, CancellationToken waiting, CancellationToken sending)
    {
        await unconfirmed.WaitAsync(waiting);
        _ = PublishAsync(message, sending);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await publisher.ReadyAsync(stoppingToken);
            while (true)
            {
                // Outside of the work that a sweep is: who waits for the broker is not stuck.
                await unconfirmed.WaitAsync(stoppingToken);
                if (await SweepAsync(stoppingToken) == 0)
                {
                    await Task.Delay(options.IdleWait, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        if (busOptions.Transport == BusTransport.InMemory)
        {
            await TakeBackAsync();
        }
    }

    // What is under way ends with this process's bus, which stopped before, and for no fault of the pages. A process that is
    // killed takes nothing back: it may be a page that kills it, again and again.
    private async Task TakeBackAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await unsettled.TakeBackAnnouncementsAsync(limit.Token);
        }
        catch (Exception exception)
        {
            log.SweepFailed(exception.Message);
        }
    }

    // Takes no more pages than can be announced at once, for each that is taken is counted; the caller has taken the first
    // place of "unconfirmed". Half of them are left to the visits.
    private async Task<int> SweepAsync(CancellationToken stoppingToken)
    {
        using var work = monitor.Begin("sweep");
        var room = 1;
        while (room < MaxUnconfirmed / 2 && unconfirmed.Wait(0, CancellationToken.None))
        {
            room++;
        }

        try
        {
            var late = await unsettled.TakeAsync(room, options.AnnounceAgainAfter, options.AnnounceBackfillAgainAfter, stoppingToken);
            foreach (var page in late)
            {
                if (page.Announcements > options.MaxAnnouncements)
                {
                    log.NoOutcome(page.Url, page.Announcements);
                    await pages.EndAsync(page.Id, Lost(page), stoppingToken);
                    continue;
                }

                if (page.Announcements > 1)
                {
                    log.AnnouncedAgain(page.Url, page.Announcements);
                }

                _ = PublishAgainAsync(page, stoppingToken);
                room--;
            }

            return late.Count;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            log.SweepFailed(exception.Message);
            return 0;
        }
        finally
        {
            if (room > 0)
            {
                unconfirmed.Release(room);
            }
        }
    }

    private async Task PublishAgainAsync(PageRow page, CancellationToken cancellationToken)
    {
        using var span = PipelineTrace.Start("announce page again", page.Trace);
        await PublishAsync(page.ToEvent(), cancellationToken);
    }

    // Releases a place of "unconfirmed", which the caller took.
    private async Task PublishAsync(PageFetched message, CancellationToken cancellationToken)
    {
        try
        {
            var id = $"{message.Page.Name}/{message.Page.Fetch}/fetched";
            await publisher.PublishAsync(message, id, message.Page.Name, EventPublisher.KeyOf(message.Page.Lane), cancellationToken);
        }
        catch (Exception exception)
        {
            // The row stays due for announcing: the sweeper will try again.
            if (!cancellationToken.IsCancellationRequested)
            {
                log.NotAnnounced(message.Page.Url, exception.Message);
            }
        }
        finally
        {
            unconfirmed.Release();
        }
    }

    private Ending Lost(PageRow page)
    {
        var now = time.GetUtcNow();
        var reason = $"no outcome after {page.Announcements - 1} announcements; the services' logs may say why";
        return new Ending
        {
            Outcome = Outcome.Failed,
            ReasonCode = "no_outcome",
            Reason = reason,
            Fetch = page.FetchNo,
            Lane = (Lane)page.Lane,
            Time = now,
            Quarantine = true,
            Steps = [(now, "quarantined", reason)],
        };
    }

    public override void Dispose()
    {
        unconfirmed.Dispose();
        base.Dispose();
    }
}
