using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Markup;
using AttributeNames = NewsPlatform.Extraction.Markup.AttributeNames;

namespace NewsPlatform.UnitTests.Extraction.Markup;

public sealed class PageParserTests
{
    private const string Svg = "http://www.w3.org/2000/svg";
    private const string Math = "http://www.w3.org/1998/Math/MathML";

    private static readonly string[] Soup =
    [
        .. PageTag.HtmlNames.Select(name => $"<{name}>"), .. PageTag.HtmlNames.Select(name => $"</{name}>"),
        "word", " ", "two  words\n", "&amp;", "&notanentity;", "\0", "<svg>", "</svg>", "<foreignObject>", "</foreignObject>", "<desc>", "<math>", "<mi>", "</mi>", "</math>", "<annotation-xml encoding=\"text/html\">",
        "<a href=x>", "<a href=x class=y>", "<b id=1>", "<b id=1>", "<b data-x=2>", "<font color=red>", "<font color=blue>", "<p class=\"a b\">", "<div id=d style=\"x:y\">", "<input type=hidden>", "<input type=text>",
        "<meta charset=utf-8>", "<script>if (a < b) { '</scrip' }</script>", "<style>p{}</style>", "<title>a<b></title>", "<!-- c -->", "<!DOCTYPE html>", "<?pi?>", "<x-y>", "</x-y>", "<path d=1 />", "<br/>", "<p/>", "<", "</", "<table><tr><td>", "</td></tr></table>",
        "<td>", "<select><option>", "</select>", "<body class=late>", "<html lang=de>", "<template><td>x</td></template>", "<frameset>", "<ul><li>", "<dl><dt>", "<ruby>a<rt>b", "<button>", "<form action=x>", "<noscript><p>", "</noscript>", "<iframe><p></iframe>",
    ];

    [Fact]
    public void The_table_of_tags_says_what_the_parsers_own_elements_say()
    {
        var document = new HtmlParser().ParseDocument("");
        Assert.All(PageTag.HtmlNames, name => Assert.Equal(document.CreateElement(name).Flags, PageTag.OfHtml(name).Flags));
        Assert.Equal(document.CreateElement("any-other").Flags, PageTag.OfHtml("any-other").Flags);
        Assert.All((string[])["svg", "desc", "foreignObject", "title", "style", "path"], name => Assert.Equal(document.CreateElement(Svg, name).Flags, PageTag.OfSvg(name).Flags));
        Assert.All((string[])["math", "mi", "mo", "mn", "ms", "mtext", "annotation-xml", "mglyph", "mrow"], name => Assert.Equal(document.CreateElement(Math, name).Flags, PageTag.OfMath(name).Flags));
    }

    [Theory]
    [InlineData("<p>one <b>two</b> three<p>four")]
    [InlineData("<table><tr><td>a<div>inside</div></td></tr><div>before</div>words<p>also before</table>after")]
    [InlineData("<template><tr><td>x</td></tr></template><p>y")]
    [InlineData("<b><p><i></b>x</i></p>")]
    [InlineData("<svg><foreignObject><p>in</p></foreignObject><title>t</title></svg><p>out")]
    [InlineData("<html lang=pl><body class=a><p>x</body></html><p>behind")]
    [InlineData("<</aside></marquee><?pi?>two  words\n<meter><noembed></basefont>")]
    [InlineData("plain text")]
    [InlineData("")]
    public void The_tree_is_the_parsers_own(string html) => Assert.Equal(Expected(html), Actual(html));

    [Fact]
    public void The_tree_of_any_soup_of_tags_is_the_parsers_own() =>
        Gen.Int[0, Soup.Length - 1].Select(index => Soup[index]).Array[1, 40].Sample(pieces => Same(string.Concat(pieces)), iter: 3000);

    [Fact]
    public void A_tag_has_at_most_a_hundred_attributes_and_many_tags_have_as_many_each()
    {
        var tag = "<p " + string.Concat(Enumerable.Range(0, 300).Select(i => $"data-{i}=x ")) + "class=late>";
        using var tree = PageParser.Parse("<p class=early>" + tag + "<p id=third>", ExtractionOptions.Default, CancellationToken.None);
        var body = (PageElement)tree.Root!.Children[1];
        Assert.Equal("early", ((PageElement)body.Children[0]).ClassName);
        Assert.Null(((PageElement)body.Children[1]).ClassName);
        Assert.Equal("third", ((PageElement)body.Children[2]).Id);
    }

    [Fact]
    public void A_cancelled_parse_ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => PageParser.Parse(string.Concat(Enumerable.Repeat("<p>x", 1000)), ExtractionOptions.Default, cancelled.Token));
    }

    private static bool Same(string html)
    {
        try
        {
            return Actual(html) == Expected(html);
        }
        catch (InvalidDataException)
        {
            return Assert.Throws<NullReferenceException>(() => Expected(html)) is not null;
        }
    }

    private static string Expected(string html)
    {
        using var document = new HtmlParser(new HtmlParserOptions { SkipComments = true, SkipProcessingInstructions = true, MaximumDepth = ExtractionOptions.Default.MaxDepth }).ParseDocument(html);
        var text = new StringBuilder();
        Write(document.DocumentElement, text);

        // Comments part runs of text; whether they are one node does not matter.
        return text.Replace("\"\"", "").ToString();
    }

    private static string Actual(string html)
    {
        using var tree = PageParser.Parse(new ScannedMarkup(0, 0, html.AsMemory(), null, []), ExtractionOptions.Default, CancellationToken.None);
        var text = new StringBuilder();
        Write(tree.Root!, text);
        return text.Replace("\"\"", "").ToString();
    }

    private static void Write(INode node, StringBuilder text)
    {
        if (node is IText words)
        {
            text.Append('"').Append(words.Data).Append('"');
        }
        else if (node is IElement element)
        {
            text.Append('<').Append(element.LocalName);
            foreach (var attribute in element.Attributes.Where(attribute => AttributeNames.Find(attribute.Name) is not null))
            {
                text.Append(' ').Append(attribute.Name).Append('=').Append(attribute.Value);
            }

            text.Append('>');
            foreach (var child in element.ChildNodes)
            {
                Write(child, text);
            }

            text.Append("</>");
        }
    }

    private static void Write(PageNode node, StringBuilder text)
    {
        if (node is PageText words)
        {
            text.Append('"').Append(words.Data).Append('"');
        }
        else if (node is PageElement element)
        {
            text.Append('<').Append(element.LocalName);
            foreach (var attribute in element.Attributes)
            {
                if (AttributeNames.Find(attribute.Name) is not null)
                {
                    text.Append(' ').Append(attribute.Name).Append('=').Append(attribute.Value);
                }
            }

            text.Append('>');
            foreach (var child in element.Children)
            {
                Assert.Same(element, child.Parent);
                Write(child, text);
            }

            text.Append("</>");
        }
    }
}
