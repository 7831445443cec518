using NewsPlatform.Extraction.Sites;

namespace NewsPlatform.Clean.Sites;

/// <summary>A row of <c>site_profile</c>.</summary>
/// <param name="Site">The site.</param>
/// <param name="Version">Grows when what repeats changes.</param>
/// <param name="Memory">The counts.</param>
/// <param name="Updated">Microseconds since 1970.</param>
internal sealed record ProfileRow(string Site, long Version, SiteMemory Memory, long Updated)
{
    /// <summary>What the counts say.</summary>
    public SiteProfile Profile => Memory.ToProfile(Site, Version);
}
