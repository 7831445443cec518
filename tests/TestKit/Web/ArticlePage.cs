namespace NewsPlatform.TestKit.Web;

/// <summary>One made-up article and the page that carries it: what an extractor should find, and where.</summary>
/// <param name="Number">Its number; everything else follows from it.</param>
/// <param name="Path">Path on the site.</param>
/// <param name="Title">The headline.</param>
/// <param name="Author">The only author.</param>
/// <param name="Published">Time of publication, in UTC, to the minute.</param>
/// <param name="Section">The section's name.</param>
/// <param name="Paragraphs">The body: 6 to 12 paragraphs of plain text.</param>
/// <param name="Html">The page.</param>
public sealed record ArticlePage(
    int Number,
    string Path,
    string Title,
    string Author,
    DateTimeOffset Published,
    string Section,
    IReadOnlyList<string> Paragraphs,
    string Html);
