using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Clean;

/// <summary>What was read out of a page. Exactly one of the first two is not null.</summary>
/// <param name="Article">The article.</param>
/// <param name="Rejection">Why there is none.</param>
/// <param name="Version">The extractor's version, with what was known of the site.</param>
internal sealed record CleanedPage(Article? Article, Rejection? Rejection, string Version);
