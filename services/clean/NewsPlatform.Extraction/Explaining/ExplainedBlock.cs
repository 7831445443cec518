namespace NewsPlatform.Extraction.Explaining;

/// <summary>A block of a page's text and what was thought of it.</summary>
/// <param name="Text">Its text, at most 2,000 characters.</param>
/// <param name="Element">Its element with its class names and id: <c>p.intro</c>.</param>
/// <param name="Role">What it was taken for.</param>
/// <param name="Score">How likely it is a part of the article, 0 to 1, as the model puts it; null where the model was not asked.</param>
/// <param name="Reason">Why, in words for people.</param>
public sealed record ExplainedBlock(string Text, string Element, BlockRole Role, double? Score, string Reason);
