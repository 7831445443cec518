namespace NewsPlatform.Extraction.Sites.Import;

/// <summary>An XPath expression has no selector that finds the same.</summary>
/// <param name="message">Why not.</param>
internal sealed class XPathException(string message) : Exception(message);
