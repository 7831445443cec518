namespace NewsPlatform.Crawling.Sitemaps;

/// <summary>One address of a sitemap.</summary>
/// <param name="Url">Absolute address, as written; not normalised.</param>
/// <param name="LastModified">When the sitemap says the page changed.</param>
/// <param name="News">What Google's news extension says of the page, or null.</param>
public sealed record SitemapEntry(string Url, DateTimeOffset? LastModified, SitemapNews? News);

/// <summary>The news:news element of an entry.</summary>
/// <param name="Title">Headline as plain text.</param>
/// <param name="Published">Publication date.</param>
/// <param name="Language">Language tag as written.</param>
/// <param name="Publication">Name of the newspaper.</param>
public sealed record SitemapNews(string? Title, DateTimeOffset? Published, string? Language, string? Publication);
