namespace NewsPlatform.Extraction.Authors;

/// <summary>Who wrote the article.</summary>
/// <param name="Name">The name as printed, without "By" and titles of the desk.</param>
/// <param name="Type">A person, or an organisation such as an agency.</param>
/// <param name="Url">The author's page, absolute, or null.</param>
public sealed record Author(string Name, AuthorType Type, string? Url);
