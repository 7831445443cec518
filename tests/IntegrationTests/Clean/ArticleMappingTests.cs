using NewsPlatform.Clean;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Authors;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Images;
using NewsPlatform.Extraction.Rights;
using NewsPlatform.Text;
using Proto = NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.IntegrationTests.Clean;

/// <summary>From the library's article to the record.</summary>
public sealed class ArticleMappingTests
{
    private static readonly Uri Page = new("https://www.news.example/2026/a?utm_source=x");

    [Theory]
    [InlineData("https://news.example/canonical", "https://news.example/canonical")]
    [InlineData("https://amp.news.example/canonical", "https://amp.news.example/canonical")]
    [InlineData("https://other.example/canonical", "https://www.news.example/2026/a")]
    [InlineData("https://news.example.evil.example/", "https://www.news.example/2026/a")]
    [InlineData("ftp://news.example/canonical", "https://www.news.example/2026/a")]
    public void Canonical_address_is_believed_within_the_pages_own_site(string canonical, string url)
    {
        var article = ArticleMapping.ToProto(Article() with { CanonicalUrl = Of(new Uri(canonical)) }, Page);

        Assert.Equal(url, article.Url);
        Assert.Matches("^articles/[a-z2-7]{26}$", article.Name);
    }

    [Fact]
    public void Page_that_was_handed_in_without_an_address_has_its_canonical_one() =>
        Assert.Equal(
            "https://news.example/canonical",
            ArticleMapping.ToProto(Article() with { CanonicalUrl = Of(new Uri("https://news.example/canonical")) }, new Uri("https://file.invalid/page.html")).Url);

    [Fact]
    public void Same_address_gives_the_same_name_and_same_content_the_same_hash()
    {
        var one = ArticleMapping.ToProto(Article(), Page);
        var two = ArticleMapping.ToProto(Article(), new Uri("https://news.example/amp"));

        Assert.Equal((one.Name, one.ContentHash), (two.Name, two.ContentHash));
        Assert.NotEqual(one.ContentHash, ArticleMapping.ToProto(Article() with { Text = "Another text." }, Page).ContentHash);
        Assert.NotEqual(one.ContentHash, ArticleMapping.ToProto(Article() with { Title = Of("Another title") }, Page).ContentHash);
    }

    [Fact]
    public void Each_value_carries_its_evidence()
    {
        var raw = new string('r', 299) + "👍";
        var article = ArticleMapping.ToProto(
            Article() with
            {
                Title = new("Title", new Evidence(EvidenceMethod.JsonLd, "$.headline", raw, 0.9), [new("Other", new Evidence(EvidenceMethod.OpenGraph, "og:title", null, 0.5))]),
                Authors = [Of(new Author("Ann", AuthorType.Person, null)), Of(new Author("AP", AuthorType.Organisation, null))],
                LeadImage = Of(new LeadImage(new Uri("https://news.example/i.jpg"), "caption", null, 800, null)),
            },
            Page);

        var title = Assert.Single(article.Evidence, e => e.Field == "title");
        Assert.Equal((Proto.Method.JsonLd, "$.headline", 0.9), (title.Method, title.Place, title.Confidence));
        Assert.Equal(new string('r', 299), title.Raw);
        Assert.Equal(("Other", Proto.Method.OpenGraph), (Assert.Single(title.Others).Value, title.Others[0].Method));
        foreach (var field in (string[])["url", "language", "authors[0]", "authors[1]", "leadImage"])
        {
            Assert.Contains(article.Evidence, e => e.Field == field);
        }

        Assert.DoesNotContain(article.Evidence, e => e.Field == "published");
        Assert.Equal((800, 0), (article.LeadImage.Width, article.LeadImage.Height));
        Assert.Equal(article, Proto.Article.Parser.ParseJson(article.ToString()));
    }

