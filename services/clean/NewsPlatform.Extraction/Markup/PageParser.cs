using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace NewsPlatform.Extraction.Markup;

/// <summary>Parses a page once, without scripts, styles or loading, within depth and time.</summary>
internal sealed class PageParser
{
    // The adoption agency clones formatting elements with their attributes into every following block: <b id=b1><p><b id=b2><p>...
    // grows with the square. Without attributes equal elements are pruned at three (HTML, "Noah's Ark clause").
    private const int MaxFormattingAttributes = 150;
    private const int MaxAttributesPerTag = 100;

    private static readonly Configuration Services = new([PageTreeFactory.Instance]);

    private readonly CancellationToken cancellation;
    private readonly IReadOnlySet<string>? more;
    private int tokens, attributes, formatting;

    private PageParser(IReadOnlySet<string>? more, CancellationToken cancellation) => (this.more, this.cancellation) = (more, cancellation);

    /// <summary>Parses a page that is known to keep the limits.</summary>
    public static PageTree Parse(string text, ExtractionOptions options, CancellationToken cancellationToken) =>
        Parse(MarkupScan.Of(text, options.MaxElements, options.MaxDepth), options, cancellationToken);

    /// <summary>Parses a page, and takes its markup over.</summary>
    /// <param name="markup">The page.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="more">Attributes to keep besides those of <see cref="AttributeNames"/>.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled, or its time is over.</exception>
    /// <exception cref="InvalidDataException">The parser fails over the page: some orders of tags, about one soup of tags in a million, lead it to a null reference.</exception>
    public static PageTree Parse(ScannedMarkup markup, ExtractionOptions options, CancellationToken cancellationToken, IReadOnlySet<string>? more = null)
    {
        var source = new TextSource(new ReadOnlyMemoryTextSource(markup.Text));
        try
        {
            var parser = new PageParser(more, cancellationToken);
            var tree = new HtmlParser(parser.Options(options.MaxDepth, parser.ShouldEmit), BrowsingContext.New(Services)).ParseDocument<PageTree, PageElement>(source, parser.Consume);
            tree.Markup = markup;
            return tree;
        }
        catch (Exception failure) when (failure is UnbuildableTreeException or NullReferenceException)
        {
            return Copied(markup, options, more, cancellationToken);
        }
    }

    private static PageTree Copied(ScannedMarkup markup, ExtractionOptions options, IReadOnlySet<string>? more, CancellationToken cancellationToken)
    {
        var parser = new PageParser(more, cancellationToken);
        using var document = Document(markup.Text.ToString(), new HtmlParser(parser.Options(options.MaxDepth, parser.ShouldEmitUncounted)), cancellationToken);
        var tree = new PageTree(new TextSource(new ReadOnlyMemoryTextSource(""))) { Markup = markup };
        if (document.DocumentElement is { } root)
        {
            Copy(root, tree, tree);
        }

        return tree;
    }

    private static IHtmlDocument Document(string text, HtmlParser parser, CancellationToken cancellationToken)
    {
        try
        {
            // Over a string the parser's task never waits for input, so it is over when the call returns; the token can end it between tokens.
            return parser.ParseDocumentAsync(text, cancellationToken).GetAwaiter().GetResult();
        }
        catch (NullReferenceException failure)
        {
            throw new InvalidDataException("The parser fails over the page's tags.", failure);
        }
    }

    private static void Copy(IElement element, PageNode to, PageTree tree)
    {
        var copy = new PageElement(tree, PageTag.OfHtml(element.LocalName));
        foreach (var attribute in element.Attributes)
        {
            copy.Add(new PageAttribute(attribute.Name, attribute.Value.AsMemory()));
        }

        to.Add(copy);
        foreach (var child in element.ChildNodes)
        {
            if (child is IText text)
            {
                copy.Add(new PageText(text.Data.AsMemory()));
            }
            else if (child is IElement inner)
            {
                Copy(inner, copy, tree);
            }
        }
    }

    private static bool IsFormatting(ReadOnlySpan<char> tag) =>
        tag is "b" or "i" or "u" or "s" or "em" or "tt" or "big" or "code" or "font" or "nobr" or "small" or "strike" or "strong";

    private HtmlParserOptions Options(int maxDepth, ShouldEmitAttribute shouldEmit) => new()
    {
        IsScripting = false, SkipComments = true, SkipProcessingInstructions = true, DisableElementPositionTracking = true, MaximumDepth = maxDepth, ShouldEmitAttribute = shouldEmit,
    };

    private TokenConsumptionResult Consume(ref StructHtmlToken token, TokenConsumer next)
    {
        if ((++tokens & 0xFF) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        next(ref token);
        attributes = 0;
        return TokenConsumptionResult.Continue;
    }

    private bool ShouldEmitUncounted(ref StructHtmlToken token, ReadOnlyMemory<char> name)
    {
        attributes = token.Attributes.Count;
        return ShouldEmit(ref token, name);
    }

    private bool ShouldEmit(ref StructHtmlToken token, ReadOnlyMemory<char> name)
    {
        // A tag of many thousand attributes, each compared with those before it, and no token in between.
        if (++attributes > MaxAttributesPerTag)
        {
            return false;
        }

        // Whether two formatting elements are alike is judged by all that they have.
        return IsFormatting(token.Name.Memory.Span) ? ++formatting <= MaxFormattingAttributes : AttributeNames.Find(name.Span) is not null || (more is not null && more.Contains(name.ToString()));
    }
}
