using System.Globalization;
using AngleSharp.Html.Parser;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Sites.Rules.Selectors;

namespace NewsPlatform.UnitTests.Extraction.Sites.Rules;

public sealed class SelectorTests
{
    private const string Page = """
        <html><body id=b0 class="page wide"><nav id=b1><ul id=b2><li id=b3 class=item><a id=b4 href="/home">Home</a></li><li id=b5 class="item last"><a id=b6 href="https://other.example/x.pdf" rel="nofollow external">Other</a></li></ul></nav>
        <main id=b7><article id=b8 data-kind="Story" lang="en-GB"><header id=b9><h1 id=b10>Head</h1><p id=b11 class="by line">By Ida</p></header>
        <div id=b12 class="story-body"><p id=b13>One</p><p id=b14 class=x>Two <b id=b15>bold</b></p><figure id=b16><img id=b17 src="a.jpg"><figcaption id=b18>Cap</figcaption></figure><p id=b19>Three</p><p id=b20></p></div>
        <aside id=b21 class="box story-body"><h2 id=b22>More</h2><p id=b23>Four</p></aside></article><article id=b24><p id=b25>Five</p></article></main>
        <div id=b26><div id=b27><div id=b28 class="x"><span id=b29>deep</span></div></div></div></body></html>
        """;

    private const int Many = 100_000;

    private static readonly string ManySiblings = "<html><body><h6>x</h6>" + string.Concat(Enumerable.Repeat("<p>x</p>", Many)) + "</body></html>";

    [Theory]
    [InlineData("p")]
    [InlineData("*")]
    [InlineData("#b12")]
    [InlineData(".item")]
    [InlineData("li.item.last")]
    [InlineData("div.story-body > p")]
    [InlineData("article p")]
    [InlineData("article .story-body p, nav a")]
    [InlineData("h1 + p")]
    [InlineData("figure ~ p")]
    [InlineData("p:first-child")]
    [InlineData("p:last-child")]
    [InlineData("p:nth-child(2)")]
    [InlineData("p:nth-child(odd)")]
    [InlineData("p:nth-of-type(2n+1)")]
    [InlineData("p:nth-last-child(-n+2)")]
    [InlineData("p:first-of-type")]
    [InlineData("p:last-of-type")]
    [InlineData("img:only-child, span:only-child")]
    [InlineData("p:empty")]
    [InlineData("[href]")]
    [InlineData("[href$='.pdf']")]
    [InlineData("a[href^=https]")]
    [InlineData("a[rel~=external]")]
    [InlineData("[lang|=en]")]
    [InlineData("[data-kind=story i]")]
    [InlineData("[class*=\"body\"]")]
    [InlineData("p:not(.x)")]
    [InlineData("p:not(.x, :first-child)")]
    [InlineData(":is(header, aside) p")]
    [InlineData("article:has(> header)")]
    [InlineData("article:has(figure img)")]
    [InlineData("p:has(b)")]
    [InlineData("p:has(+ figure)")]
    [InlineData("p:has(~ figure)")]
    [InlineData("article:has(> p)")]
    [InlineData("div > div > div.x span")]
    [InlineData("main > article:first-child > div ~ aside > p")]
    [InlineData("body.page.wide main article")]
    [InlineData("#b1\\32 ")]
    public void Selectors_find_what_AngleSharp_finds(string selector)
    {
        var expected = new HtmlParser().ParseDocument(Page).QuerySelectorAll(selector).Select(element => element.Id ?? element.LocalName).Where(id => id.StartsWith('b'));

        Assert.Equal(expected, Found(Page, selector));
    }

    [Fact]
    public void Element_is_found_by_the_text_it_has() => Assert.Equal(["b14", "b11"], Found(Page, "p:has-text(\"two\"), p:has-text('by IDA')").OrderByDescending(id => id, StringComparer.Ordinal));

