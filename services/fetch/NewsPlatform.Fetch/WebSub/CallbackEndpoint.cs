using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Crawling.WebSub;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.WebSub;

/// <summary>
/// Where hubs call back: with a question whether they were asked to push (GET), or with news (POST). Whoever does not know
/// a subscription's address learns nothing; whoever does not know its secret, too, changes nothing.
/// </summary>
internal sealed class CallbackEndpoint(
    SubscriptionStore subscriptions,
    SourceStore sources,
    SourcePoll poll,
    FrontierSignal signal,
    WebSubOptions options,
    FetchMetrics metrics,
    TimeProvider time,
    ILogger<CallbackEndpoint> log) : IDisposable
{
    private const int MaxChallenge = 4096;
    private const int MaxReason = 300;
    private const int MaxReads = 32;
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    // Of subscriptions; bodies that are held in memory, which whoever sends them slowly fills alone; and what is taken in.
    private readonly PushTurns turns = new(options.PushInterval, time);
    private readonly SemaphoreSlim reads = new(MaxReads);
    private readonly SemaphoreSlim free = new(options.MaxPushes);

    // Bytes of all bodies, as they arrive: so many as can be taken in, and as many again that come meanwhile.
    private readonly long maxHeld = 2L * options.MaxPushes * options.MaxPushBytes;
    private long held;

    private enum Arrival
    {
        Whole,
        TooLarge,
        NoRoom,
    }

    /// <summary>Maps it, where Fetch subscribes.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<WebSubOptions>().IsOn)
        {
            const string Pattern = "/websub/{token:length(64)}";
            endpoints.MapGet(Pattern, context => Of(context).AnswerAsync(context));
            endpoints.MapPost(Pattern, context => Of(context).TakeAsync(context));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reads.Dispose();
        free.Dispose();
    }

    private static CallbackEndpoint Of(HttpContext context) => context.RequestServices.GetRequiredService<CallbackEndpoint>();

    private async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (mode, topic, challenge) = (One("hub.mode"), One("hub.topic"), One("hub.challenge"));
        try
        {
            if (await RowAsync(context) is not { } row)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            if (mode == HubRequest.Denied)
            {
                var reason = StoredText.Clean(One("hub.reason"), MaxReason);
                var heard = await subscriptions.DenyAsync(row, topic, reason, context.RequestAborted);
                context.Response.StatusCode = heard ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
                if (heard)
                {
                    log.HubSaid(row.Hub, row.Topic, $"denied {reason}".TrimEnd());
                    signal.Set();
                }

                return;
            }

            if (challenge.Length is 0 or > MaxChallenge || !await subscriptions.ConfirmAsync(row, mode, topic, One("hub.lease_seconds"), context.RequestAborted))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            log.HubSaid(row.Hub, row.Topic, $"{mode} confirmed");
            // A plain text that no browser takes for a page (section 5.3.1).
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            await context.Response.WriteAsync(challenge, context.RequestAborted);
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            Later(context);
        }

        string One(string name) => query[name] is [{ } only] ? only : "";
    }

    private async Task TakeAsync(HttpContext context)
    {
        try
        {
            if (await RowAsync(context) is not { } row)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            if (row.IsLeaving)
            {
                // Section 7: by this a hub may end the subscription.
                context.Response.StatusCode = StatusCodes.Status410Gone;
                return;
            }

            if (!turns.TryBegin(row.Token, out var wait))
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = ((long)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
                metrics.Pushed("too_often");
                return;
            }

            try
            {
                await TakeInTurnAsync(row, context);
            }
            finally
            {
                turns.End(row.Token);
            }
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            Later(context);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
        }
    }

    private async Task TakeInTurnAsync(SubscriptionRow row, HttpContext context)
    {
        if (!reads.Wait(0, CancellationToken.None))
        {
            Later(context);
            return;
        }

        using var body = new MemoryStream();
        try
        {
            var arrival = await ReadAsync(context, body);
            if (arrival == Arrival.TooLarge)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                metrics.Pushed("too_large");
                return;
            }

            if (arrival == Arrival.NoRoom || !await IsFreeAsync(context.RequestAborted))
            {
                Later(context);
                return;
            }

            try
            {
                await TakeAsync(row, context, body.GetBuffer().AsMemory(0, (int)body.Length));
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            }
            finally
            {
                free.Release();
            }
        }
        finally
        {
            reads.Release();
            Interlocked.Add(ref held, -body.Capacity);
        }
    }

    private async Task<bool> IsFreeAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await free.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task TakeAsync(SubscriptionRow row, HttpContext context, ReadOnlyMemory<byte> body)
    {
        // The request's span is left out of traces, for its path is secret: what is pushed has a trace of its own.
        Activity.Current = null;
        var cancellationToken = context.RequestAborted;
        var verdict = HubSignature.Verify(context.Request.Headers[HubSignature.Header] is [{ } only] ? only : null, row.Secret, body.Span);
        if (verdict != SignatureVerdict.Valid)
        {
            // Acknowledged all the same: who tries signatures must not learn which is right (section 8.1).
            log.PushIgnored(row.Source, $"its signature is {verdict.ToString().ToLower(CultureInfo.InvariantCulture)}");
            metrics.Pushed("forged");
            await subscriptions.NoteForgeryAsync(row.Token, cancellationToken);
            return;
        }

        if (await sources.GetAsync(row.Source, cancellationToken) is not { Paused: 0 } source)
        {
            metrics.Pushed("unwanted");
            return;
        }

        // Only what is kept counts as pushed: a hub whose pushes cannot be read is no reason to poll less.
        if (await poll.TakePushAsync(source, new Uri(row.Topic), body, context.Request.ContentType, cancellationToken) is { } newest)
        {
            await subscriptions.NotePushAsync(row.Token, newest, cancellationToken);
            metrics.Pushed("taken");
            signal.Set();
        }
        else
        {
            metrics.Pushed("unreadable");
        }
    }

    private async Task<SubscriptionRow?> RowAsync(HttpContext context) =>
        context.Request.RouteValues["token"] is string token && token.All(char.IsAsciiHexDigitLower)
            ? await subscriptions.OfTokenAsync(token, context.RequestAborted)
            : null;

    // The signature is over the body as it was sent, so that it is read whole.
    private async Task<Arrival> ReadAsync(HttpContext context, MemoryStream body)
    {
        if (context.Request.ContentLength > options.MaxPushBytes)
        {
            return Arrival.TooLarge;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // One more than is taken: what is longer is seen here, and answered here.
            limit.MaxRequestBodySize = options.MaxPushBytes + 1L;
        }

        using var patience = new CancellationTokenSource(LongestRead, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        var buffer = new byte[16 << 10];
        try
        {
            while (await context.Request.Body.ReadAsync(buffer, either.Token) is > 0 and var count)
            {
                if (body.Length + count > options.MaxPushBytes)
                {
                    return Arrival.TooLarge;
                }

                var before = body.Capacity;
                body.Write(buffer, 0, count);
                if (Interlocked.Add(ref held, body.Capacity - before) > maxHeld)
                {
                    return Arrival.NoRoom;
                }
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Arrival.TooLarge;
        }

        return Arrival.Whole;
    }

    private static void Later(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "30";
    }
}
