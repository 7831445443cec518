namespace NewsPlatform.Extraction;

/// <summary>What a feed entry said about the page it points to.</summary>
/// <param name="Title">The entry's title as plain text.</param>
/// <param name="Summary">The entry's summary as plain text.</param>
/// <param name="Published">The entry's publication time.</param>
/// <param name="Authors">The entry's authors.</param>
public sealed record FeedHint(string? Title, string? Summary, DateTimeOffset? Published, IReadOnlyList<string> Authors);
