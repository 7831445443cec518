namespace NewsPlatform.Standalone.Demo;

/// <summary>A title of the demo newsroom.</summary>
/// <param name="Key">Its key, which is also the first part of its paths.</param>
/// <param name="Name">Its name.</param>
/// <param name="FeedPath">Where its feed is.</param>
/// <param name="Motto">What it says of itself.</param>
public sealed record DemoPublication(string Key, string Name, string FeedPath, string Motto)
{
    /// <summary>Both titles: an English daily with an RSS feed, and an international review with an Atom feed.</summary>
    public static IReadOnlyList<DemoPublication> All { get; } =
    [
        new("harbour", "The Harbour Post", "/harbour/feed.xml", "Independent reporting from the water's edge"),
        new("meridian", "Meridian Review", "/meridian/atom.xml", "One world, many languages"),
    ];

    /// <summary>The title with a key.</summary>
    public static DemoPublication Of(string key) => All.Single(publication => publication.Key == key);
}
