using System.ComponentModel.DataAnnotations;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>How captures that are kept are read anew.</summary>
public sealed class ReprocessingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Clean:Reprocessing";

    /// <summary>Captures read a second by one process; 0: as many as it can. Pages that are just fetched are read first in any case.</summary>
    [Range(0, 100_000)]
    public int Rate { get; set; } = 50;

    /// <summary>Captures pulled and read at once by one process.</summary>
    [Range(1, 64)]
    public int Parallelism { get; set; } = 1;

    /// <summary>Captures that are listed, compared and noted together; for real, no more articles are under way. What a process that dies has begun is done again.</summary>
    [Range(1, 500)]
    public int Batch { get; set; } = 50;

    /// <summary>How long one process owns a run before another may take over. Renewed while it works.</summary>
    [DurationRange("1s", "10m")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long Store is waited for before a batch's articles are sent again.</summary>
    [DurationRange("500ms", "1h")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often they are sent before the run goes on without them.</summary>
    [Range(1, 20)]
    public int Tries { get; set; } = 3;

    /// <summary>How often a process looks for a run that nobody works at.</summary>
    [DurationRange("10ms", "1m")]
    public TimeSpan IdleWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the report of a run is kept after its end.</summary>
    [DurationRange("1h", "3650d")]
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(365);
}
