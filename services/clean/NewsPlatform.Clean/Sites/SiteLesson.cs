namespace NewsPlatform.Clean.Sites;

/// <summary>Whether a page may teach something about its site.</summary>
internal enum SiteLesson
{
    /// <summary>No: whoever calls may send any bytes under any address.</summary>
    None,

    /// <summary>It is a page of now.</summary>
    Live,

    /// <summary>It is a page of the past, which teaches where nothing better is known.</summary>
    Past,
}
