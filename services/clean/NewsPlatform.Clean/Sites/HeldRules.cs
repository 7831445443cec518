using NewsPlatform.Extraction.Sites.Rules;

namespace NewsPlatform.Clean.Sites;

/// <summary>Rules that hold.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="IsFile">Whether from the folder.</param>
/// <param name="Updated">Microseconds since 1970.</param>
internal sealed record HeldRules(SiteRules Rules, bool IsFile, long Updated);
