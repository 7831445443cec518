using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Embedded;
using NewsPlatform.Extraction.Body.Learnt;
using NewsPlatform.Extraction.Charset;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Kinds;
using NewsPlatform.Extraction.Language;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Quality;
using NewsPlatform.Extraction.Rejection;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Extraction.Titles;
using NewsPlatform.Text;

namespace NewsPlatform.Extraction;

/// <summary>Puts the readers' findings together.</summary>
internal static class ArticleAssembler
{
    private const int MaxLinks = 300;

    /// <summary>The article of a parsed page, or the reason why it is none.</summary>
    public static ExtractionResult Assemble(PageTree document, Page page, RentedText decoded, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var ruled = page.Site?.Rules is { } rules ? RuledPage.Read(rules, document, page, cancellationToken) : null;
        var scan = PageWalker.Walk(document, page.Url, cancellationToken);
        var url = WebAddress.Resolve(page.Url, scan.BaseHref) ?? page.Url;
        var graph = JsonLdGraph.Read(scan.JsonLd, page.Url, options.MaxJsonLdBytes);
        cancellationToken.ThrowIfCancellationRequested();
        var site = SiteFacts.SiteName(scan, graph);
        var title = TitleReader.Read(scan, graph, page, site);
        title = ruled is null ? title : ruled.Title(title);
        var (heading, description) = (title?.Value ?? "", Description(scan, graph));
        var judged = new JudgedPage(scan, graph, page);
        var early = ruled is { HasOwnBlocks: true } ? null : RejectionRules.Early(judged, title is not null);
        if (early is not null and not { Reason: RejectionReason.AppShell })
        {
            options.Chosen?.Invoke(scan, BodySelection.None, BodySelection.None);
            return ExtractionResult.Of(early, LanguageReader.Read(scan, graph, judged.Visible).Value);
        }

        BlockWeights.Apply(scan, ArticleBody(graph), heading);
        var found = judged.Rescue(BodyFinder.Find(scan, heading), options.MinTextLength);
        var body = ruled?.Choose(scan, found, heading) ?? found;
        cancellationToken.ThrowIfCancellationRequested();
        options.Observe?.Invoke(scan, found, heading, description);
        using var embedded = ruled is { HasBody: true } ? null : EmbeddedBody.Find(scan, graph, body, url, heading, description, options, cancellationToken);
        var rejection = ruled is { HasOwnBlocks: true } ? null
            : embedded is null ? early ?? RejectionRules.Late(judged, body, options)
            : RejectionRules.OfEmbedded(judged, body with { Length = embedded.Selection.Length });
        if (rejection is not null)
        {
            options.Chosen?.Invoke(scan, body, body);
            return ExtractionResult.Of(rejection, LanguageReader.Read(scan, graph, judged.Visible).Value, PageStatement.Read(rejection, scan, graph, page, body, title));
        }

        var signs = ArticleSigns.Of(judged, body);
        if (embedded is null && options.BodyModel.Value is { } model && ruled is not { TakesWhole: true })
        {
            var learnt = Copies.Drop(scan, LearntBody.Choose(model, scan, found, heading, description));
            body = ruled?.Prune(scan, body, learnt) ?? learnt;
        }

        options.Chosen?.Invoke(scan, found, body);
        var canonical = SiteFacts.Canonical(scan, url);
        var seen = page.Site is { Observe: true } ? SiteChrome.Observe(scan, body, canonical.Value, heading) : null;
        List<Evidence> removed = [];
        if (page.Site?.Profile is { } profile)
        {
            (body, removed) = SiteChrome.Remove(profile, scan, body, ruled);
            title = title is null || title.Evidence.Method == EvidenceMethod.SiteRule ? title : TitleTail.Cut(profile, title);
        }

        var (blocks, starts, cut) = ruled?.Blocks(url, options, cancellationToken)
            ?? (embedded is null ? BlockBuilder.Build(scan, body, url, options.MaxBlocks) : BlockBuilder.Build(embedded.Scan, embedded.Selection, url, options.MaxBlocks));
        title ??= new(FirstWords(blocks), new(EvidenceMethod.Body, "first block", null, 0.1));
        var first = body.Kept.Count > 0 ? body.Kept[0] : 0;
        var last = body.Kept.Count > 0 ? body.Kept[^1] : 0;
        var headline = Headline(scan, title.Value);
        var dates = ArticleDates.Read(scan, graph, page, first, last, headline);
        var section = SiteFacts.Section(scan, graph);
        var kind = KindReader.Read(scan, graph, page.Url, section?.Value, embedded?.Selection.Length ?? body.Length, blocks.Count(static block => block is Image), title.Value, blocks);
        var dateline = DatelineReader.Of(blocks);
        var image = ImageReader.Lead(scan, graph, url, headline, first, last);
        var links = OutLinks(blocks);
        // Where the blocks come from a script's data, they have no places among those of the page.
        blocks = kind == ArticleKind.LiveBlog && embedded is null && ruled is not { HasOwnBlocks: true } ? LiveUpdates.Gather(scan, graph, blocks, starts) : blocks;
        var text = Prose.Of(blocks);
        var language = LanguageReader.Read(scan, graph, text);
        var words = TextMeasure.Words(text);
        cancellationToken.ThrowIfCancellationRequested();
        var article = new ExtractedArticle
        {
            Kind = kind,
            CanonicalUrl = canonical,
            AmpUrl = SiteFacts.Amp(scan, url),
            Alternates = SiteFacts.Alternates(scan, url),
            Title = title,
            Standfirst = StandfirstReader.Read(scan, graph, page, title.Value, first),
            Authors = AuthorReader.Read(scan, graph, page, site, new(first, last, headline, page.FetchedAt)),
            Published = dates.Published,
            Modified = dates.Modified,
            Displayed = dates.Displayed,
            Language = language,
            Section = section,
            Breadcrumbs = SiteFacts.Breadcrumbs(scan, graph, title.Value),
            Dateline = dateline,
            Tags = SiteFacts.Tags(scan, graph),
            Publisher = SiteFacts.Publisher(scan, graph, url),
            LeadImage = image,
            Blocks = blocks,
            Text = text,
            TextEvidence = embedded?.Evidence ?? TextEvidence(scan, body),
            Markdown = MarkdownWriter.Write(blocks),
            Html = HtmlWriter.Write(blocks),
            Links = links,
            RelatedLinks = Related(scan, url),
            Corrections = CorrectionReader.Read(scan),
            Rights = SiteFacts.Rights(scan, graph),
            Completeness = cut ? Completeness.Truncated : embedded is not null ? Completeness.Full : CompletenessReader.Read(scan, graph, body),
            WordCount = words,
            Signature = TextSignature.Of(text),
            Flags = QualityFlags.Of(blocks, text, words, language, graph, decoded, cut, dates.IsConflicting),
            Removed = removed,
            Seen = seen,
        };
        return ExtractionResult.Of(ruled?.Override(article) ?? article, signs);
    }

    private static Evidence TextEvidence(PageScan scan, BodySelection body)
    {
        double chance = 0, length = 0;
        foreach (var i in body.Kept)
        {
            chance += body.Scores is { } scores ? scan.Blocks[i].Length / (1 + Math.Exp(-scores[i])) : 0;
            length += scan.Blocks[i].Length;
        }

        return new(EvidenceMethod.Html, body.Root < 0 ? null : scan.Containers[body.Root].Name, null, body.Scores is null || length == 0 ? 0.7 : chance / length);
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