    [Fact]
    public void Each_block_of_the_library_has_one_in_the_record()
    {
        var link = new TextLink(3, 2, new Uri("https://news.example/x"));
        Block[] blocks =
        [
            new Paragraph("👍 ab", [link]),
            new Heading(2, "Heading"),
            new Quote("Quote", []),
            new ListBlock(true, ["one", "two"]),
            new Table([["a", "b"], ["c"]]),
            new Image(new Uri("https://news.example/i.jpg"), "caption", "credit"),
            new Embed(new Uri("https://video.example/e"), "video"),
            new LiveUpdate(new NewsDate(new DateTimeOffset(2026, 1, 2, 3, 4, 0, TimeSpan.Zero), DatePrecision.Minute, true), "Update", [new Paragraph("It goes on.", [])]),
        ];

        var mapped = ArticleMapping.ToProto(Article() with { Blocks = blocks }, Page).Blocks;

        Assert.Equal(
            [
                Proto.Block.ContentOneofCase.Paragraph, Proto.Block.ContentOneofCase.Heading, Proto.Block.ContentOneofCase.Quote, Proto.Block.ContentOneofCase.List,
                Proto.Block.ContentOneofCase.Table, Proto.Block.ContentOneofCase.Image, Proto.Block.ContentOneofCase.Embed, Proto.Block.ContentOneofCase.LiveUpdate,
            ],
            mapped.Select(b => b.ContentCase));
        // The library counts UTF-16 units, the record code points.
        Assert.Equal((2, 4, "https://news.example/x"), (mapped[0].Paragraph.Links[0].Start, mapped[0].Paragraph.Links[0].End, mapped[0].Paragraph.Links[0].Url));
        Assert.Equal(["a", "b"], mapped[4].Table.Rows[0].Cells);
        Assert.Equal(["It goes on."], mapped[7].LiveUpdate.Paragraphs);
    }

    [Theory]
    [InlineData(99, 5)]
    [InlineData(0, 99)]
    [InlineData(2, -1)]
    public void Link_beyond_its_paragraph_is_cut(int start, int length)
    {
        var mapped = ArticleMapping.ToProto(Article() with { Blocks = [new Paragraph("short", [new TextLink(start, length, new Uri("https://news.example/x"))])] }, Page);

        var link = mapped.Blocks[0].Paragraph.Links[0];
        Assert.InRange(link.Start, 0, 5);
        Assert.InRange(link.End, link.Start, 5);
    }

    [Fact]
    public void Time_keeps_its_precision_and_offset()
    {
        var known = ArticleMapping.ToProto(new NewsDate(new DateTimeOffset(2026, 1, 2, 3, 4, 0, TimeSpan.FromHours(-5)), DatePrecision.Minute, true))!;
        var day = ArticleMapping.ToProto(new NewsDate(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), DatePrecision.Day, false))!;

        Assert.Equal((Proto.Precision.Minute, true, -300), (known.Precision, known.OffsetKnown, known.OffsetMinutes));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 8, 4, 0, TimeSpan.Zero), known.Time.ToDateTimeOffset());
        Assert.Equal((Proto.Precision.Day, false, 0), (day.Precision, day.OffsetKnown, day.OffsetMinutes));
        Assert.Null(ArticleMapping.ToProto((NewsDate?)null));
    }

    private static Sourced<T> Of<T>(T value) => new(value, new Evidence(EvidenceMethod.Html, "h1", null, 0.8));

    private static ExtractedArticle Article() => new()
    {
        Kind = ArticleKind.Article,
        CanonicalUrl = Of(new Uri("https://news.example/canonical")),
        Title = Of("Title"),
        Language = Of("en"),
        Blocks = [new Paragraph("A text.", [])],
        Text = "A text.",
        Markdown = "A text.",
        Html = "<p>A text.</p>",
        Rights = new RightsSignals(null, null, null, null, null, false),
        Completeness = Completeness.Full,
        WordCount = 2,
        Signature = TextSignature.Of("A text."),
    };
}
