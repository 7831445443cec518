using System.ComponentModel.DataAnnotations;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Fetch.WebSub;

/// <summary>How Fetch subscribes to feeds at their WebSub hubs, which then push what is new.</summary>
public sealed class WebSubOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Fetch:WebSub";

    /// <summary>
    /// Public address, http or https, under which hubs reach Fetch's HTTP/1.1 port: <c>websub/…</c> below it must lead to
    /// <c>/websub/…</c> there, and nothing else need be public. Empty: no subscriptions.
    /// </summary>
    [RegularExpression("(?i)https?://[^?#]+", ErrorMessage = "must be an absolute http or https address without query and fragment")]
    public string CallbackUrl { get; set; } = "";

    /// <summary>Lease that hubs are asked for; a hub may grant another.</summary>
    [DurationRange("1m", "365d")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromDays(10);

    /// <summary>Time between two polls of a source without a wished interval while its hub pushes, for a hub may fail. What could scroll out of the feed meanwhile is polled for earlier.</summary>
    [DurationRange("10ms", "7d")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Largest push, in bytes. One process holds at most twice <see cref="MaxPushes"/> times as much of all that arrive; what comes beyond that is answered 503, and hubs push it again.</summary>
    [Range(1024, 20 << 20)]
    public int MaxPushBytes { get; set; } = 5 << 20;

    /// <summary>Pushes that one process takes in at once, when they have arrived; more wait for some seconds, then they are answered 503, and hubs push them again.</summary>
    [Range(1, 64)]
    public int MaxPushes { get; set; } = 4;

    /// <summary>Shortest time between two pushes for one source, of which one is taken at a time; what comes sooner is answered 429, and hubs push it again.</summary>
    [DurationRange("0s", "1h")]
    public TimeSpan PushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether Fetch subscribes.</summary>
    internal bool IsOn => CallbackUrl.Length > 0;

    /// <summary>Where a hub calls back.</summary>
    internal string CallbackOf(string token) => $"{CallbackUrl.TrimEnd('/')}/websub/{token}";
}
