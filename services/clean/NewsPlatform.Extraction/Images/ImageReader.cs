using System.Globalization;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Images;

/// <summary>Reads pictures: lazy-loading attributes, captions and credits, and the picture that stands for the article.</summary>
internal static class ImageReader
{
    private const int MaxShown = 60;

    // Of a picture that the article shows, enough to stand for it.
    private const int EnoughPixels = 600;
    private static readonly string[] Sources = ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src", "src"];

    /// <summary>A picture in the page with its caption, or null for icons, trackers and placeholders.</summary>
    public static LeadImage? Read(PageScan scan, PageImage image, Uri page)
    {
        var element = image.Element;
        var (width, height) = (Pixels(element.GetAttribute("width")), Pixels(element.GetAttribute("height")));
        if (IsSmall(element))
        {
            return null;
        }

        if (Address(element, page) is not ({ } url, _) || url.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (caption, credit) = Caption(scan, image.Container);
        return new(url, caption, credit, width, height);
    }

    /// <summary>
    /// The picture that stands for the article: what JSON-LD, Open Graph and Twitter name, as the article itself shows it when it does
    /// (social cards crop it and print the site's name on it); without these the first picture between the headline and the text.
    /// </summary>
    /// <param name="scan">The page.</param>
    /// <param name="graph">Its schema.org objects.</param>
    /// <param name="page">The address that references are relative to.</param>
    /// <param name="headline">Index of the block that is the headline, or -1.</param>
    /// <param name="first">Index of the first block of the text.</param>
    /// <param name="last">Index of its last block.</param>
    public static Sourced<LeadImage>? Lead(PageScan scan, JsonLdGraph graph, Uri page, int headline, int first, int last)
    {
        var candidates = new List<Candidate<LeadImage>>(6);
        void Add(string? reference, EvidenceMethod method, string place, double confidence, int? width = null, int? height = null)
        {
            if (WebAddress.Resolve(page, reference) is { } url && candidates.Count < 10 && candidates.TrueForAll(known => known.Value.Url != url))
            {
                candidates.Add(new(new(url, null, null, width, height), new(method, place, reference, PictureNames.IsStandIn(url) ? 0.3 : confidence)));
            }
        }

        var open = scan.MetaOf("og:image:secure_url") ?? scan.MetaOf("og:image") ?? scan.MetaOf("og:image:url");
        Add(open, EvidenceMethod.OpenGraph, "og:image", 0.9, Pixels(scan.MetaOf("og:image:width")), Pixels(scan.MetaOf("og:image:height")));
        foreach (var image in graph.Article?["image"]?.Each ?? [])
        {
            var node = graph.Resolve(image);
            Add(node.Text ?? node.TextOf("url") ?? node.TextOf("contentUrl"), EvidenceMethod.JsonLd, graph.ArticlePointer + "/image", 0.85,
                Pixels(node.TextOf("width")), Pixels(node.TextOf("height")));
        }

        Add(scan.MetaOf("twitter:image") ?? scan.MetaOf("twitter:image:src"), EvidenceMethod.OpenGraph, "twitter:image", 0.8);
        foreach (var (rel, href, _) in scan.Links)
        {
            if (rel == "image_src")
            {
                Add(href, EvidenceMethod.Meta, "link[rel=image_src]", 0.7);
            }
        }

        candidates.Sort(static (a, b) => b.Evidence.Confidence.CompareTo(a.Evidence.Confidence));
        Shown(scan, candidates, page, headline, first, last);
        return candidates.Count == 0 ? null : new(candidates[0].Value, candidates[0].Evidence, candidates[1..Math.Min(11, candidates.Count)]);
    }

    /// <summary>Looks for the picture in the article and puts what is found where it belongs among the candidates.</summary>
    private static void Shown(PageScan scan, List<Candidate<LeadImage>> candidates, Uri page, int headline, int first, int last)
    {
        // A picture that the head names may stand above the headline; one that nothing names must be near.
        var from = headline >= 0 && headline <= first ? headline - 3 : first - 10;
        var named = new string[candidates.Count];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = PictureNames.Path(candidates[i].Value.Url);
        }

        LeadImage? lead = null;
        var looked = 0;
        foreach (var image in scan.Images)
        {
            if (image.Position < from - 12 || image.Position > last + 1 || image.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Consent | ElementHint.Byline))
            {
                continue;
            }

            if (++looked > MaxShown)
            {
                break;
            }

            if (IsSmall(image.Element) || Address(image.Element, page) is not ({ } url, var size) || PictureNames.IsStandIn(url) || url.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var path = PictureNames.Path(url);
            for (var i = 0; i < named.Length; i++)
            {
                if (candidates[i].Evidence.Confidence > 0.3 && PictureNames.ShowSame(named[i], path))
                {
                    Same(candidates, i, scan, image, url, isFile: PictureNames.HaveSameFile(named[i], path), size);
                    return;
                }
            }

            if (lead is null && image.Position >= from && !image.Hints.Any(ElementHint.Excluded))
            {
                lead = Read(scan, image, page);
            }
        }

        if (lead is not null && candidates.TrueForAll(known => known.Value.Url != lead.Url))
        {
            candidates.Add(new(lead, new(EvidenceMethod.Body, "img", Raw(lead.Url), 0.6)));
            candidates.Sort(static (a, b) => b.Evidence.Confidence.CompareTo(a.Evidence.Confidence));
        }
    }

