using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Opml;

namespace NewsPlatform.UnitTests.Crawling.Opml;

public sealed class OpmlTests
{
    [Fact]
    public void Read_gives_each_feed_once_with_its_folders_and_categories()
    {
        var list = Read("""
            <opml version="2.0"><head><title>Mine</title><ownerName>Jane</ownerName></head><body>
              <outline text="News"><outline text="World"><outline text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/" category="/x/y,z"/></outline></outline>
              <outline title="A again" xmlUrl="https://a.example/feed"/><outline type="include" text="More" url="https://b.example/list.opml"/>
            </body></opml>
            """);
        Assert.Equal(("Mine", "Jane"), (list.Title, list.HeadText("ownername")));
        var feed = Assert.Single(list.Feeds());
        Assert.Equal(("https://a.example/feed", "A", "https://a.example/"), (feed.Url, feed.Title, feed.SiteUrl));
        Assert.Equal(["x/y", "z", "News/World"], feed.Categories.Select(path => string.Join('/', path)));
        Assert.Equal("https://b.example/list.opml", list.Outlines[^1].Url);
    }

    [Fact]
    public void Read_of_bare_ampersands_and_quotes_inside_a_value_finds_the_address()
    {
        var list = Read("""
            <opml><body><outline text="A & B" description="by <a href="https://x.example/" rel="me">X</a> here" xmlUrl="https://a.example/feed?a=1&b=2" /></body></opml>
            """);
        Assert.Equal("https://a.example/feed?a=1&b=2", Assert.Single(list.Feeds()).Url);
    }

    [Fact]
    public void Read_of_FOAF_gives_channels_of_weblogs_under_their_groups()
    {
        var list = Read("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:rss="http://purl.org/rss/1.0/">
            <foaf:Group><foaf:name>Planet</foaf:name><foaf:member><foaf:Agent><foaf:name>Jane</foaf:name><foaf:weblog>
            <foaf:Document rdf:about="https://j.example/"><rdfs:seeAlso><rss:channel rdf:about="https://j.example/feed"/></rdfs:seeAlso></foaf:Document></foaf:weblog></foaf:Agent></foaf:member></foaf:Group></rdf:RDF>
            """);
        var feed = Assert.Single(list.Feeds());
        Assert.Equal(("https://j.example/feed", "Jane", "Planet"), (feed.Url, feed.Title, string.Join('/', feed.Categories[0])));
    }

    [Theory]
    [InlineData("<html><body>no</body></html>")]
    [InlineData("words")]
    [InlineData("")]
    public void Read_of_something_else_is_refused_with_a_reason(string text)
    {
        var result = OpmlReader.Read(Encoding.UTF8.GetBytes(text), null);
        Assert.False(result.IsOpml);
        Assert.NotEmpty(result.Reason);
    }

    [Fact]
    public void Write_of_any_list_is_read_back_as_the_same()
    {
        var text = Gen.Char['\u0020', '\uD7FF'].Array[0, 8].Select(chars => new string(chars));
        var name = Gen.OneOf("text", "xmlUrl", "htmlUrl", "fooBar", "x:y");
        var attributes = Gen.Dictionary(name, text)[0, 4].Select(map => (IReadOnlyList<KeyValuePair<string, string>>)[.. map]);
        var leaf = attributes.Select(a => new OpmlOutline(a, []));
        var outline = Gen.Select(attributes, leaf.Array[0, 3], (a, children) => new OpmlOutline(a, children));
        Gen.Select(outline.Array[1, 4], text, (outlines, title) => new OpmlDocument("2.0", [new("title", title.Trim())], outlines)).Sample(list =>
        {
            var again = OpmlReader.Read(OpmlWriter.Write(list), null).Document!;
            Assert.Equal(Flat(list.Outlines), Flat(again.Outlines));
            Assert.Equal(list.Head, again.Head);
        });
    }

    [Fact]
    public void Any_markup_that_is_read_can_be_written_and_read_again()
    {
        var part = Gen.OneOf("<head>", "</head>", "<body>", "<outline ", "<outline>", "</outline>", "<:>", "</:>", ":='a' ", "xmlns:='a' ", ":xmlns='a' ", "xmlns='a' ", "xml:space='a' ", "xml:lang='a' ", "x:a:b='1' ", "x:a='2' ",
            "text=b ", "xmlUrl='https://a.example/' ", "/>", ">", "&", "\0", "\uFFFF", "<title>", "category='/a,b' ");
        part.Array[0, 30].Select(parts => "<opml>" + string.Concat(parts)).Sample(text =>
        {
            if (OpmlReader.Read(Encoding.UTF8.GetBytes(text), null).Document is { } list)
            {
                Assert.True(OpmlReader.Read(OpmlWriter.Write(list), null).IsOpml);
            }
        });
    }

    [Fact]
    public void Feeds_of_a_list_that_says_ever_more_of_one_feed_or_nests_endless_names_take_linear_time()
    {
        var again = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<outline xmlUrl='a' category='/{i}'/>"));
        var deep = string.Concat(Enumerable.Repeat($"<outline text='{new string('n', 16_000)}'>", 60)) + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<outline xmlUrl='{i}'/>"));
        var list = Read($"<opml>{again}{deep}");
        var began = TimeProvider.System.GetTimestamp();

        var feeds = list.Feeds();

        Assert.Equal((2_001, 100, 200), (feeds.Count, feeds[0].Categories.Count, feeds[1].Categories[0][0].Length));
        // Less than a second, or so; more than a minute when each feed is dearer than the one before.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    private static string Flat(IReadOnlyList<OpmlOutline> outlines) =>
        string.Join('\n', outlines.Select(outline => string.Join('\t', outline.Attributes.Select(a => a.Key + "=" + a.Value)) + "{" + Flat(outline.Children) + "}"));

    private static OpmlDocument Read(string text) => OpmlReader.Read(Encoding.UTF8.GetBytes(text), null).Document ?? throw new InvalidOperationException("not read");
}
