using System.Globalization;
using System.Text;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Standalone.Demo;
using NewsPlatform.TestKit;

namespace NewsPlatform.ContractTests.Extraction;

/// <summary>The extractor on every page of the demo newsroom, against what is written down of each.</summary>
public sealed class DemoExtractionTests
{
    private static readonly Uri Origin = new("http://newsroom.example:8080");
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly DemoNewsroom Newsroom = DemoNewsroom.Load();

    /// <summary>Pages and texts that must come out as articles.</summary>
    public static TheoryData<string> Stored => Paths("stored");

    /// <summary>Pages that must be refused.</summary>
    public static TheoryData<string> Rejected => Paths("rejected");

    [Theory]
    [MemberData(nameof(Stored))]
    public void Article_of_the_newsroom_has_the_expected_fields(string path)
    {
        var expected = Expected(path);
        var article = Article(path);

        Assert.Equal(expected.Title, article.Title.Value);
        Assert.Equal(expected.Authors, article.Authors.Select(author => author.Value.Name));
        Assert.Equal(expected.Language, article.Language.Value);
        Assert.Equal(expected.Kind, Snake(article.Kind.ToString()));
        Assert.Equal(expected.Dateline, article.Dateline?.Value);
        Assert.Equal(expected.Standfirst, article.Standfirst?.Value);
        Assert.Equal(expected.Completeness, Snake(article.Completeness.ToString()));
        AssertDate(expected.Published, article.Published?.Value);
        if (expected.Modified is not null)
            Assert.Equal(expected.Modified[..10], article.Modified?.Value.Day);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void Text_of_the_newsroom_has_the_body_and_nothing_of_the_furniture(string path)
    {
        var expected = Expected(path);
        var text = Article(path).Text;

        Assert.Contains(expected.FirstWords!, text, StringComparison.Ordinal);
        Assert.Contains(expected.LastWords!, text, StringComparison.Ordinal);
        Assert.All(expected.NotInBody, words => Assert.DoesNotContain(words, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void Page_that_is_no_article_is_rejected_for_an_expected_reason(string path)
    {
        var result = ArticleExtractor.Extract(PageAt(path), ExtractionOptions.Default, CancellationToken.None);

        Assert.True(result.Rejection is not null, "stored as: " + result.Article?.Title.Value);
        Assert.Contains(Snake(result.Rejection.Reason.ToString()), Expected(path).Reasons);
    }

    [Fact]
    public void Live_blog_has_timed_entries_with_headlines()
    {
        var path = DemoNewsroom.Expectations().First(page => page.Kind == "live_blog").Path;

        var entries = Article(path).Blocks.OfType<LiveUpdate>().ToList();

        Assert.True(entries.Count >= 3, $"{entries.Count} entries");
        Assert.All(entries, entry =>
        {
            Assert.Equal(DatePrecision.Second, entry.Time?.Precision);
            Assert.False(string.IsNullOrEmpty(entry.Title));
            Assert.NotEmpty(entry.Blocks);
        });
    }

    [Fact]
    public void Clock_of_a_page_is_never_a_date_of_its_article()
    {
        foreach (var path in DemoNewsroom.Expectations().Where(page => page.Outcome == "stored").Select(page => page.Path))
        {
            var article = Article(path);
            var clock = Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

            Assert.NotEqual(clock, article.Published?.Value.Day);
            Assert.NotEqual(clock, article.Modified?.Value.Day);
        }
    }

    [SharedFact("seed")]
    public void Exemplar_page_comes_out_as_its_article()
    {
        var file = Directory.GetFiles(SharedData.Require("seed"), "*.txt").Single();
        var page = new Page(File.ReadAllBytes(file), new Uri("https://example.org/seed")) { ContentType = "text/plain; charset=utf-8", FetchedAt = Now };

        var article = ArticleExtractor.Extract(page, ExtractionOptions.Default, CancellationToken.None).Article;

        Assert.NotNull(article);
        Assert.Equal("Pakistan PM Imran Khan raises Kashmir issue with Russia as Putin invades Ukraine", article.Title.Value);
        Assert.Equal("New Delhi", article.Dateline?.Value);
        Assert.Null(article.Published);
        Assert.Equal("en", article.Language.Value);
        Assert.StartsWith("New Delhi: As the world watched", article.Text, StringComparison.Ordinal);
        foreach (var line in (string[])["scorecardresearch", "April 18, 2024", "Support Our Journalism", "HomeDiplomacy", "Follow Us", "Text Size", "Also read", "Subscribe", "LEAVE A REPLY", "Most Popular"])
            Assert.DoesNotContain(line, article.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static TheoryData<string> Paths(string outcome) =>
        [.. DemoNewsroom.Expectations().Where(page => page.Outcome == outcome).Select(page => page.Path)];

    private static DemoExpectation Expected(string path) => DemoNewsroom.Expectations().Single(page => page.Path == path);

    private static ExtractedArticle Article(string path)
    {
        var result = ArticleExtractor.Extract(PageAt(path), ExtractionOptions.Default, CancellationToken.None);
        Assert.True(result.Article is not null, $"{path}: {result.Rejection?.Reason} {result.Rejection?.Explanation}");
        return result.Article;
    }

    private static Page PageAt(string path)
    {
        if (path.StartsWith("Texts/", StringComparison.Ordinal))
            return new Page(Encoding.UTF8.GetBytes(DemoNewsroom.SampleText(path)), new Uri(Origin, path)) { ContentType = "text/plain; charset=utf-8", FetchedAt = Now };

        // The first full answer: what a page with a first status of its own gives at the second visit.
        var visits = Expected(path).FirstStatus is null ? 0 : 1;
        var response = Newsroom.Respond(path, Origin, _ => visits, Now);
        return new Page(response.Body, new Uri(Origin, path)) { ContentType = response.ContentType, Status = response.Status, FetchedAt = Now };
    }

    /// <summary>The same instant where the page gives one, else the same local time or day.</summary>
    private static void AssertDate(string? expected, NewsDate? actual)
    {
        if (expected is null)
        {
            Assert.Null(actual);
            return;
        }

        Assert.NotNull(actual);
        if (actual.Precision == DatePrecision.Day || expected.Length == 10)
            Assert.Equal(expected[..10], actual.Day);
        else if (actual.OffsetKnown)
            Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), actual.Instant);
        else
            Assert.Equal(expected[..16], actual.ToString()[..16]);
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (var c in name)
            snake.Append(char.IsUpper(c) && snake.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(c));
        return snake.ToString();
    }
}
