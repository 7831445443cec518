namespace NewsPlatform.Extraction.Authors;

/// <summary>What an author is.</summary>
public enum AuthorType
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>An agency, a desk, a newspaper.</summary>
    Organisation,
}
