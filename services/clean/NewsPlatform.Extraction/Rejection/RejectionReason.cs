namespace NewsPlatform.Extraction.Rejection;

/// <summary>Why a page is not an article.</summary>
public enum RejectionReason
{
    /// <summary>A front page, section or tag page: teasers of other pages.</summary>
    IndexPage,

    /// <summary>A list of search results.</summary>
    SearchResult,

    /// <summary>A consent dialogue instead of the page.</summary>
    CookieWall,

    /// <summary>A challenge for robots: captcha, "checking your browser".</summary>
    BotChallenge,

    /// <summary>A page that asks to sign in.</summary>
    Login,

    /// <summary>A teaser with a subscription offer and no text to speak of.</summary>
    PaywallStub,

    /// <summary>"Page not found" served with status 200.</summary>
    SoftNotFound,

    /// <summary>An error page, by status or by its text.</summary>
    ErrorPage,

    /// <summary>A domain for sale or a registrar's placeholder.</summary>
    ParkedDomain,

    /// <summary>An application's shell whose text arrives by script.</summary>
    AppShell,

    /// <summary>No bytes, or nothing visible in them.</summary>
    Empty,

    /// <summary>Too little text to be an article.</summary>
    TooShort,

    /// <summary>Bytes that are no text: images, archives, programs.</summary>
    NotText,

    /// <summary>A PDF document.</summary>
    Pdf,

    /// <summary>More bytes or elements than allowed.</summary>
    TooLarge,

    /// <summary>Tags nested deeper than allowed.</summary>
    TooDeep,

    /// <summary>Reading took longer than allowed.</summary>
    TooSlow,

    /// <summary>Markup that cannot be read as a page.</summary>
    Malformed,
}
