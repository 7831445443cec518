using System.ComponentModel.DataAnnotations;
using System.Net;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Fetch;

/// <summary>How Fetch crawls.</summary>
public sealed class FetchOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Fetch";

    /// <summary>Networks that the address guard lets through, on any port. Empty: only public addresses are asked.</summary>
    public IPNetwork[] AllowedNetworks { get; set; } = [];

    /// <summary>Time between two requests to one host. A longer Crawl-delay of its robots.txt wins.</summary>
    [DurationRange("0s", "1h")]
    public TimeSpan HostInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest Crawl-delay that is obeyed; a wish beyond it counts as this.</summary>
    [DurationRange("0s", "1h")]
    public TimeSpan MaxCrawlDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Shortest time between two polls of one source, whatever is wished.</summary>
    [DurationRange("10ms", "1d")]
    public TimeSpan MinimumPollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest time between two polls of one source.</summary>
    [DurationRange("1s", "30d")]
    public TimeSpan MaximumPollInterval { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Time between two polls of a source that publishes 12 articles a day or more, at the time of day; one that publishes
    /// fewer is polled less often in proportion. About nineteen in twenty articles are seen within this time.
    /// </summary>
    [DurationRange("10ms", "1d")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How Fetch introduces itself. Put an address there at which you can be reached.</summary>
    [MinLength(3)]
    public string UserAgent { get; set; } = "NewsPlatform/0.1 (+https://example.org/bot)";

    /// <summary>The name that robots.txt files address it by (RFC 9309 product token).</summary>
    [RegularExpression("[A-Za-z_-]+", ErrorMessage = "a product token has letters, _ and - only")]
    public string ProductToken { get; set; } = "NewsPlatform";

    /// <summary>Hosts that are asked at once by one process. Each host has one connection at a time over all processes.</summary>
    [Range(1, 512)]
    public int Workers { get; set; } = 16;

    /// <summary>Largest page, decoded, in bytes.</summary>
    [Range(1024, 20 << 20)]
    public int MaxPageBytes { get; set; } = 10 << 20;

    /// <summary>Time to connect, TLS included.</summary>
    [DurationRange("100ms", "2m")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time until the response's headers are there.</summary>
    [DurationRange("100ms", "5m")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for one request with its body; at most three quarters of the host's lease.</summary>
    [DurationRange("100ms", "5m")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How long a robots.txt file is believed.</summary>
    [DurationRange("1s", "1d")]
    public TimeSpan RobotsLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Waits before a page is tried again after a fault that may pass; after the last it has failed.</summary>
    public TimeSpan[] RetryDelays { get; set; } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    /// <summary>How long one process owns a host before another may take over. Renewed before each request.</summary>
    [DurationRange("1s", "10m")]
    public TimeSpan HostLease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a fetched page may be without an outcome before it is announced again; doubles with each time.</summary>
    [DurationRange("100ms", "1d")]
    public TimeSpan AnnounceAgainAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The same for pages of the backfill lane, whose queues may be long.</summary>
    [DurationRange("100ms", "7d")]
    public TimeSpan AnnounceBackfillAgainAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Announcements after which a page without an outcome is quarantined.</summary>
    [Range(1, 100)]
    public int MaxAnnouncements { get; set; } = 8;

    /// <summary>Fetched pages without an outcome beyond which no more are fetched or taken in: the stages behind are busy or away.</summary>
    [Range(1, 1_000_000)]
    public int MaxUnsettled { get; set; } = 2000;

    /// <summary>How often the frontier and the sweeper look for due work when there was none.</summary>
    [DurationRange("10ms", "1m")]
    public TimeSpan IdleWait { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Pages of backfills that may wait for their turn at hosts that answer; more are taken as these are fetched. Few keep live
    /// news quick and the database small, many keep slow hosts from holding up the others.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxBackfillQueue { get; set; } = 2000;

    /// <summary>Largest file that may be uploaded for a backfill, in bytes. It lies in the blob store until it was read.</summary>
    [Range(1, 1L << 50)]
    public long MaxBackfillBytes { get; set; } = 16L << 30;

    /// <summary>
    /// How long captures are kept after their fetch: <c>400d</c> for all, <c>not_modified:30d</c> for those of a kind (response,
    /// revisit, not_modified, handed_in); several are joined by commas, and each clears away what it names. Empty: for ever. A
    /// capture that others refer to is kept as long as one of them is. Pages without a capture are replayed from the web.
    /// </summary>
    public string[] CaptureRetention { get; set; } = [];

    /// <summary>The bounds of all intervals between polls.</summary>
    internal PollBounds PollBounds(WebSub.WebSubOptions webSub) =>
        new() { Shortest = MinimumPollInterval, Longest = MaximumPollInterval, Busy = PollInterval, Pushed = webSub.PollInterval };
}
