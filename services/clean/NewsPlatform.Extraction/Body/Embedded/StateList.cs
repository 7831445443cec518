namespace NewsPlatform.Extraction.Body.Embedded;

/// <summary>A list of paragraphs found in a script's data.</summary>
/// <param name="Html">The paragraphs as markup.</param>
/// <param name="Heading">What the object that holds the list calls itself (<c>headline</c>, <c>title</c>); null when it does not.</param>
internal readonly record struct StateList(string Html, string? Heading);
