namespace NewsPlatform.Extraction.Images;

/// <summary>What is measured of a picture that may stand for the article. The names are those of the weights file.</summary>
internal enum ImageFeature
{
    /// <summary><c>og:image</c>.</summary>
    OpenGraph,

    /// <summary>The JSON-LD article's first picture.</summary>
    JsonLd,

    /// <summary>Another picture of the JSON-LD article: mostly the first one in other sizes.</summary>
    JsonLdOther,

    /// <summary><c>twitter:image</c>.</summary>
    Twitter,

    /// <summary><c>link[rel=image_src]</c>.</summary>
    LinkSource,

    /// <summary>The article shows it.</summary>
    Shown,

    /// <summary>It is the first that the article shows and that is not in the page's chrome.</summary>
    FirstShown,

    /// <summary>It is shown before the text begins.</summary>
    BeforeText,

    /// <summary>It is shown in a <c>figure</c> or beside a caption.</summary>
    InFigure,

    /// <summary>It is shown in navigation, foot or other chrome.</summary>
    InChrome,

    /// <summary>It is shown above the headline.</summary>
    AboveHeadline,

    /// <summary>Shown, and the page's head names the same picture.</summary>
    ShownAndNamed,

    /// <summary>Shown first, though the head names other pictures only and none of them is shown.</summary>
    ShownInstead,

    /// <summary>Shown, but another one that the head names is shown.</summary>
    OtherIsNamed,

    /// <summary>Shown, and the head names no picture.</summary>
    NoneIsNamed,

    /// <summary>Named by the head, and shown in another version.</summary>
    NamedAndShown,

    /// <summary>Named by the head and not shown, while the article shows another before its text.</summary>
    OtherIsShown,

    /// <summary>Two of Open Graph, JSON-LD and Twitter name the picture in some version.</summary>
    NamedTwice,

    /// <summary>A social card's crop.</summary>
    Card,

    /// <summary>A logo, a placeholder, a site's default picture.</summary>
    StandIn,

    /// <summary>It is known to be at least 600 pixels wide.</summary>
    Large,

    /// <summary>It is known to be less than 300 pixels wide.</summary>
    Small,

    /// <summary>Another version of the same picture is known to be wider.</summary>
    Smaller,

    /// <summary>A drawing or an animation by its extension.</summary>
    Drawing,

    /// <summary>Named by the head of a page whose JSON-LD names no picture: such a page's Open Graph picture is seldom a machine's crop.</summary>
    NamedWithoutGraph,

    /// <summary>Shown and named by the head of such a page.</summary>
    ShownWithoutGraph,

    /// <summary>It lies in a folder of authors, avatars, logos or icons.</summary>
    OtherFolder,

    /// <summary>Open Graph or Twitter name a social card's crop, and a version that is none is known.</summary>
    CardOfKnown,
}
