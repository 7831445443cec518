namespace NewsPlatform.Crawling.Robots;

/// <summary>Consecutive user-agent lines and the rules that follow them.</summary>
internal sealed class RobotsGroup
{
    /// <summary>Product tokens in lower case, "*" for everyone.</summary>
    public HashSet<string> Agents { get; } = new(StringComparer.Ordinal);

    public List<RobotsRule> Rules { get; } = [];

    public Dictionary<string, TimeSpan> Delays { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines on use by machines, as written.</summary>
    public List<string> Usage { get; } = [];
}

/// <summary>One Allow or Disallow line; the pattern is normalised for comparison, the text is as written.</summary>
internal sealed record RobotsRule(bool Allow, string Pattern, string Text, int Line)
{
    public static RobotsRule Everything { get; } = new(Allow: false, "/", "Disallow: /", 0);
}
