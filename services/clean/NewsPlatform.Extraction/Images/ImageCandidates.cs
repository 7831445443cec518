using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Images;

/// <summary>Collects and measures the pictures that may stand for an article: those that the page's head names and those that the article shows.</summary>
internal sealed class ImageCandidates
{
    private const int MaxNamed = 12;
    private const int MaxShown = 8;
    private const int MaxLooked = 40;

    // Pixels; of a picture that the article shows, enough to stand for it.
    private const int Enough = 600;
    private const int Little = 300;

    private readonly List<ImageCandidate> all = new(8);
    private readonly Uri page;

    private ImageCandidates(Uri page) => this.page = page;

    /// <summary>The candidates with their features, in no order.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="graph">Its schema.org objects.</param>
    /// <param name="page">The address that references are relative to.</param>
    /// <param name="headline">Index of the block that is the headline, or -1.</param>
    /// <param name="first">Index of the first block of the text.</param>
    /// <param name="last">Index of its last block.</param>
    public static List<ImageCandidate> Collect(PageScan scan, JsonLdGraph graph, Uri page, int headline, int first, int last)
    {
        var found = new ImageCandidates(page);
        found.AddNamed(scan, graph);
        found.AddShown(scan, headline, first, last);
        found.Compare(headline, first);
        return found.all;
    }

    private void AddNamed(PageScan scan, JsonLdGraph graph)
    {
        var open = scan.MetaOf("og:image:secure_url") ?? scan.MetaOf("og:image") ?? scan.MetaOf("og:image:url");
        Add(open, ImageFeature.OpenGraph, EvidenceMethod.OpenGraph, "og:image", ImageReader.Pixels(scan.MetaOf("og:image:width")), ImageReader.Pixels(scan.MetaOf("og:image:height")));
        var number = 0;
        foreach (var image in graph.Article?["image"]?.Each ?? [])
        {
            var node = graph.Resolve(image);
            Add(node.Text ?? node.TextOf("url") ?? node.TextOf("contentUrl"), number++ == 0 ? ImageFeature.JsonLd : ImageFeature.JsonLdOther, EvidenceMethod.JsonLd, graph.ArticlePointer + "/image",
                ImageReader.Pixels(node.TextOf("width")), ImageReader.Pixels(node.TextOf("height")));
        }

        Add(scan.MetaOf("twitter:image") ?? scan.MetaOf("twitter:image:src"), ImageFeature.Twitter, EvidenceMethod.OpenGraph, "twitter:image", null, null);
        foreach (var (rel, href, _) in scan.Links)
        {
            if (rel == "image_src")
            {
                Add(href, ImageFeature.LinkSource, EvidenceMethod.Meta, "link[rel=image_src]", null, null);
            }
        }
    }

    private void Add(string? reference, ImageFeature feature, EvidenceMethod method, string place, int? width, int? height)
    {
        if (WebAddress.Resolve(page, reference) is not { } url)
        {
            return;
        }

        foreach (var known in all)
        {
            if (known.Url == url)
            {
                known.Set(feature);
                (known.Width, known.Height) = (known.Width ?? width, known.Height ?? height);
                return;
            }
        }

        if (all.Count < MaxNamed)
        {
            var candidate = new ImageCandidate(url, new(method, place, reference!.Length > 200 ? reference[..200] : reference, 0)) { Width = width, Height = height };
            candidate.Set(feature);
            Join(candidate);
        }
    }

    /// <summary>Adds a candidate and tells of which picture it is a version.</summary>
    private void Join(ImageCandidate candidate)
    {
        candidate.Picture = all.Count;
        foreach (var known in all)
        {
            if (PictureNames.ShowSame(known.Path, candidate.Path))
            {
                candidate.Picture = known.Picture;
                break;
            }
        }

        all.Add(candidate);
    }

    private void AddShown(PageScan scan, int headline, int first, int last)
    {
        // A picture that the head names may stand far above the headline; one that nothing names must be near.
        var from = headline >= 0 && headline <= first ? headline - 3 : first - 10;
        var named = all.Count;
        int looked = 0, shown = 0, seen = 0;
        var met = false;
        foreach (var image in scan.Images)
        {
            if (image.Position < from - 12 || image.Position > last + 1 || image.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Consent | ElementHint.Byline))
            {
                continue;
            }

            // Once a picture that the head names was met, those behind it change nothing.
            if (++looked > MaxLooked || (seen > 0 && (met || image.Position > first + 20)))
            {
                break;
            }

            if (ImageReader.IsSmall(image.Element) || ImageReader.Address(image.Element, page) is not ({ } url, var size) || PictureNames.IsStandIn(url)
                || url.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var candidate = Known(url) ?? new ImageCandidate(url, new(EvidenceMethod.Body, size >= Enough ? "img[srcset]" : "img", ImageReader.Raw(url), 0));
            if (candidate.Image is not null)
            {
                continue;
            }

            var isNamed = candidate.IsNamed || IsVersion(candidate, named);
            if (!isNamed && (image.Position < from || shown >= MaxShown))
            {
                continue;
            }

            shown++;
            met |= isNamed;
            candidate.Image = image;
            candidate.Set(ImageFeature.Shown);
            candidate.Width ??= size > 10 ? (int)size : ImageReader.Pixels(image.Element.GetAttribute("width"));
            candidate.Height ??= size > 10 ? null : ImageReader.Pixels(image.Element.GetAttribute("height"));
            var chrome = image.Hints.Any(ElementHint.Excluded);
            candidate.Set(ImageFeature.InChrome, chrome);
            candidate.Set(ImageFeature.FirstShown, !chrome && seen++ == 0);
            candidate.Set(ImageFeature.InFigure, ImageReader.IsFigure(scan, image.Container));
            if (!candidate.IsNamed)
            {
                Join(candidate);
            }
        }
    }

