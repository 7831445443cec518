using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.Extraction.Images;

/// <summary>A picture that may stand for the article.</summary>
internal sealed class ImageCandidate(Uri url, Evidence evidence) : IRanked
{
    private static readonly int FeatureCount = Enum.GetValues<ImageFeature>().Length;

    private int? asked;

    public Uri Url { get; } = url;

    public Evidence Evidence { get; } = evidence;

    /// <summary>The path by which it is compared with others.</summary>
    public string Path { get; } = PictureNames.Path(url);

    /// <summary>Pixels as declared, or as its address asks for; for comparison only.</summary>
    public int? LikelyWidth => Width ?? (asked ??= PictureNames.WidthIn(Url.AbsoluteUri) ?? 0) switch { 0 => null, var width => width };

    /// <summary>Pixels as declared, or as its <c>srcset</c> tells.</summary>
    public int? Width { get; set; }

    /// <summary>Pixels as declared.</summary>
    public int? Height { get; set; }

    /// <summary>Where the article shows it, or null.</summary>
    public PageImage? Image { get; set; }

    /// <summary>Number of the picture of which it is a version.</summary>
    public int Picture { get; set; }

    public float[] Features { get; } = new float[FeatureCount];

    public double Score { get; set; }

    public bool Has(ImageFeature feature) => Features[(int)feature] > 0;

    public void Set(ImageFeature feature, bool value = true) => Features[(int)feature] = value ? 1 : Features[(int)feature];

    /// <summary>Whether the page's head names it.</summary>
    public bool IsNamed => Has(ImageFeature.OpenGraph) || Has(ImageFeature.JsonLd) || Has(ImageFeature.JsonLdOther) || Has(ImageFeature.Twitter) || Has(ImageFeature.LinkSource);
}
