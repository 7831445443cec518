namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>What is to be done with what is learnt of a site.</summary>
public enum ProfileUse
{
    /// <summary>It is used, and goes on learning.</summary>
    Learn,

    /// <summary>It is used as it is: no page changes it.</summary>
    Pinned,

    /// <summary>It is not used.</summary>
    Off,
}
