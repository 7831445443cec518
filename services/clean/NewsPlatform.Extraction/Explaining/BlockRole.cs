namespace NewsPlatform.Extraction.Explaining;

/// <summary>What a block of a page was taken for.</summary>
public enum BlockRole
{
    /// <summary>The article, by the rules and the model.</summary>
    Article,

    /// <summary>The article by the model alone: the rules had left it out.</summary>
    Added,

    /// <summary>Not the article by the model alone: the rules had chosen it.</summary>
    Dropped,

    /// <summary>Furniture by the names or the place of an element around it.</summary>
    Furniture,

    /// <summary>The publisher's own words to the reader: prompts, notices, teasers.</summary>
    Message,

    /// <summary>Neither.</summary>
    Other,
}
