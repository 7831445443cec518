using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;
using NewsPlatform.Extraction.Charset;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Kinds;
using NewsPlatform.Extraction.Language;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Rejection;
using NewsPlatform.Extraction.Titles;
using NewsPlatform.Text;

namespace NewsPlatform.Extraction;

/// <summary>Puts the readers' findings together.</summary>
internal static class ArticleAssembler
{
    private const int MaxLinks = 300;

    /// <summary>The article of a parsed page, or the reason why it is none.</summary>
    public static ExtractionResult Assemble(PageTree document, Page page, DecodedText decoded, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var scan = PageWalker.Walk(document, page.Url, cancellationToken);
        var url = WebAddress.Resolve(page.Url, scan.BaseHref) ?? page.Url;
        var graph = JsonLdGraph.Read(scan.JsonLd, page.Url, options.MaxJsonLdBytes);
        cancellationToken.ThrowIfCancellationRequested();
        var site = SiteFacts.SiteName(scan, graph);
        var title = TitleReader.Read(scan, graph, page, site);
        BlockWeights.Apply(scan, ArticleBody(graph), title?.Value ?? "");
        var body = BodyFinder.Find(scan, title?.Value ?? "");
        cancellationToken.ThrowIfCancellationRequested();
        if (RejectionRules.Judge(scan, graph, page, body, title?.Value, options) is { } rejection)
        {
            return ExtractionResult.Of(rejection);
        }

        options.Observe?.Invoke(scan, body, title?.Value ?? "", Description(scan, graph));
        if (options.BodyModel is { } model)
        {
            body = LearntBody.Choose(model, scan, body, title?.Value ?? "", Description(scan, graph));
        }

        var (blocks, starts, cut) = BlockBuilder.Build(scan, body, url, options.MaxBlocks);
        title ??= new(FirstWords(blocks), new(EvidenceMethod.Body, "first block", null, 0.1));
        var first = body.Kept.Count > 0 ? body.Kept[0] : 0;
        var last = body.Kept.Count > 0 ? body.Kept[^1] : 0;
        var headline = Headline(scan, title.Value);
        var dates = ArticleDates.Read(scan, graph, page, first, last, headline);
        var section = SiteFacts.Section(scan, graph);
        var kind = KindReader.Read(scan, graph, page.Url, section?.Value, body.Length, blocks.Count(static block => block is Image), title.Value, blocks);
        var dateline = DatelineReader.Of(blocks);
        var image = ImageReader.Lead(scan, graph, url, headline, first, last);
        var links = OutLinks(blocks);
        blocks = kind == ArticleKind.LiveBlog ? LiveUpdates.Gather(scan, graph, blocks, starts) : blocks;
        var text = Prose.Of(blocks);
        cancellationToken.ThrowIfCancellationRequested();
        return ExtractionResult.Of(new ExtractedArticle
        {
            Kind = kind,
            CanonicalUrl = SiteFacts.Canonical(scan, url),
            AmpUrl = SiteFacts.Amp(scan, url),
            Alternates = SiteFacts.Alternates(scan, url),
            Title = title,
            Standfirst = StandfirstReader.Read(scan, graph, page, title.Value, first),
            Authors = AuthorReader.Read(scan, graph, page, site, new(first, last, headline, page.FetchedAt)),
            Published = dates.Published,
            Modified = dates.Modified,
            Displayed = dates.Displayed,
            Language = LanguageReader.Read(scan, graph, text),
            Section = section,
            Breadcrumbs = SiteFacts.Breadcrumbs(scan, graph, title.Value),
            Dateline = dateline,
            Tags = SiteFacts.Tags(scan, graph),
            Publisher = SiteFacts.Publisher(scan, graph, url),
            LeadImage = image,
            Blocks = blocks,
            Text = text,
            Markdown = MarkdownWriter.Write(blocks),
            Html = HtmlWriter.Write(blocks),
            Links = links,
            RelatedLinks = Related(scan, url),
            Corrections = CorrectionReader.Read(scan),
            Rights = SiteFacts.Rights(scan, graph),
            Completeness = cut ? Completeness.Truncated : CompletenessReader.Read(scan, graph, body),
            WordCount = TextMeasure.Words(text),
            Signature = TextSignature.Of(text),
            Flags = Flags(decoded, cut, dates.IsConflicting),
        });
    }

    /// <summary>Index of the block that is the headline, or -1.</summary>
    internal static int Headline(PageScan scan, string title)
    {
        foreach (var heading in scan.Headings)
        {
            if (heading.Value == "h1" && heading.Position < scan.Blocks.Count && TitleMeasure.Overlap(scan.Blocks[heading.Position].Text, title) > 0.8)
            {
                return heading.Position;
            }
        }

        return -1;
    }

    internal static string Description(PageScan scan, JsonLdGraph graph) =>
        graph.Article?.TextOf("description") ?? scan.MetaOf("og:description") ?? scan.MetaOf("description") ?? "";

    internal static ShingleSet? ArticleBody(JsonLdGraph graph) =>
        graph.Article?.TextOf("articleBody") is { Length: > 400 } body ? new ShingleSet(body) : null;

    private static string FirstWords(List<Block> blocks)
    {
        var text = blocks.Count > 0 ? blocks[0].PlainText : "";
        if (text.Length <= 80)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', 80);
        return text[..(space > 20 ? space : 80)];
    }

    private static List<string> Flags(DecodedText decoded, bool cut, bool datesDiffer)
    {
        var flags = new List<string>();
        if (cut)
        {
            flags.Add("truncated-blocks");
        }

        if (decoded.Source is CharsetSource.Detection or CharsetSource.Fallback && decoded.Charset != "utf-8")
        {
            flags.Add("charset-guessed");
        }

        if (datesDiffer)
        {
            flags.Add("dates-differ");
        }

        return flags;
    }

    private static List<Link> OutLinks(List<Block> blocks)
    {
        var links = new List<Link>();
        foreach (var block in blocks)
        {
            var (text, inline) = block switch
            {
                Paragraph paragraph => (paragraph.Text, paragraph.Links),
                Quote quote => (quote.Text, quote.Links),
                _ => ("", []),
            };
            foreach (var link in inline)
            {
                if (links.Count < MaxLinks)
                {
                    links.Add(new(link.Url, text.Substring(link.Start, link.Length).Trim()));
                }
            }
        }

        return links;
    }

    private static List<Link> Related(PageScan scan, Uri url)
    {
        var links = new List<Link>();
        foreach (var mark in scan.RelatedLinks)
        {
            if (links.Count < MaxLinks && WebAddress.Resolve(url, mark.Element.GetAttribute("href")) is { } address
                && ElementText.Of(mark.Element, 300) is { Length: > 8 } text && !links.Exists(known => known.Url == address))
            {
                links.Add(new(address, text));
            }
        }

        return links;
    }
}
