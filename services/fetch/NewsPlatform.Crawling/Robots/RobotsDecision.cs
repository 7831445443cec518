namespace NewsPlatform.Crawling.Robots;

/// <summary>Whether a page may be fetched, and which line of robots.txt says so.</summary>
/// <param name="Allowed">True when the page may be fetched.</param>
/// <param name="Rule">The deciding rule as "Disallow: /path", or null when no rule matched.</param>
/// <param name="Line">The rule's line, from 1; null when no rule matched.</param>
public readonly record struct RobotsDecision(bool Allowed, string? Rule, int? Line);
