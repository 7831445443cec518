using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Wording;

/// <summary>A sentence with its tokens.</summary>
/// <param name="Span">Place in the text, UTF-16 units.</param>
/// <param name="FirstToken">Index of the first token.</param>
/// <param name="EndToken">One past the index of the last token.</param>
internal readonly record struct Sentence(TextSpan Span, int FirstToken, int EndToken);
