using System.Globalization;
using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.Crawling.WebSub;

/// <summary>When a hub is asked, and asked again. Pure.</summary>
public static class SubscriptionSchedule
{
    /// <summary>Longest lease that is believed; a year is far more than hubs grant.</summary>
    public static TimeSpan LongestLease { get; } = TimeSpan.FromDays(366);

    /// <summary>How long a hub that denied a subscription is left alone.</summary>
    public static TimeSpan AfterDenial { get; } = TimeSpan.FromDays(30);

    /// <summary>How long a hub may take to call back.</summary>
    public static TimeSpan Callback { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait between two requests that came to nothing.</summary>
    public static TimeSpan MaxBackoff { get; } = TimeSpan.FromHours(24);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstAfterRefusal = TimeSpan.FromHours(6);

    /// <summary>The lease that a hub grants; the one that was asked for when it does not say, or says what is none.</summary>
    /// <param name="seconds">hub.lease_seconds of its call.</param>
    /// <param name="asked">What it was asked for.</param>
    public static TimeSpan LeaseOf(string? seconds, TimeSpan asked)
    {
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var granted) || granted <= 0)
        {
            return asked;
        }

        return granted < LongestLease.TotalSeconds ? TimeSpan.FromSeconds(granted) : LongestLease;
    }

    /// <summary>
    /// When a lease is renewed: a tenth of it before its end, or an hour where that is more, or in its middle where the hour is
    /// more than half of it. Never at once: a hub that grants seconds must not keep us busy.
    /// </summary>
    public static TimeSpan RenewAfter(TimeSpan lease)
    {
        var margin = lease / 10;
        margin = margin > Margin ? margin : Margin < lease / 2 ? Margin : lease / 2;
        return lease - margin > Shortest ? lease - margin : Shortest;
    }

    /// <summary>When a hub is asked again that did not do what it was asked for.</summary>
    /// <param name="attempts">Requests in a row that came to nothing, this one included.</param>
    /// <param name="refused">Whether it answered, and with a refusal: it will hardly do so otherwise soon.</param>
    /// <param name="retryAfter">What it asked to wait.</param>
    public static TimeSpan AskAgainAfter(long attempts, bool refused, TimeSpan? retryAfter)
    {
        var wait = Backoff.Exponential(refused ? FirstAfterRefusal : Shortest, (int)Math.Clamp(attempts, 1, 40), MaxBackoff);
        return retryAfter is { } asked && asked > wait ? (asked < MaxBackoff ? asked : MaxBackoff) : wait;
    }

    /// <summary>When a hub is asked again that took a request and does not call back.</summary>
    /// <param name="attempts">Requests in a row that came to nothing, this one included.</param>
    public static TimeSpan AskAgainUnlessCalled(long attempts) =>
        AskAgainAfter(attempts, refused: false, null) is var wait && wait > Callback ? wait : Callback;
}