    private ImageCandidate? Known(Uri url)
    {
        foreach (var known in all)
        {
            if (known.Url == url)
            {
                return known;
            }
        }

        return null;
    }

    private bool IsVersion(ImageCandidate candidate, int named)
    {
        for (var i = 0; i < named; i++)
        {
            if (PictureNames.ShowSame(all[i].Path, candidate.Path))
            {
                return true;
            }
        }

        return false;
    }

    private void Compare(int headline, int first)
    {
        var anyNamed = false;
        var namedIsShown = false;
        var before = false;
        foreach (var one in all)
        {
            var stand = PictureNames.IsStandIn(one.Url);
            one.Set(ImageFeature.StandIn, stand);
            one.Set(ImageFeature.Card, PictureNames.IsCard(one.Url, one.IsNamed ? one.Width : null, one.Height));
            one.Set(ImageFeature.Large, one.LikelyWidth >= Enough);
            one.Set(ImageFeature.Small, one.LikelyWidth < Little);
            one.Set(ImageFeature.OtherFolder, PictureNames.IsOtherFolder(one.Path));
            one.Set(ImageFeature.Drawing, one.Path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) || one.Path.EndsWith(".gif", StringComparison.OrdinalIgnoreCase));
            if (one.Image is { } image)
            {
                one.Set(ImageFeature.BeforeText, image.Position <= first);
                one.Set(ImageFeature.AboveHeadline, headline >= 0 && image.Position <= headline);
                before |= image.Position <= first && !one.Has(ImageFeature.InChrome);
            }

            anyNamed |= one.IsNamed && !stand;
            foreach (var other in all)
            {
                if (other == one || other.Picture != one.Picture)
                {
                    continue;
                }

                one.Set(ImageFeature.Smaller, one.LikelyWidth < other.LikelyWidth);
                one.Set(ImageFeature.NamedAndShown, one.IsNamed && other.Has(ImageFeature.Shown));
                one.Set(ImageFeature.ShownAndNamed, one.Has(ImageFeature.Shown) && other.IsNamed);
                one.Set(ImageFeature.NamedTwice, IsBySource(one, other));
            }

            one.Set(ImageFeature.ShownAndNamed, one.Has(ImageFeature.Shown) && one.IsNamed);
            one.Set(ImageFeature.NamedTwice, Sources(one) >= 2);
            namedIsShown |= one.Has(ImageFeature.ShownAndNamed);
        }

        var hasGraph = all.Exists(static one => one.Has(ImageFeature.JsonLd));
        foreach (var one in all)
        {
            one.Set(ImageFeature.NamedWithoutGraph, !hasGraph && one.IsNamed);
            one.Set(ImageFeature.ShownWithoutGraph, !hasGraph && one.Has(ImageFeature.ShownAndNamed));
            one.Set(ImageFeature.CardOfKnown, one.Has(ImageFeature.Card) && one.IsNamed && all.Exists(other => other.Picture == one.Picture && !other.Has(ImageFeature.Card)));
            var unnamed = one.Has(ImageFeature.Shown) && !one.Has(ImageFeature.ShownAndNamed);
            one.Set(ImageFeature.NoneIsNamed, unnamed && !anyNamed);
            one.Set(ImageFeature.OtherIsNamed, unnamed && namedIsShown);
            one.Set(ImageFeature.ShownInstead, unnamed && anyNamed && !namedIsShown && one.Has(ImageFeature.FirstShown));
            one.Set(ImageFeature.OtherIsShown, !one.Has(ImageFeature.Shown) && !one.Has(ImageFeature.NamedAndShown) && before);
        }
    }

    private static int Sources(ImageCandidate one) => (one.Has(ImageFeature.OpenGraph) ? 1 : 0) + (one.Has(ImageFeature.JsonLd) || one.Has(ImageFeature.JsonLdOther) ? 1 : 0) + (one.Has(ImageFeature.Twitter) ? 1 : 0);

    private static bool IsBySource(ImageCandidate one, ImageCandidate other) =>
        (one.Has(ImageFeature.OpenGraph) || other.Has(ImageFeature.OpenGraph) ? 1 : 0)
        + (one.Has(ImageFeature.JsonLd) || other.Has(ImageFeature.JsonLd) ? 1 : 0)
        + (one.Has(ImageFeature.Twitter) || other.Has(ImageFeature.Twitter) ? 1 : 0) >= 2;
}
