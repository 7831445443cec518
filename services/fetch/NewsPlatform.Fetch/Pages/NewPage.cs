using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Pages;

/// <summary>A page that a source speaks of, or that someone asks for.</summary>
/// <param name="Url">Its normalised address.</param>
/// <param name="Source">Id of the source; empty for a submitted one.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Hint">What the source says of it.</param>
/// <param name="Updated">When the source says it changed last; absent when it does not say.</param>
internal sealed record NewPage(PageUrl Url, string Source, Lane Lane, FeedHint? Hint = null, DateTimeOffset? Updated = null)
{
    /// <summary>The page's id.</summary>
    public string Id { get; } = Url.Id;
}
