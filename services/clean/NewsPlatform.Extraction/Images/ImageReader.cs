using System.Globalization;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.Extraction.Images;

/// <summary>Reads pictures: lazy-loading attributes, captions and credits, and the picture that stands for the article.</summary>
internal static class ImageReader
{
    private const int MaxRanked = 11;

    // By hand: the pages that were learnt from name a picture, and no logo.
    private const double UnnamedTrust = 0.7;
    private const double StandInTrust = 0.3;
    private static readonly FeatureWeights<ImageFeature> Weights = FeatureWeights<ImageFeature>.Embedded("image-weights.tsv");
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
    /// The picture that stands for the article, by a learnt ranking of what JSON-LD, Open Graph and Twitter name and what the article shows;
    /// null when there is none. See image-weights.md.
    /// </summary>
    /// <param name="scan">The page.</param>
    /// <param name="graph">Its schema.org objects.</param>
    /// <param name="page">The address that references are relative to.</param>
    /// <param name="headline">Index of the block that is the headline, or -1.</param>
    /// <param name="first">Index of the first block of the text.</param>
    /// <param name="last">Index of its last block.</param>
    public static Sourced<LeadImage>? Lead(PageScan scan, JsonLdGraph graph, Uri page, int headline, int first, int last)
    {
        var candidates = ImageCandidates.Collect(scan, graph, page, headline, first, last);
        if (candidates.Count == 0)
        {
            return null;
        }

        Weights.Apply(candidates);
        candidates.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var top = candidates[0];
        var sure = Math.Min(Calibration.Default.Of("image", Grade(top.Features), top.Score), top.Has(ImageFeature.StandIn) ? StandInTrust : top.IsNamed || top.Has(ImageFeature.ShownAndNamed) ? 1 : UnnamedTrust);
        var ranked = new List<Candidate<LeadImage>>(Math.Min(candidates.Count, MaxRanked));
        foreach (var candidate in candidates)
        {
            if (ranked.Count < MaxRanked)
            {
                // Versions of one picture are one answer to who asks what it shows; only the first needs its caption.
                var (caption, credit) = ranked.Count == 0 ? CaptionOf(scan, candidates) : default;
                ranked.Add(new(new(candidate.Url, caption, credit, candidate.Width, candidate.Height), candidate.Evidence with { Confidence = candidate == top ? sure : Calibration.Rest(candidate.Score, top.Score, sure) }));
            }
        }

        return new(ranked[0].Value, ranked[0].Evidence, ranked[1..]);
    }

    /// <summary>What speaks for a picture: 0 when it is only shown or only named, 1 when two name it, 2 when the head names it and the article shows it.</summary>
    public static int Grade(float[] features) =>
        features[(int)ImageFeature.ShownAndNamed] > 0 || features[(int)ImageFeature.NamedAndShown] > 0 ? 2 : features[(int)ImageFeature.NamedTwice] > 0 ? 1 : 0;

    private static (string? Caption, string? Credit) CaptionOf(PageScan scan, List<ImageCandidate> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Picture == candidates[0].Picture && candidate.Image is { } image)
            {
                return Caption(scan, image.Container);
            }
        }

        return default;
    }

    public static string Raw(Uri url) => url.AbsoluteUri.Length > 200 ? url.AbsoluteUri[..200] : url.AbsoluteUri;

    public static bool IsSmall(PageElement element) => Pixels(element.GetAttribute("width")) is > 0 and < 100 || Pixels(element.GetAttribute("height")) is > 0 and < 60;

    /// <summary>The largest version that an <c>img</c> or the <c>picture</c> around it offers and its width, else its one address; lazy-loading attributes first.</summary>
    public static (Uri? Url, double Size) Address(PageElement element, Uri page)
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
            // Some lazy loaders keep script where the address belongs.
            if (element.GetAttribute(source) is { } reference && !reference.Contains("='", StringComparison.Ordinal) && WebAddress.Resolve(page, reference) is { } url && !PictureNames.IsStandIn(url))
            {
                return (url, 0);
            }
        }

        return (WebAddress.Resolve(page, best), 0);
    }

    /// <summary>Whether a picture stands in a <c>figure</c> or beside a caption.</summary>
    public static bool IsFigure(PageScan scan, int container)
    {
        for (var steps = 0; container >= 0 && steps < 4; steps++, container = scan.Containers[container].Parent)
        {
            if (scan.Containers[container].Element.LocalName is "figure" || scan.Containers[container].Own.Any(ElementHint.Caption))
            {
                return true;
            }
        }

        return false;
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

    public static int? Pixels(string? value)
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
