namespace NewsPlatform.Fetch.Pages;

/// <summary>Where a page stands. The numbers are the database's.</summary>
internal enum PageState : long
{
    /// <summary>Waits for its turn to be fetched.</summary>
    Due = 1,

    /// <summary>Fetched and announced; no outcome yet.</summary>
    Fetched = 2,

    /// <summary>Has its outcome.</summary>
    Ended = 3,
}
