namespace NewsPlatform.Extraction.Titles;

/// <summary>What is measured of a text that may be the headline. The names are those of the weights file.</summary>
internal enum TitleFeature
{
    /// <summary>An <c>h1</c> says it.</summary>
    Heading,

    /// <summary>The first <c>h1</c> that is not in a list of other articles or a dialogue says it.</summary>
    FirstHeading,

    /// <summary>The page's only <c>h1</c> says it.</summary>
    OnlyHeading,

    /// <summary>Running text follows the <c>h1</c> before the next one.</summary>
    HeadingBeforeProse,

    /// <summary>The <c>h1</c> is a link as a whole, as a site's name is.</summary>
    HeadingLinked,

    /// <summary>The <c>h1</c> stands in navigation, foot or other chrome.</summary>
    HeadingInChrome,

    /// <summary>The <c>h1</c>'s class or id calls it a title.</summary>
    HeadingNamedTitle,

    /// <summary>How far the <c>h1</c> is what the page's metadata say.</summary>
    HeadingAgreement,

    /// <summary>The <c>h1</c> is hardly what the metadata say.</summary>
    HeadingDisagrees,

    /// <summary>The <c>h1</c> is one word, as a section's name is.</summary>
    HeadingOneWord,

    /// <summary>One of several elements of an <c>h1</c>: the headline below its kicker or above its second line.</summary>
    HeadingPart,

    /// <summary>What an <c>h1</c> has behind an element whose class calls it a kicker.</summary>
    BehindKicker,

    /// <summary>An <c>h1</c> as a whole, with an element whose class calls it a kicker.</summary>
    KickerElement,

    /// <summary>Microdata's <c>headline</c>.</summary>
    Microdata,

    /// <summary>The JSON-LD article's <c>headline</c>.</summary>
    JsonLd,

    /// <summary><c>og:title</c>.</summary>
    OpenGraph,

    /// <summary><c>twitter:title</c>.</summary>
    Twitter,

    /// <summary>The <c>title</c> element without the site's name.</summary>
    DocumentTitle,

    /// <summary>What the <c>title</c> element has before a divider.</summary>
    DocumentTitlePart,

    /// <summary>What the <c>title</c> element has behind its first divider.</summary>
    DocumentTitleTail,

    /// <summary>What another candidate has before a divider.</summary>
    Part,

    /// <summary>What another candidate has behind its first divider.</summary>
    PartTail,

    /// <summary>An <c>h2</c> that agrees with the <c>title</c> element.</summary>
    SecondHeading,

    /// <summary>The first <c>h2</c> that running text follows, on a page of which no <c>h1</c> is a headline.</summary>
    LeadSecondHeading,

    /// <summary>Nobody says it but as a part of something longer.</summary>
    PartOnly,

    /// <summary>The same, and the page's only <c>h1</c> has running text behind it.</summary>
    PartBesideHeading,

    /// <summary>JSON-LD or Open Graph say it, and no <c>h1</c> is a headline.</summary>
    WithoutHeading,

    /// <summary>The feed's entry.</summary>
    Feed,

    /// <summary>At least two of JSON-LD, Open Graph, Twitter and <c>title</c> say it.</summary>
    TwoAgree,

    /// <summary>At least three of them say it.</summary>
    ThreeAgree,

    /// <summary>No heading, but much of one is in it.</summary>
    NearHeading,

    /// <summary>The same where two of the metadata say it.</summary>
    NearHeadingTwoAgree,

    /// <summary>One word.</summary>
    OneWord,

    /// <summary>Two or three words.</summary>
    FewWords,

    /// <summary>Fewer than twenty letters and digits.</summary>
    Short,

    /// <summary>More than twenty words.</summary>
    ManyWords,

    /// <summary>Another candidate with two sources is its end: it has a kicker.</summary>
    HasKicker,

    /// <summary>Another candidate with two sources is its beginning: it has a second line or a section's name.</summary>
    HasTail,

    /// <summary>It is the end of another candidate.</summary>
    IsEnd,

    /// <summary>It is the beginning of another candidate.</summary>
    IsBeginning,

    /// <summary>It is cut short with an ellipsis.</summary>
    Cut,

    /// <summary>A bar or dash with few words behind it is left.</summary>
    LabelLeft,

    /// <summary>What is left behind its bar or dash is the article's section or says what kind of article it is.</summary>
    SectionLeft,

    /// <summary>The only <c>h1</c> that the address and the <c>title</c> element both have, of several.</summary>
    HeadingInAddress,

    /// <summary>Share of its words that the address has.</summary>
    InAddress,

    /// <summary>The host's name is in it.</summary>
    HasHost,
}
