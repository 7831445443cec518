namespace NewsPlatform.Standalone.Display;

/// <summary>The stages that the screen tells apart.</summary>
internal enum Stage
{
    Fetched,
    Cleaned,
    Enriched,
    Stored,
    Rejected,
    Failed,
}
