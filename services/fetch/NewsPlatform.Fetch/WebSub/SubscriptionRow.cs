using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.WebSub;

/// <summary>A row of the table <c>subscription</c>.</summary>
internal sealed class SubscriptionRow
{
    /// <summary>The unguessable part of the address that the hub calls back at.</summary>
    public required string Token { get; init; }

    public required string Source { get; init; }

    /// <summary>The address that the hub knows the source by.</summary>
    public required string Topic { get; init; }

    public required string Hub { get; init; }

    /// <summary>The address to ask now: the hub's, or where it redirects to.</summary>
    public required string Ask { get; init; }

    public required string Host { get; init; }

    public required string Secret { get; init; }

    public required long Mode { get; init; }

    /// <summary>1: the hub was asked and has not called back.</summary>
    public required long Pending { get; init; }

    /// <summary>1: the last whole document of the source named the hub.</summary>
    public required long Wanted { get; init; }

    public required long Due { get; init; }

    /// <summary>Requests in a row that came to nothing.</summary>
    public required long Attempts { get; init; }

    /// <summary>Redirects in a row.</summary>
    public required long Hops { get; init; }

    /// <summary>When the lease ends; 0: none was granted.</summary>
    public required long LeaseUntil { get; init; }

    /// <summary>When the hub denied it; 0: it did not.</summary>
    public required long Denied { get; init; }

    public required string LastResult { get; init; }

    public required long LastPush { get; init; }

    public required long Pushes { get; init; }

    public required long Forged { get; init; }

    /// <summary>Polls that found news, in a row, without a push since.</summary>
    public required long Missed { get; init; }

    /// <summary>Whether the hub is to be left, rather than joined.</summary>
    public bool IsLeaving => Mode == SubscriptionStore.Leave;

    /// <summary>Whether the hub has agreed to push now.</summary>
    public bool IsActive(long now) => LeaseUntil > now && Denied == 0;

    /// <summary>The subscription as clients see it.</summary>
    public Subscription ToSubscription(long now) => new()
    {
        State = Denied > 0 ? Subscription.Types.State.Denied
            : LeaseUntil > now ? Subscription.Types.State.Active
            : LeaseUntil > 0 ? Subscription.Types.State.Lapsed
            : Subscription.Types.State.Requested,
        Hub = Hub,
        Topic = Topic,
        LeaseEndTime = LeaseUntil == 0 ? null : UnixTime.ToTimestamp(LeaseUntil),
        LastPushTime = LastPush == 0 ? null : UnixTime.ToTimestamp(LastPush),
        Pushes = Pushes,
        ForgedPushes = Forged,
        MissedPolls = (int)Math.Min(Missed, int.MaxValue),
        NextRequestTime = UnixTime.ToTimestamp(Due),
        LastResult = LastResult,
    };
}
