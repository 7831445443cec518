namespace NewsPlatform.Extraction.Body;

/// <summary>What an element's tag, class, id, role and microdata say about its content.</summary>
[Flags]
internal enum ElementHint
{
    None = 0,

    /// <summary>Not the article: navigation, sharing, advertising, sign-up.</summary>
    Chrome = 1,

    /// <summary>The article's body.</summary>
    Body = 1 << 1,

    /// <summary>An article as a whole.</summary>
    Article = 1 << 2,

    /// <summary>Who wrote it.</summary>
    Byline = 1 << 3,

    /// <summary>When it was published or changed.</summary>
    Date = 1 << 4,

    /// <summary>Other articles.</summary>
    Related = 1 << 5,

    /// <summary>Readers' comments.</summary>
    Comments = 1 << 6,

    /// <summary>The summary below the headline.</summary>
    Standfirst = 1 << 7,

    /// <summary>A picture's caption or credit.</summary>
    Caption = 1 << 8,

    /// <summary>A path to the page.</summary>
    Breadcrumb = 1 << 9,

    /// <summary>Not shown.</summary>
    Hidden = 1 << 10,

    /// <summary>A consent dialogue.</summary>
    Consent = 1 << 11,

    /// <summary>A subscription offer.</summary>
    Paywall = 1 << 12,

    /// <summary>A correction.</summary>
    Correction = 1 << 13,

    /// <summary>A page's or article's head.</summary>
    Header = 1 << 14,

    /// <summary>A page's foot.</summary>
    Footer = 1 << 15,

    /// <summary>Inside a link list or a quotation of another site; see the text only.</summary>
    NoText = 1 << 16,

    /// <summary>A list of tags.</summary>
    Tags = 1 << 17,

    /// <summary>An entry of a live blog.</summary>
    LiveUpdate = 1 << 18,

    /// <summary>A consent tool's own element.</summary>
    ConsentTool = 1 << 19,

    /// <summary>Switched off by the page itself: for other screens, for scripts, for machines.</summary>
    Off = 1 << 20,

    /// <summary>All that keeps text out of the body.</summary>
    Excluded = Chrome | Related | Comments | Breadcrumb | Hidden | Consent | ConsentTool | Paywall | Tags | Footer,
}
