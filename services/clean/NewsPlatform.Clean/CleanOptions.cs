using System.ComponentModel.DataAnnotations;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Clean;

/// <summary>How Clean works.</summary>
public sealed class CleanOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Clean";

    /// <summary>Time for one page, after which it is rejected as too slow.</summary>
    [DurationRange("100ms", "1m")]
    public TimeSpan MaxPageTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest page, decoded, in bytes; a larger one is rejected as too large.</summary>
    [Range(1024, 20 << 20)]
    public int MaxPageBytes { get; set; } = 20 << 20;

    /// <summary>Time to pull one capture from Fetch.</summary>
    [DurationRange("1s", "5m")]
    public TimeSpan CaptureTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pages of one <c>ExtractArticles</c> stream that are under way at once, answers that nobody has taken yet among them.</summary>
    [Range(1, 64)]
    public int StreamParallelism { get; set; } = 4;

    /// <summary>How long such a stream may go without a page being asked for, or without an answer being taken.</summary>
    [DurationRange("100ms", "1h")]
    public TimeSpan StreamIdle { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Folder with files of site rules, read again when they change; empty for none. They go before those of the database.</summary>
    public string SiteRules { get; set; } = "";

    /// <summary>How often what pages taught of their sites is written, and what other replicas wrote is read.</summary>
    [DurationRange("50ms", "10m")]
    public TimeSpan SiteRefresh { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether what repeats over the pages of a site is learnt, and left out of its articles.</summary>
    public bool LearnSites { get; set; } = true;
}
