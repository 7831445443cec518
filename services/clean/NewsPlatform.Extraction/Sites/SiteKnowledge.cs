using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Extraction.Sites;

/// <summary>What is known of a page's site before the page is read.</summary>
public sealed record SiteKnowledge
{
    /// <summary>What the site's other pages have taught; null when nothing has.</summary>
    public SiteProfile? Profile { get; init; }

    /// <summary>What people have laid down about the site; null when nobody has. They go before the profile.</summary>
    public SiteRules? Rules { get; init; }

    /// <summary>Whether the result shall say what the page teaches about its site (<see cref="ExtractedArticle.Seen"/>).</summary>
    public bool Observe { get; init; }

    /// <summary>The site that a page belongs to: its host in lower case without <c>www.</c></summary>
    /// <param name="url">The page's address.</param>
    public static string SiteOf(Uri url)
    {
        // System.Uri throws for the ASCII form of some hosts that it takes.
        var host = PageUrl.TryParse(url.OriginalString, null, out var page, out _) ? page.HostName : url.Host.ToLowerInvariant().TrimEnd('.');
        return host.StartsWith("www.", StringComparison.Ordinal) && host.Length > 4 ? host[4..] : host;
    }
}
