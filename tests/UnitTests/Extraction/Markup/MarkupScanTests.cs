using CsCheck;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.UnitTests.Extraction.Markup;

public sealed class MarkupScanTests
{
    private const string Shapes = "<g fill=none><path d='M0 0h24v24H0z'/><circle cx=12 cy=12 r=4></circle></g>";
    private static readonly string Code = "if (a < b && c > d) { document.write('<p>no</p>'); }" + new string(';', 60);

    private static readonly string[] Soup =
    [
        "<p>", "</p>", "<div class='a b'>", "</div>", "<table><tr><td>", "</td></tr></table>", "<ul><li>", "</ul>", "<b>", "</b>", "words ", "more words", "<", "</", "<a href='x>y'>link</a>", "<br/>", "<x-y>", "</x-y>",
        "<script>" + Code + "</script>", "<script src=x></script>", "<script>short</script>", "<SCRIPT type='a>b'>" + Code + "</sCript >", "<script><!-- <script> " + Code + "</script> --></script>", "<style>" + Code + "</style>",
        "<!-- " + Code + " -->", "<!-->", "<!--->", "<!-- a --!> b -->", "<!---->", "<svg viewBox='0 0 24 24'>" + Shapes + "</svg>", "<svg><desc>" + Code.Replace('<', ' ') + "</desc></svg>", "<svg>" + Shapes + "<foreignObject><p>in</p></foreignObject></svg>",
        "<svg>" + Shapes + "<p>out", "<svg/>", "<textarea>" + Code + "</textarea>", "<title>" + Code + "</title>", "<iframe>" + Code + "</iframe>", "<noscript><p>no script</p></noscript>", "<math><mi>x</mi></math>",
        "<select name=a><optgroup label='x>y'><option value=1>" + Code.Replace('<', ' ') + "</optgroup><option><b>two</b></select>",
    ];

    [Fact]
    public void What_is_read_of_any_soup_of_tags_is_the_same_with_everything_left_in() =>
        Gen.Int[0, Soup.Length - 1].Select(index => Soup[index]).Array[1, 30].Sample(pieces => Same(string.Concat(pieces)), iter: 3000);

    [Fact]
    public void Scripts_are_taken_out_and_found_again()
    {
        var html = "<head><script>" + Code + "</script><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"" + Code + "\"}</script></head><body><script>let x = 1;</script>";
        using var tree = PageParser.Parse(html, ExtractionOptions.Default, CancellationToken.None);
        var scan = PageWalker.Walk(tree, new Uri("https://paper.example/"), CancellationToken.None);
        Assert.Equal(Code, scan.InlineScripts[0].TextContent);
        Assert.StartsWith("{\"@type\"", scan.JsonLd[0], StringComparison.Ordinal);
        Assert.Equal("let x = 1;", scan.InlineScripts[1].TextContent);
    }

    [Theory]
    [InlineData("<p>one</p><svg><style/><path/></svg><p>two</p><style>", "</style><p>three", "one|two|three")]
    [InlineData("<p>one</p><math><script/><mi>x</mi></math><p>two</p><script>", "</script><p>three", "one|two|three")]
    [InlineData("<svg><title/></svg><p>one</p><!-- ", " --!><p>two</p><b>three</b>", "one|two|three")]
    public void What_only_looks_like_raw_text_in_drawings_hides_nothing(string before, string behind, string text) => Assert.Equal(text, Text(before + Code.Replace('<', ' ') + behind));

    [Theory]
    [InlineData("<select><option><a href=/x>in</option><option>in</select><p>one</p><p>two")]
    [InlineData("<select><option><b>in<option><span class='a>b'>in</select><p>one</p><select><option>in</select><p>two")]
    [InlineData("<select><option>in<p>one</p></select><p>two")]
    [InlineData("<p>one</p><select><option>in</option></select><p>two</p><select><option>in")]
    public void Element_left_open_in_an_option_hides_nothing_behind(string html) => Assert.EndsWith("two", Text(html).Replace("|in", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Counting_goes_on_behind_what_only_looks_like_raw_text() =>
        Assert.Equal(101, MarkupScan.Of("<svg><title/></svg><!-- x --!>" + string.Concat(Enumerable.Repeat("<div>", 5000)), 1000, 100).Depth);

    [Fact]
    public void Shadow_roots_in_shadow_roots_are_shown_and_what_only_sounds_like_one_is_not() => Assert.Equal(
        "one|two|four",
        Text("<x-a><template shadowrootmode=open><p>one</p><x-b><template shadowrootmode='closed'><p>two</p></template></x-b><template class=noshadowroot><p>three</p></template></template></x-a><p>four</p>"));

    [Fact]
    public void Page_that_writes_a_scripts_number_itself_gets_no_other_than_its_own_scripts()
    {
        using var tree = PageParser.Parse("<script>\u00017</script><script>\u0001x</script><script>\u00010</script><script>" + Code + "</script>", ExtractionOptions.Default, CancellationToken.None);
        var scan = PageWalker.Walk(tree, new Uri("https://paper.example/"), CancellationToken.None);
        Assert.Equal(["\u00017", "\u0001x", "\u00010", Code], scan.InlineScripts.Select(script => script.TextContent));
    }

    [Fact]
    public void Shadow_roots_are_shown_and_other_templates_are_not()
    {
        var text = Text("<x-story><template shadowrootmode=open><p>The shown text.</p><style>" + Code + "</style></template></x-story><template><p>A form for scripts.</p><template><p>Inside.</p></template></template><p>Behind.</p>");
        Assert.Equal("The shown text.|Behind.", text);
    }

    [Fact]
    public void Unclosed_template_hides_what_follows_as_in_a_browser() => Assert.Equal("Before.", Text("<p>Before.</p><template><p>Behind.</p>"));

    [Fact]
    public void Counts_are_of_tags_and_not_of_what_looks_like_them()
    {
        var scan = MarkupScan.Of("<div><p>a<p>b<br></div><!-- <i> --><script>'<b>'</script><svg>" + Shapes + "</svg>", 100, 100);
        Assert.Equal((9, 1), (scan.StartTags, scan.Depth));
        Assert.Equal(3, MarkupScan.Of("<div><b><i></i></b></div>", 100, 100).Depth);
        Assert.Equal(101, MarkupScan.Of(string.Concat(Enumerable.Repeat("<p>", 5000)), 100, 100).StartTags);
        Assert.Equal(101, MarkupScan.Of(string.Concat(Enumerable.Repeat("<div>", 5000)), 1000, 100).Depth);
    }

    private static string Text(string html)
    {
        using var tree = PageParser.Parse(html, ExtractionOptions.Default, CancellationToken.None);
        return string.Join('|', PageWalker.Walk(tree, new Uri("https://paper.example/"), CancellationToken.None).Blocks.Select(block => block.Text));
    }

    private static bool Same(string html)
    {
        using var whole = PageParser.Parse(new ScannedMarkup(0, 0, html.AsMemory(), null, []), ExtractionOptions.Default, CancellationToken.None);
        using var cut = PageParser.Parse(html, ExtractionOptions.Default, CancellationToken.None);
        return Read(whole) == Read(cut);
    }

    private static string Read(PageTree tree)
    {
        var scan = PageWalker.Walk(tree, new Uri("https://paper.example/"), CancellationToken.None);
        return string.Join('|', scan.Blocks.Select(block => scan.Containers[block.Container].Tag + ":" + block.Text)) + " " + scan.DocumentTitle + " "
            + string.Join('|', scan.InlineScripts.Select(script => script.TextContent));
    }
}
