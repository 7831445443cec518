using System.ComponentModel.DataAnnotations;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Fetch.Revisits;

/// <summary>How young articles are fetched again, for they are corrected and completed after they are out. Only pages of the live lane are.</summary>
public sealed class RevisitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Fetch:Revisits";

    /// <summary>Whether articles are revisited.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Ages at which an article is fetched again, from its publication or its first fetch, whichever was earlier; after the last
    /// it is left alone. A source whose articles hardly ever change is revisited for a share of them only.
    /// </summary>
    [MaxLength(20)]
    public TimeSpan[] Ages { get; set; } = [.. new RevisitBounds().Ages];

    /// <summary>Shortest time between two revisits of an article that goes on changing, such as a live blog.</summary>
    [DurationRange("10ms", "7d")]
    public TimeSpan Interval { get; set; } = new RevisitBounds().Shortest;

    /// <summary>Largest share of the requests that a host may be asked, by its interval, that are revisits. New pages and polls go first in any case.</summary>
    [Range(0.01, 1)]
    public double Share { get; set; } = 0.25;

    /// <summary>The bounds of a plan.</summary>
    internal RevisitBounds Bounds => new() { Ages = Ages, Shortest = Interval };
}