    /// <summary>
    /// A picture that the page's head names stands in the article too: gives it the caption, and puts the article's version first when
    /// the other is a social card's or known to be the smaller one.
    /// </summary>
    private static void Same(List<Candidate<LeadImage>> candidates, int at, PageScan scan, PageImage image, Uri url, bool isFile, double size)
    {
        var (caption, credit) = Caption(scan, image.Container);
        var (known, evidence) = candidates[at];
        candidates.RemoveAt(at);
        candidates.Insert(0, new(known with { Caption = caption, Credit = credit }, evidence with { Confidence = 0.95 }));
        if (!isFile)
        {
            var first = (size >= EnoughPixels && size > known.Width) || PictureNames.IsCard(known.Url, known.Width, known.Height);
            var shown = new LeadImage(url, caption, credit, Pixels(image.Element.GetAttribute("width")), Pixels(image.Element.GetAttribute("height")));
            candidates.Insert(first ? 0 : 1, new(shown, new(EvidenceMethod.Body, size >= EnoughPixels ? "img[srcset]" : "img", Raw(url), first ? 0.95 : 0.8)));
        }
    }

    private static string Raw(Uri url) => url.AbsoluteUri.Length > 200 ? url.AbsoluteUri[..200] : url.AbsoluteUri;

    private static bool IsSmall(PageElement element) => Pixels(element.GetAttribute("width")) is > 0 and < 100 || Pixels(element.GetAttribute("height")) is > 0 and < 60;

    /// <summary>The largest version that an <c>img</c> or the <c>picture</c> around it offers and its width, else its one address; lazy-loading attributes first.</summary>
    private static (Uri? Url, double Size) Address(PageElement element, Uri page)
    {
        var (best, size) = SourceSet.Largest(element.GetAttribute("data-srcset") ?? element.GetAttribute("data-lazy-srcset") ?? element.GetAttribute("srcset"));
        if (best is null && element.ParentElement is { LocalName: "picture" } picture)
        {
            var nodes = picture.Children;
            for (var i = 0; i < nodes.Length && i < 30; i++)
            {
                if (nodes[i] is PageElement { LocalName: "source" } child
                    && SourceSet.Largest(child.GetAttribute("data-srcset") ?? child.GetAttribute("srcset")) is { Url: { } found } inner && inner.Size > size)
                {
                    (best, size) = inner;
                }
            }
        }

        if (size > 1 && WebAddress.Resolve(page, best) is { } largest && !PictureNames.IsStandIn(largest))
        {
            return (largest, size);
        }

        foreach (var source in Sources)
        {
            if (element.GetAttribute(source) is { } reference && WebAddress.Resolve(page, reference) is { } url && !PictureNames.IsStandIn(url))
            {
                return (url, 0);
            }
        }

        return (WebAddress.Resolve(page, best), 0);
    }

    private static (string? Caption, string? Credit) Caption(PageScan scan, int container)
    {
        for (var steps = 0; container >= 0 && steps < 4; steps++, container = scan.Containers[container].Parent)
        {
            var element = scan.Containers[container].Element;
            if (element.LocalName is not "figure" && !scan.Containers[container].Own.Any(ElementHint.Caption))
            {
                continue;
            }

            foreach (var child in Descendants(element, 200))
            {
                if (child.LocalName == "figcaption" || (child.ClassName is { } names && ClassHints.Of(names).Any(ElementHint.Caption)))
                {
                    return WithCredit(child);
                }
            }
        }

        return (null, null);
    }

    private static (string? Caption, string? Credit) WithCredit(PageElement caption)
    {
        var text = ElementText.Of(caption, 600);
        foreach (var part in Descendants(caption, 40))
        {
            var named = part.GetAttribute("itemprop") is "creditText" or "copyrightHolder" or "author" || (part.ClassName is { Length: < 200 } names && PictureCredit.IsCreditName(names));
            if (named && ElementText.Of(part, 200) is { Length: > 1 } credit && credit.Length < text.Length && text.EndsWith(credit, StringComparison.Ordinal))
            {
                return (text[..^credit.Length].Trim(' ', '|', '(', '[', '-', '–', '·'), PictureCredit.Split(credit).Credit ?? credit.Trim(' ', '|', '(', ')', '[', ']'));
            }
        }

        return PictureCredit.Split(text);
    }

    private static IEnumerable<PageElement> Descendants(PageElement element, int max)
    {
        var open = new Stack<PageElement>();
        open.Push(element);
        while (open.Count > 0 && max-- > 0)
        {
            var next = open.Pop();
            if (next != element)
            {
                yield return next;
            }

            for (var i = next.Children.Length - 1; i >= 0; i--)
            {
                if (next.Children[i] is PageElement child)
                {
                    open.Push(child);
                }
            }
        }
    }

    private static int? Pixels(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var digits = value.AsSpan().Trim();
        digits = digits.EndsWith("px", StringComparison.OrdinalIgnoreCase) ? digits[..^2] : digits;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is > 0 and < 100_000 ? pixels : null;
    }
}
