using System.ComponentModel.DataAnnotations;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Store;

/// <summary>How the store keeps articles and tells of them.</summary>
public sealed class StoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Store";

    /// <summary>Most articles written in one transaction. Under load a larger group costs less for each article.</summary>
    [Range(1, 1024)]
    public int WriteGroup { get; set; } = 64;

    /// <summary>Transactions of one process under way at once, on PostgreSQL; SQLite has one writer.</summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 3;

    /// <summary>
    /// The least time from one transaction of a process to its next, on PostgreSQL, unless eight wait: under load an article waits for others
    /// that share its transaction's statements. One that comes alone waits for nobody.
    /// </summary>
    [DurationRange("0s", "2s")]
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long after an article another with the same text still counts as its copy: wire stories return as anniversaries do.</summary>
    [DurationRange("1h", "3650d")]
    public TimeSpan CopyWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Share of equal MinHash minima, an estimate of the share of common word shingles, from which one text is a copy of
    /// another. 0.5 lets a copy have its own lead and ending.
    /// </summary>
    [Range(0.1, 1.0)]
    public double CopySimilarity { get; set; } = 0.5;

    /// <summary>How often one process looks for changes that other processes made. Its own changes are told at once.</summary>
    [DurationRange("50ms", "1m")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the process that publishes changes stays the only one without renewing; it renews each third of it.</summary>
    [DurationRange("3s", "10m")]
    public TimeSpan RelayLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Changes published together before the relay's position moves; after a crash at most these are published twice.</summary>
    [Range(1, 4096)]
    public int RelayBatch { get; set; } = 256;
}
