using NewsPlatform.Extraction.Charset;
using NewsPlatform.Extraction.Explaining;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.PlainText;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.Extraction;

/// <summary>Takes the article out of a page, or says why there is none. Pure: no network, no files, no state.</summary>
public static class ArticleExtractor
{
    /// <summary>Changes whenever the same page may give another result; part of the key of a cleaned capture.</summary>
    public static string Version => "model-6";

    /// <summary>Extracts one page. Never throws for a page's content; hostile pages end as a typed rejection within the limits.</summary>
    /// <param name="page">The page.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static ExtractionResult Extract(Page page, ExtractionOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (page.Bytes.Length > options.MaxBytes)
        {
            return Reject(RejectionReason.TooLarge, "The page is larger than the limit.", page.Bytes.Length + " bytes");
        }

        if (page.Bytes.IsEmpty)
        {
            return Reject(RejectionReason.Empty, "The page has no bytes.", null);
        }

        switch (PageSniffer.BytesOf(page.Bytes.Span))
        {
            case PageKind.Pdf:
                return Reject(RejectionReason.Pdf, "The page is a PDF document.", page.ContentType);
            case PageKind.Binary:
                return Reject(RejectionReason.NotText, "The bytes are no text.", page.ContentType);
            default:
                break;
        }

        using var decoded = CharsetDecoder.DecodeRented(page.Bytes.Span, page.ContentType);
        if (PageSniffer.IsBlank(decoded.Text.Span))
        {
            return Reject(RejectionReason.Empty, "The page is blank.", null);
        }

        if (PageSniffer.IsJson(decoded.Text.Span))
        {
            return Reject(RejectionReason.NotText, "The page is JSON, whatever type it is served as.", page.ContentType);
        }

        using var limit = new WorkLimit(options.MaxTime, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return PageSniffer.HasMarkup(decoded.Text.Span, page.ContentType)
                ? FromMarkup(page, decoded, options, either.Token)
                : PlainTextExtractor.Extract(page, decoded.Text.ToString(), options, either.Token);
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Reject(RejectionReason.TooSlow, "Reading the page took longer than the limit.", options.MaxTime.ToString());
        }
    }

    /// <summary>Tells what a page is, without giving its article. Costs what an extraction does; never throws for a page's content.</summary>
    /// <param name="page">The page.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static PageClassification Classify(Page page, ExtractionOptions options, CancellationToken cancellationToken) =>
        PageClassification.Of(Extract(page, options, cancellationToken));

    /// <summary>Extracts one page and says of each block of its text why it is the article or is not. Slower than <see cref="Extract"/>; for people.</summary>
    /// <param name="page">The page.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static PageExplanation Explain(Page page, ExtractionOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExplainedBlock> blocks = [];
        var result = Extract(page, options with { Chosen = (scan, rules, chosen) => blocks = BlockExplainer.Explain(scan, rules, chosen) }, cancellationToken);
        return new(result, blocks);
    }

    private static ExtractionResult FromMarkup(Page page, RentedText decoded, ExtractionOptions options, CancellationToken cancellationToken)
    {
        using var markup = MarkupScan.Of(decoded.Text, options.MaxElements, options.MaxDepth);
        if (markup.StartTags > options.MaxElements)
        {
            return Reject(RejectionReason.TooLarge, "The page has more elements than the limit.", "more than " + options.MaxElements + " start tags");
        }

        if (markup.Depth > options.MaxDepth)
        {
            return Reject(RejectionReason.TooDeep, "The page's tags are nested deeper than the limit.", "more than " + options.MaxDepth + " open tags");
        }

        PageTree tree;
        try
        {
            tree = PageParser.Parse(markup, options, cancellationToken, page.Site?.Rules?.Attributes);
        }
        catch (InvalidDataException failure)
        {
            return Reject(RejectionReason.Malformed, failure.Message, null);
        }

        using (tree)
        {
            return ArticleAssembler.Assemble(tree, page, decoded, options, cancellationToken);
        }
    }

    private static ExtractionResult Reject(RejectionReason reason, string explanation, string? raw) =>
        ExtractionResult.Of(new PageRejection(reason, 0.99, explanation, [new Evidence(EvidenceMethod.Http, null, raw, 0.99)]));
}