    [Theory]
    [InlineData("", 0)]
    [InlineData("div >", 5)]
    [InlineData("p..x", 2)]
    [InlineData("p[", 2)]
    [InlineData("p[a", 3)]
    [InlineData("p[a?=b]", 3)]
    [InlineData("p:hover", 2)]
    [InlineData("p:nth-child(x)", 12)]
    [InlineData("p:not(", 6)]
    [InlineData("p, , q", 3)]
    [InlineData("p )", 2)]
    [InlineData("p:is(:is(:is(:is(:is(a)))))", 17)]
    [InlineData("[a=\"b]", 6)]
    public void Selector_that_cannot_be_read_says_where(string selector, int position)
    {
        var fault = Assert.Throws<SelectorException>(() => SelectorReader.Read(selector, []));
        Assert.Equal(position, fault.Position);
    }

    [Fact]
    public void Chain_of_selectors_on_a_deep_page_is_cut_off()
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat("<div class=a>", 400)) + "<p id=b1>x</p></body></html>";
        var work = new SelectorWork(CancellationToken.None);

        Found(html, string.Join(' ', Enumerable.Repeat(".a", 12)) + " .never p", work);

        Assert.True(Found(html, string.Join(' ', Enumerable.Repeat(".a", 12)) + " ~ .never p", work).Count == 0);
        Assert.True(Found(html, ".z " + string.Join(' ', Enumerable.Repeat(".a", 12)) + " p", work).Count == 0);
        Assert.True(work.IsSpent);
    }

    // A step for each element that is asked or placed, and one for each neighbour that is asked.
    [Theory]
    [InlineData("p:nth-child(2n+1)", 2)]
    [InlineData("p:nth-last-child(3)", 2)]
    [InlineData("p:last-child", 2)]
    [InlineData("p:only-child", 2)]
    [InlineData("p:first-of-type", 2)]
    [InlineData("p:last-of-type", 2)]
    [InlineData("p:nth-last-of-type(2n)", 2)]
    [InlineData("p:not(:last-of-type):nth-child(2)", 3)]
    [InlineData("h6 + p", 3)]
    public void Places_among_a_hundred_thousand_siblings_are_counted_once_and_paid_for(string selector, int stepsForEach)
    {
        var work = new SelectorWork(CancellationToken.None);

        Found(ManySiblings, selector, work);

        Assert.InRange(work.Steps, (stepsForEach * Many) - 10, (stepsForEach * Many) + 10);
    }

    [Theory]
    [InlineData("h6 ~ p")]
    [InlineData("p:has(~ h6)")]
    public void All_that_stand_beside_a_hundred_thousand_siblings_are_asked_within_the_bound(string selector)
    {
        var work = new SelectorWork(CancellationToken.None);

        Found(ManySiblings, selector + " b", work);
        Found(ManySiblings, selector, work);

        Assert.True(work.IsSpent);
        Assert.InRange(work.Steps, 20_000_000, 20_000_000 + (2 * Many));
    }

    [Fact]
    public void Placing_many_siblings_for_one_element_looks_whether_time_is_over()
    {
        using var over = new CancellationTokenSource();
        over.Cancel();

        Assert.Throws<OperationCanceledException>(() => Found(ManySiblings, "h6:first-child", new SelectorWork(over.Token)));
    }

    [Fact]
    public void Reader_ends_on_any_text()
    {
        var random = new Random(7);
        const string Signs = "ab*.#[]()=~|^$\"':>+, \\0n-:not(:has(";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => Signs[random.Next(Signs.Length)]));
            try
            {
                Assert.NotEmpty(SelectorReader.Read(text, []));
            }
            catch (SelectorException fault)
            {
                Assert.InRange(fault.Position, 0, text.Length);
            }
        }
    }

    private static List<string> Found(string html, string selector, SelectorWork? work = null)
    {
        var attributes = new HashSet<string>(StringComparer.Ordinal);
        var index = new SelectorIndex();
        foreach (var one in SelectorReader.Read(selector, attributes))
        {
            index.Add(one, 0);
        }

        using var tree = PageParser.Parse(MarkupScan.Of(html, 2 * Many, 1000), ExtractionOptions.Default, CancellationToken.None, attributes);
        var found = new List<string>();
        index.Find(tree.Root!, work ?? new SelectorWork(CancellationToken.None), (_, element) =>
        {
            if (element.Id is { } id && !found.Contains(id))
            {
                found.Add(id);
            }
        });
        return found;
    }
}
