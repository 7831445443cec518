using System.Globalization;
using AngleSharp.Dom;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Images;

/// <summary>Reads pictures: lazy-loading attributes, captions and credits, and the picture that stands for the article.</summary>
internal static class ImageReader
{
    private static readonly string[] Sources = ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src", "src"];

    /// <summary>A picture in the page with its caption, or null for icons, trackers and placeholders.</summary>
    public static LeadImage? Read(PageScan scan, PageImage image, Uri page)
    {
        var element = image.Element;
        var (width, height) = (Pixels(element.GetAttribute("width")), Pixels(element.GetAttribute("height")));
        if (width is > 0 and < 100 || height is > 0 and < 60)
        {
            return null;
        }

        Uri? url = null;
        foreach (var source in Sources)
        {
            url = WebAddress.Resolve(page, element.GetAttribute(source));
            if (url is not null)
            {
                break;
            }
        }

        url ??= WebAddress.Resolve(page, Largest(element.GetAttribute("srcset") ?? element.GetAttribute("data-srcset")));
        if (url is null || url.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (caption, credit) = Caption(scan, image.Container);
        return new(url, caption, credit, width, height);
    }

    /// <summary>The picture that stands for the article: JSON-LD, Open Graph, Twitter, then the first in the text.</summary>
    public static Sourced<LeadImage>? Lead(PageScan scan, JsonLdGraph graph, IReadOnlyList<Blocks.Block> blocks, Uri page)
    {
        var first = blocks.OfType<Blocks.Image>().FirstOrDefault();
        var candidates = new List<Candidate<LeadImage>>();
        void Add(string? reference, EvidenceMethod method, string place, double confidence, int? width = null, int? height = null)
        {
            if (WebAddress.Resolve(page, reference) is { } url && candidates.Count < 10 && candidates.TrueForAll(known => known.Value.Url != url))
            {
                candidates.Add(new(new(url, first?.Caption, first?.Credit, width, height), new(method, place, reference, confidence)));
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

        if (first is not null)
        {
            Add(first.Url.AbsoluteUri, EvidenceMethod.Body, "img", 0.5);
        }

        return candidates.Count == 0 ? null : new(candidates[0].Value, candidates[0].Evidence, candidates[1..]);
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

    private static (string? Caption, string? Credit) WithCredit(IElement caption)
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

    private static IEnumerable<IElement> Descendants(IElement element, int max)
    {
        var open = new Stack<IElement>();
        open.Push(element);
        while (open.Count > 0 && max-- > 0)
        {
            var next = open.Pop();
            if (next != element)
            {
                yield return next;
            }

            for (var i = next.ChildNodes.Length - 1; i >= 0; i--)
            {
                if (next.ChildNodes[i] is IElement child)
                {
                    open.Push(child);
                }
            }
        }
    }

    /// <summary>The widest candidate of a <c>srcset</c>.</summary>
    private static string? Largest(string? candidates)
    {
        if (candidates is null || candidates.Length > 8000)
        {
            return null;
        }

        string? best = null;
        double size = -1;
        foreach (var candidate in candidates.Split(", ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = candidate.LastIndexOf(' ');
            var descriptor = space < 0 ? "" : candidate[(space + 1)..].TrimEnd('w', 'x', ',');
            var value = double.TryParse(descriptor, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            if (value > size)
            {
                size = value;
                best = space < 0 ? candidate.TrimEnd(',') : candidate[..space];
            }
        }

        return best;
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
