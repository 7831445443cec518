using NewsPlatform.Extraction.Sites.Import;
using NewsPlatform.Extraction.Sites.Rules.Selectors;

namespace NewsPlatform.UnitTests.Extraction.Sites.Import;

public sealed class SharedRulesTests
{
    [Theory]
    [InlineData("//div[@id='story']", "div#story")]
    [InlineData("//div[@class=\"a b\"]/p", "div[class=\"a b\"] > p")]
    [InlineData("//div[contains(@class, 'story')]//p", "div[class*=\"story\"] p")]
    [InlineData("//*[contains(concat(' ', normalize-space(@class), ' '), ' story ')]", "[class~=\"story\"]")]
    [InlineData("//h1[1]", "h1:first-of-type")]
    [InlineData("//ul/li[last()]", "ul > li:last-of-type")]
    [InlineData("//ul/*[3]", "ul > :nth-child(3)")]
    [InlineData("//p[starts-with(@id,'x') and @lang]", "p[id^=\"x\"][lang]")]
    [InlineData("//p[@a='1' or @b='2']", "p:is([a=\"1\"], [b=\"2\"])")]
    [InlineData("//p[not(@class)]", "p:not([class])")]
    [InlineData("//p[.//img]", "p:has(img)")]
    [InlineData("//p[a/img]", "p:has(> a > img)")]
    [InlineData("//p[contains(text(), 'Advert')]", "p:has-text(\"Advert\")")]
    [InlineData("//h2/following-sibling::*", "h2 ~ *")]
    [InlineData("//h2/following-sibling::*[1]", "h2 + *")]
    [InlineData("//*[self::h2 or self::h3]", ":is(h2, h3)")]
    [InlineData("/html/body/div", "html:root > body > div")]
    [InlineData("//img[@id='x']/..", "*:has(> img#x)")]
    [InlineData("//img[@id='x']/ancestor::p", "p:has(img#x)")]
    [InlineData("//h1/text()", "h1")]
    public void XPath_becomes_the_selector_that_finds_the_same(string xpath, string css)
    {
        var (selector, attribute) = Assert.Single(XPathToCss.Convert(xpath, firstOnly: false));

        Assert.Equal((css, (string?)null), (selector, attribute));
        Assert.NotEmpty(SelectorReader.Read(selector, []));
    }

    [Fact]
    public void Attribute_and_alternatives_are_kept_apart() =>
        Assert.Equal([("meta[name=\"a\"]", "content"), ("h1", null)], XPathToCss.Convert("(//meta[@name='a']/@content)[1] | //h1", firstOnly: true));

    [Theory]
    [InlineData("substring-before(//title, ' - ')")]
    [InlineData("(//div)[1]")]
    [InlineData("//p[text()='x']")]
    [InlineData("//a[@class='b'][1]")]
    [InlineData("//img/ancestor::div[1]")]
    [InlineData("//a//b/ancestor::p")]
    [InlineData("//p[@width < 10]")]
    [InlineData("//p[count(a) = 1]")]
    [InlineData("//@content")]
    [InlineData("//div[")]
    [InlineData("")]
    public void What_no_selector_says_is_refused(string xpath) => Assert.Throws<XPathException>(() => XPathToCss.Convert(xpath, firstOnly: false));

    [Fact]
    public void Converter_ends_on_any_text_and_what_it_makes_can_be_read()
    {
        var random = new Random(11);
        string[] parts = ["//", "/", "p", "*", "[", "]", "@class", "=", "'x'", "not(", ")", "contains(", ",", " and ", " or ", "text()", ".", "..", "|", "(", "1", "ancestor::"];
        for (var i = 0; i < 20_000; i++)
        {
            var xpath = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                Assert.NotEmpty(XPathToCss.Convert(xpath, firstOnly: true));
            }
            catch (XPathException)
            {
            }
        }

        Assert.Throws<XPathException>(() => XPathToCss.Convert("//p" + string.Concat(Enumerable.Repeat("[a", 600)), firstOnly: true));
    }

    [Fact]
    public void File_becomes_rules_and_tells_what_was_lost()
    {
        var made = SharedRulesReader.Read(
            ".paper.example.txt",
            """
            # A comment: with a colon
            title: //h1[@class='head']
            body: //div[@id='a'] | //div[@id='b']
            body: //article
            date: substring-after(//p, 'on ')
            strip: //div[@class='box']
            strip_id_or_class: newsletter
            strip_image_src: /pixel
            prune: no
            tidy: no
            replace_string(<b>): <i>
            test_url: https://paper.example/a
            test_contains: eleven million
            """,
            out var reason);

        Assert.Null(reason);
        Assert.Equal(("*.paper.example", "*.paper.example"), (made!.Site, made.Rules.Site));
        Assert.Contains("\"div#a, div#b\"", made.Content, StringComparison.Ordinal);
        Assert.Contains("\"[id*=\\\"newsletter\\\"], [class*=\\\"newsletter\\\"]\"", made.Content, StringComparison.Ordinal);
        Assert.Equal(["date", "replace_string"], made.Lines.Where(line => line.Fate == SharedRules.Fate.Lost).Select(line => line.Directive));
        Assert.Equal(["prune", "tidy"], made.Lines.Where(line => line.Fate == SharedRules.Fate.NotNeeded).Select(line => line.Directive));
        Assert.Contains("not taken over: date: substring-after", made.Content, StringComparison.Ordinal);
        Assert.Equal(["eleven million"], Assert.Single(made.Rules.Tests).Contains);
    }

    [Theory]
    [InlineData("paper.example.txt", "tidy: no", "nothing in it")]
    [InlineData("LICENSE notes.txt", "title: //h1", "not named after a site")]
    public void File_that_gives_no_rules_says_why(string name, string text, string why)
    {
        Assert.Null(SharedRulesReader.Read(name, text, out var reason));
        Assert.Contains(why, reason, StringComparison.Ordinal);
    }
}
