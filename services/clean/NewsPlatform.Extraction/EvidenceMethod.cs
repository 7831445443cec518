namespace NewsPlatform.Extraction;

/// <summary>The kinds of source a value can come from.</summary>
public enum EvidenceMethod
{
    /// <summary>A schema.org object in JSON-LD.</summary>
    JsonLd,

    /// <summary>Open Graph (<c>og:</c>, <c>article:</c>) or Twitter card properties.</summary>
    OpenGraph,

    /// <summary>Another <c>meta</c> or <c>link</c> element.</summary>
    Meta,

    /// <summary>Microdata or RDFa attributes in the markup.</summary>
    Microdata,

    /// <summary>An element told by its tag, class or place: a heading, a byline, a <c>time</c> element.</summary>
    Html,

    /// <summary>The text of the article.</summary>
    Body,

    /// <summary>The page's address.</summary>
    Url,

    /// <summary>The feed entry that led to the page.</summary>
    Feed,

    /// <summary>The sitemap that led to the page.</summary>
    Sitemap,

    /// <summary>An HTTP header.</summary>
    Http,

    /// <summary>Plain text without markup.</summary>
    Text,

    /// <summary>What was learnt about the site's other pages.</summary>
    SiteProfile,

    /// <summary>A script's state object in the page.</summary>
    State,

    /// <summary>The rules that people gave for the site.</summary>
    SiteRule,
}
