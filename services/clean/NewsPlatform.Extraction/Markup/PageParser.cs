using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace NewsPlatform.Extraction.Markup;

/// <summary>Parses a page once, without scripts, styles or loading, within depth and time.</summary>
internal static class PageParser
{
    // The adoption agency clones formatting elements with their attributes into every following block: <b id=b1><p><b id=b2><p>...
    // grows with the square. Without attributes equal elements are pruned at three (HTML, "Noah's Ark clause").
    private const int MaxFormattingAttributes = 150;
    private const int MaxAttributesPerTag = 100;

    /// <summary>Parses the text.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, or its time is over.</exception>
    public static IHtmlDocument Parse(string text, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var formatting = 0;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = false, SkipComments = true, SkipProcessingInstructions = true, DisableElementPositionTracking = true, MaximumDepth = options.MaxDepth,
            ShouldEmitAttribute = ShouldEmit,
        });

        // Over a string the parser's task never waits for input, so it is over when the call returns; the token can end it between tokens.
        return parser.ParseDocumentAsync(text, cancellationToken).GetAwaiter().GetResult();

        bool ShouldEmit(ref StructHtmlToken token, ReadOnlyMemory<char> name)
        {
            if (token.Attributes.Count >= MaxAttributesPerTag)
            {
                return false;
            }

            return !IsFormatting(token.Name.Memory.Span) || ++formatting <= MaxFormattingAttributes;
        }
    }

    private static bool IsFormatting(ReadOnlySpan<char> tag) =>
        tag is "b" or "i" or "u" or "s" or "em" or "tt" or "big" or "code" or "font" or "nobr" or "small" or "strike" or "strong";
}
