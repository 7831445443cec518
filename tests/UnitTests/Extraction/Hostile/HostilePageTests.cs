using System.Text;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.UnitTests.Extraction.Hostile;

public sealed class HostilePageTests
{
    private static ExtractionResult Extract(byte[] bytes, TimeSpan? limit = null) =>
        ArticleExtractor.Extract(new Page(bytes, new Uri("https://paper.example/a")) { ContentType = "text/html" }, ExtractionOptions.Default with { MaxTime = limit ?? TimeSpan.FromMinutes(2) }, CancellationToken.None);

    private static ExtractionResult Extract(string text) => Extract(Encoding.UTF8.GetBytes(text));

    private static string Times(string unit, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(unit.Replace("{i}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return text.ToString();
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<a><div>")]
    [InlineData("<b>")]
    [InlineData("<x-y>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<svg>")]
    [InlineData("<blockquote></b>")]
    public void Tags_nested_without_end_are_too_deep(string unit) => Assert.Equal(RejectionReason.TooDeep, Extract(Times(unit, 100_000) + "x").Rejection?.Reason);

    [Theory]
    [InlineData("<p>x")]
    [InlineData("<br>")]
    [InlineData("<img src=a>")]
    public void Million_siblings_are_too_large(string unit) => Assert.Equal(RejectionReason.TooLarge, Extract(Times(unit, 1_000_000)).Rejection?.Reason);

    [Theory]
    [InlineData("<p>The council voted on Tuesday, {i}.", 100_000)]
    [InlineData("<div class=c{i}>Vote {i}, on Tuesday.</div>", 60_000)]
    [InlineData("<div class='{i}-a {i}-b {i}-c'>", 450)]
    public void Many_blocks_end_within_the_limits(string unit, int count)
    {
        var result = Extract("<title>The vote on the bridge</title><article>" + Times(unit, count) + Pages.Prose);
        Assert.True(result.Article is not null || result.Rejection is not null);
    }

    [Theory]
    [InlineData("<div class=comments>x</div>")]
    [InlineData("<select><option><b>x</select>")]
    public void Many_boxes_of_one_kind_take_time_in_proportion(string unit)
    {
        // About a second; with the square of their number it would be nearly a minute.
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Extract(Times(unit, 100_000));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(25), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("<b id=b{i}><p>", 3000)]
    [InlineData("<i class=c{i}><div></div><p>", 500)]
    [InlineData("<font color=c{i}><p>", 3000)]
    public void Formatting_tags_do_not_multiply(string unit, int count)
    {
        // Open formatting tags nest; what is measured is that the outcome comes without millions of clones.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(Extract(Times(unit, count) + "x").Rejection);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 400_000_000);
    }

    [Fact]
    public void Closed_formatting_tags_with_many_names_end_within_the_limits() => Assert.NotNull(Extract(Times("<p><b id=b{i}></p>", 400) + "x").Rejection);

    [Theory]
    [InlineData("<plaintext>")]
    [InlineData("<script>")]
    [InlineData("<!--")]
    [InlineData("<title>")]
    [InlineData("<p title=\"")]
    [InlineData("<textarea>")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<!doctype")]
    [InlineData("<![CDATA[")]
    [InlineData("&#x110000;&#xD800;&")]
    public void Construct_left_open_ends_in_an_outcome(string start)
    {
        var result = Extract("<html><body><p>x</p>" + start + Times("lorem ipsum ", 20_000));
        Assert.True((result.Article is null) != (result.Rejection is null));
    }

    [Theory]
    [InlineData("<![CDATA[")]
    [InlineData("<!-")]
    [InlineData("<a ")]
    [InlineData("</p")]
    public void Many_tags_without_a_closing_bracket_end_in_a_rejection(string unit) => Assert.NotNull(Extract("<svg>" + Times(unit, 300_000)).Rejection);

    [Fact]
    public void Endless_line_ends_in_an_outcome() => Assert.True(Extract("<p>" + new string('x', 5_000_000) + "</p>") is { Article: null } or { Rejection: null });

    [Fact]
    public void Attributes_without_number_are_cut() => Assert.NotNull(Extract("<div " + Times("a{i}=v ", 50_000) + ">x</div>").Rejection);

    [Fact]
    public void Null_characters_and_lone_surrogates_do_not_reach_the_text()
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose.Replace("council", "coun\0cil&#xD800;", StringComparison.Ordinal) + "</article>"));
        Assert.DoesNotContain('\0', article.Text);
        Assert.DoesNotContain(article.Text, char.IsSurrogate);
    }

    [Fact]
    public void Invalid_utf8_ends_in_an_outcome()
    {
        var bytes = Encoding.UTF8.GetBytes(Pages.Page("<article>" + Pages.Prose + "</article>"));
        for (var i = 300; i < bytes.Length; i += 7)
        {
            bytes[i] = 0xFF;
        }

        Assert.True(Extract(bytes) is { Article: null } or { Rejection: null });
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("\"\\")]
    public void Nested_json_ld_is_cut_and_the_article_stands(string unit)
    {
        var article = Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>", "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleSection\":\"Local\",\"x\":" + Times(unit, 100_000) + "</script>"));
        Assert.Equal("Local", article.Section?.Value);
    }

    [Fact]
    public void Time_that_is_over_is_reported_as_such() =>
        Assert.Equal(RejectionReason.TooSlow, Extract(Encoding.UTF8.GetBytes(Pages.Page(Times("<p>A paragraph of some words, and more.</p>", 60_000))), TimeSpan.Zero).Rejection?.Reason);

    [Fact]
    public void Callers_cancellation_is_thrown_not_reported() =>
        Assert.Throws<OperationCanceledException>(() => ArticleExtractor.Extract(new Page(new byte[] { 60 }, new Uri("https://paper.example/a")), ExtractionOptions.Default, new CancellationToken(canceled: true)));

    [Fact]
    public void Article_of_many_blocks_is_cut_and_flagged()
    {
        var html = Pages.Page("<article>" + Times("<p>Paragraph number {i} says what it has to say, and then it ends in peace.</p>", 300) + "</article>");
        var article = ArticleExtractor.Extract(new Page(Encoding.UTF8.GetBytes(html), new Uri("https://paper.example/a")), ExtractionOptions.Default with { MaxBlocks = 100, MaxTime = TimeSpan.FromMinutes(1) }, CancellationToken.None).Article!;
        Assert.Equal(100, article.Blocks.Count);
        Assert.Equal(Completeness.Truncated, article.Completeness);
        Assert.Contains("truncated-blocks", article.Flags);
    }
}
