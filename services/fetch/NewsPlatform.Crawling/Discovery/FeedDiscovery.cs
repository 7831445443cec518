using System.Text;
using System.Text.Unicode;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.Xml;
using NewsPlatform.Text.Encodings;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Crawling.Discovery;

/// <summary>Finds the feeds of a web page: declared ones, anchors that look like feeds, and the usual places.</summary>
public static class FeedDiscovery
{
    /// <summary>Bytes of a page looked at.</summary>
    public const int MaxBytes = 2 * 1_024 * 1_024;

    /// <summary>Candidates given at most.</summary>
    public const int MaxCandidates = 100;

    /// <summary>Where WordPress, Drupal, Ghost, Hugo, Blogger and others serve feeds.</summary>
    private static readonly string[] CommonPaths = ["/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds", "/rss/", "/feed/", "/feeds/posts/default", "/feed.json", "/?feed=rss2"];

    /// <summary>
    /// Addresses where a feed of the page may be, most certain first, each once. One pass over the page, no regular
    /// expressions. Never fails.
    /// </summary>
    /// <param name="html">The page's bytes.</param>
    /// <param name="url">The page's address.</param>
    /// <param name="contentType">The answer's <c>Content-Type</c>. What is UTF-8 is read as such, whatever it says; else its charset counts before that of the page's own <c>meta</c>.</param>
    public static IReadOnlyList<FeedCandidate> Find(ReadOnlySpan<byte> html, Uri url, string? contentType = null)
    {
        var text = TextOf(html[..Math.Min(html.Length, MaxBytes)], contentType);
        WebAddress? own = WebAddress.TryParse(url.OriginalString, null, out var address, out _) ? address : null;
        var document = own;
        var declared = new List<(string Href, string? Title)>();
        var anchors = new List<(string Href, string? Title)>();
        var baseSeen = false;
        var scanner = new TagScanner(text);
        while (scanner.Next(out var tag))
        {
            if (tag.Attribute("href") is not { Length: > 0 } href)
            {
                continue;
            }

            if (tag.Name is "base" && !baseSeen && WebAddress.TryResolve(href, own, out address, out _))
            {
                (document, baseSeen) = (address, true);
            }
            else if (tag.Name is "link" && declared.Count < MaxCandidates && IsFeedLink(tag))
            {
                declared.Add((href, tag.Attribute("title")));
            }
            else if (tag.Name is "a" && anchors.Count < MaxCandidates && LooksLikeFeed(href, tag.Attribute("type")))
            {
                anchors.Add((href, tag.Attribute("title")));
            }
        }

        var found = new List<FeedCandidate>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Add(declared, FeedCandidateKind.Declared);
        Add(anchors, FeedCandidateKind.Anchor);
        foreach (var path in CommonPaths)
        {
            Add([(path, null)], FeedCandidateKind.CommonPath);
        }

        return found;

        void Add(List<(string Href, string? Title)> hrefs, FeedCandidateKind kind)
        {
            foreach (var (href, title) in hrefs)
            {
                // "feed:https://..." and "feed://host/..." are a reader's schemes for http.
                var plain = href.Trim();
                plain = plain.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) ? "http" + plain[4..]
                    : plain.StartsWith("feed:", StringComparison.OrdinalIgnoreCase) ? plain[5..]
                    : plain;
                if (found.Count < MaxCandidates && WebAddress.TryResolve(plain, kind == FeedCandidateKind.CommonPath ? own : document, out address, out _) && seen.Add(address.ToString()))
                {
                    found.Add(new FeedCandidate(address.ToString(), kind, PlainText.OfHtml(title, 200)));
                }
            }
        }
    }

    private static string TextOf(ReadOnlySpan<byte> html, string? contentType)
    {
        if (html.Length >= 4 && (html[0] is 0 or 0xFE or 0xFF || html[1] == 0 || html.StartsWith("\uFEFF"u8)))
        {
            return DocumentText.Decode(html, contentType);
        }

        var label = CharsetDeclaration.FromContentType(contentType);
        var declared = WhatwgEncodings.Find(label.IsEmpty ? CharsetDeclaration.FromMarkup(html) : label);
        // Only text in the escapes of ISO-2022 is UTF-8 by its bytes and is not. The last character may be cut.
        var isEscaped = declared is { Name: "iso-2022-jp" } && System.Text.Ascii.IsValid(html);
        return declared is not { } own || own.Name.StartsWith("utf-", StringComparison.Ordinal) || (!isEscaped && Utf8.IsValid(Whole(html))) ? Encoding.UTF8.GetString(html) : own.Encoding.GetString(html);
    }

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> utf8)
    {
        var last = utf8.Length - 1;
        while (last >= 0 && last > utf8.Length - 4 && (utf8[last] & 0xC0) == 0x80)
        {
            last--;
        }

        return last >= 0 && utf8[last] >= 0xC0 ? utf8[..last] : utf8;
    }

    private static bool IsFeedLink(HtmlTag tag)
    {
        var type = MediaType(tag.Attribute("type"));
        var rel = tag.Attribute("rel");
        if (HasWord(rel, "feed"))
        {
            return true;
        }

        return HasWord(rel, "alternate") && !HasWord(rel, "stylesheet") && (IsFeedType(type)
            || (type is "application/json" or "text/xml" or "application/xml" && LooksLikeFeed(tag.Attribute("href")!, null)));
    }

    private static bool IsFeedType(string? type) =>
        type is "application/rss+xml" or "application/atom+xml" or "application/feed+json" or "application/rdf+xml" or "application/x.atom+xml" or "application/x-atom+xml" or "text/rss+xml" or "application/rss";

    private static bool LooksLikeFeed(string href, string? type)
    {
        if (IsFeedType(MediaType(type)) || href.StartsWith("feed:", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (href.Length > PageUrl.MaxLength)
        {
            return false;
        }

        var end = href.AsSpan().IndexOfAny('?', '#');
        var path = (end < 0 ? href : href[..end]).ToLowerInvariant().TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        return path.EndsWith(".rss", StringComparison.Ordinal) || path.EndsWith(".atom", StringComparison.Ordinal) || path.EndsWith(".rdf", StringComparison.Ordinal)
            || last is "feed" or "rss" or "atom" or "rss.xml" or "feed.xml" or "atom.xml" or "index.rdf" or "rss2" or "rss.php" or "feed.json"
            || (path.EndsWith(".xml", StringComparison.Ordinal) && (last.Contains("rss", StringComparison.Ordinal) || last.Contains("feed", StringComparison.Ordinal) || last.Contains("atom", StringComparison.Ordinal)))
            || path.Contains("/feeds/", StringComparison.Ordinal) || path.StartsWith("http://feeds.", StringComparison.Ordinal) || path.StartsWith("https://feeds.", StringComparison.Ordinal)
            || href.Contains("?feed=rss", StringComparison.OrdinalIgnoreCase) || href.Contains("?feed=atom", StringComparison.OrdinalIgnoreCase);
    }

    private static string? MediaType(string? type)
    {
        if (type is null)
        {
            return null;
        }

        var end = type.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? type : type[..end]).Trim().ToLowerInvariant();
    }

    private static bool HasWord(string? list, string word)
    {
        if (list is null || list.Length > 500)
        {
            return false;
        }

        foreach (var each in list.Split([' ', '\t', '\n', '\r', '\f', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (string.Equals(each, word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
