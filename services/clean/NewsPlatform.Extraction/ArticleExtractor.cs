using AngleSharp.Html.Parser;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Rejection;
using NewsPlatform.Extraction.Rights;
using NewsPlatform.Text;
namespace NewsPlatform.Extraction;
public static class ArticleExtractor
{
    public static string Version => "stub";
    public static ExtractionResult Extract(Page page, ExtractionOptions options, CancellationToken cancellationToken)
    {
        var doc = new HtmlParser().ParseDocument(new MemoryStream(page.Bytes.ToArray()));
        var ps = doc.QuerySelectorAll("p").Select(p => p.TextContent.Trim()).Where(t => t.Length > 60).ToList();
        if (ps.Count < 2) return ExtractionResult.Of(new PageRejection(RejectionReason.TooShort, 1, "too short", []));
        var ev = new Evidence(EvidenceMethod.Html, null, null, .5);
        var canon = doc.QuerySelector("link[rel=canonical]")?.GetAttribute("href");
        return ExtractionResult.Of(new ExtractedArticle
        {
            Kind = ArticleKind.Article, CanonicalUrl = new(canon is null ? page.Url : new Uri(page.Url, canon), ev), Title = new(doc.Title ?? "", ev), Language = new("en", ev),
            Blocks = [.. ps.Select(p => new Paragraph(p, []))], Text = string.Join("\n\n", ps), Markdown = "", Html = "", Rights = new RightsSignals(null, null, null, null, null, false),
            Completeness = Completeness.Full, WordCount = 100, Signature = TextSignature.Of(string.Join("\n\n", ps)),
        });
    }
}
