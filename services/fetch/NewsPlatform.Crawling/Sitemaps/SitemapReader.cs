using NewsPlatform.Crawling.Compression;
using NewsPlatform.Crawling.Dates;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Text.Urls;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Sitemaps;

/// <summary>Reads sitemaps, sitemap indexes and text sitemaps (sitemaps.org protocol 0.9), plain or gzip.</summary>
public static class SitemapReader
{
    /// <summary>Largest sitemap in bytes after decompression: the protocol's own bound.</summary>
    public const int MaxBytes = 50 * 1_024 * 1_024;

    /// <summary>Entries read of one sitemap: the protocol's own bound.</summary>
    public const int MaxEntries = 50_000;

    /// <summary>Reads a sitemap.</summary>
    /// <param name="bytes">The body; gzip is known by its first bytes, whatever the name and headers say.</param>
    /// <param name="contentType">The Content-Type header, for its charset.</param>
    /// <param name="url">Where the sitemap came from; relative addresses refer to it.</param>
    public static SitemapResult Read(ReadOnlyMemory<byte> bytes, string? contentType, Uri url)
    {
        if (Gzip.HasMagic(bytes.Span))
        {
            var decoded = Gzip.Decode(bytes, MaxBytes);
            if (decoded.Status != DecodeStatus.Done)
            {
                return decoded.Status == DecodeStatus.TooLarge
                    ? SitemapResult.Failed(SitemapFaultKind.TooLarge, $"the sitemap is larger than {MaxBytes} bytes after decompression")
                    : SitemapResult.Failed(SitemapFaultKind.BadGzip, decoded.Status == DecodeStatus.Truncated ? "the gzip data is cut short" : "the gzip data is damaged");
            }

            bytes = decoded.Bytes;
        }

        if (bytes.Length > MaxBytes)
        {
            return SitemapResult.Failed(SitemapFaultKind.TooLarge, $"the sitemap has {bytes.Length} bytes, the limit is {MaxBytes}");
        }

        var text = DocumentText.Decode(bytes.Span, contentType);
        if (string.IsNullOrWhiteSpace(text))
        {
            return SitemapResult.Failed(SitemapFaultKind.Empty, "the sitemap is empty");
        }

        var start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] is '\uFEFF'))
        {
            start++;
        }

        return start < text.Length && text[start] == '<' ? ReadXml(text, start, url) : ReadText(text, url);
    }

    private static SitemapResult ReadXml(string text, int start, Uri url)
    {
        var strict = new Assembler(url);
        if (StrictXml.Read(text, strict.Builder, out var error))
        {
            return strict.Result("");
        }

        var lenient = new Assembler(url);
        LenientXml.Read(text[start..], lenient.Builder);
        return lenient.Result(error);
    }

    private static SitemapResult ReadText(string text, Uri url)
    {
        var entries = new List<SitemapEntry>();
        var truncated = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.Length is 0 or > PageUrl.MaxRawLength || !WebAddress.TryParse(trimmed.ToString(), null, out _, out _))
            {
                continue;
            }

            if (entries.Count >= MaxEntries)
            {
                truncated = true;
                break;
            }

            entries.Add(new SitemapEntry(trimmed.ToString(), null, null));
        }

        return entries.Count == 0
            ? SitemapResult.Failed(SitemapFaultKind.NotASitemap, $"the document at {url.Host} has neither XML nor addresses, one a line")
            : SitemapResult.Of(new SitemapDocument(SitemapKind.Text, entries, truncated));
    }

    /// <summary>Collects entries while the markup is parsed.</summary>
    private sealed class Assembler
    {
        private readonly Uri url;
        private readonly List<SitemapEntry> entries = [];

        public Assembler(Uri url)
        {
            this.url = url;
            Builder = new MarkupBuilder(url, Finished);
        }

        public MarkupBuilder Builder { get; }

        public SitemapResult Result(string error)
        {
            switch (Builder.End)
            {
                case MarkupEnd.TooDeep:
                    return SitemapResult.Failed(SitemapFaultKind.TooDeep, $"elements are nested deeper than {MarkupBuilder.MaxDepth}");
                case MarkupEnd.NestedEntities:
                    return SitemapResult.Failed(SitemapFaultKind.Malformed, "the document declares entities made of entities, as no sitemap does");
                case MarkupEnd.TooLarge:
                    return SitemapResult.Failed(SitemapFaultKind.TooLarge, "the sitemap has too many elements outside its entries");
                default:
                    break;
            }

            var root = Builder.Root?.Name ?? "";
            if (root is not ("urlset" or "sitemapindex") && (entries.Count == 0 || root is not ("url" or "sitemap")))
            {
                return SitemapResult.Failed(
                    root.Length == 0 ? SitemapFaultKind.Malformed : SitemapFaultKind.NotASitemap,
                    root.Length == 0 ? $"no element could be read: {error}" : $"the document starts with <{root}>, which is no sitemap");
            }

            if (entries.Count == 0 && error.Length > 0)
            {
                return SitemapResult.Failed(SitemapFaultKind.Malformed, $"<{root}> has no entry that could be read: {error}");
            }

            var kind = root is "sitemapindex" or "sitemap" ? SitemapKind.Index : SitemapKind.Pages;
            return SitemapResult.Of(new SitemapDocument(kind, entries, Builder.End == MarkupEnd.Stopped));
        }

        private MarkupVerdict Finished(MarkupElement element)
        {
            if (element.Name is not ("url" or "sitemap") || element.Parent?.Name is "loc" || Builder.Root?.Name is "rss" or "feed" or "rdf" or "html")
            {
                return MarkupVerdict.Keep;
            }

            if (entries.Count >= MaxEntries)
            {
                return MarkupVerdict.Stop;
            }

            // Some generators forget <loc> and put the address straight into the entry.
            var found = Text(element, "loc") ?? (element.Children.Count == 0 && element.Text() is { Length: > 0 } own ? own : null);
            // "&site;/page": what an entity that nobody declared would have said is not known.
            if (found is { } loc && loc[0] != '&' && FeedFields.Resolve(loc, url) is { } address)
            {
                var modified = WebDate.TryParse(Text(element, "lastmod"), out var date) ? date : (DateTimeOffset?)null;
                entries.Add(new SitemapEntry(address, modified, News(element)));
            }

            return MarkupVerdict.Take;
        }

        private static SitemapNews? News(MarkupElement element)
        {
            foreach (var child in element.Children)
            {
                if (child.Name is "news")
                {
                    MarkupElement? publication = null;
                    foreach (var part in child.Children)
                    {
                        publication ??= part.Name is "publication" ? part : null;
                    }

                    return new SitemapNews(
                        PlainText.OfHtml(Text(child, "title"), PlainText.MaxTitleLength),
                        WebDate.TryParse(Text(child, "publication_date"), out var date) ? date : null,
                        PlainText.Collapse((publication is null ? null : Text(publication, "language")) ?? Text(child, "language"), 40),
                        publication is null ? null : PlainText.OfHtml(Text(publication, "name"), 200));
                }
            }

            return null;
        }

        /// <summary>Sitemaps in the wild have every namespace and none; local names tell enough, extensions' "loc" aside.</summary>
        private static string? Text(MarkupElement element, string name)
        {
            foreach (var child in element.Children)
            {
                if (string.Equals(child.Name, name, StringComparison.Ordinal) && child.Space is not "image" && child.Text() is { Length: > 0 } text)
                {
                    return text;
                }
            }

            return null;
        }
    }
}
