using System.Text;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.WebSub;

namespace NewsPlatform.UnitTests.Crawling.WebSub;

public sealed class HubLinkTests
{
    private static readonly Uri Url = new("https://news.example/feed?x=1");

    [Theory]
    [InlineData("<https://hub.example/>; rel=\"hub\", <https://news.example/self>; rel=\"self\"", "https://hub.example/", "https://news.example/self")]
    [InlineData("<https://hub.example>; rel=hub", "https://hub.example/", "https://news.example/feed?x=1")]
    [InlineData("</hub>;REL=\"HUB\" , </self>;title=\"a, b; c\\\"\";rel=self", "https://news.example/hub", "https://news.example/self")]
    [InlineData("<https://a.example/>; rel=\"alternate hub\"; rel=next", "https://a.example/", "https://news.example/feed?x=1")]
    [InlineData("<ftp://no.example/>; rel=hub, <https://hub.example/>; rel=hub", "https://hub.example/", "https://news.example/feed?x=1")]
    [InlineData("<https://a.example/>; rel=next; rel=hub", null, null)]
    [InlineData("<https://a.example/>; rel=hub; anchor=\"https://other.example/\"", null, null)]
    [InlineData("<https://a.example/; rel=hub", null, null)]
    [InlineData("rel=hub; <>; <https://a.example/>;;; rel", null, null)]
    [InlineData("", null, null)]
    public void Headers_name_hub_and_topic(string header, string? hub, string? topic)
    {
        var found = HubLink.Find([new("Content-Type", "text/xml"), new("link", header)], null, Url);

        Assert.Equal((hub, topic), (found?.Hub, found?.Topic));
    }

    [Theory]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href='/self'/><link rel='hub' href='https://hub.example/h'/><link rel='hub' href='https://second.example/'/></feed>")]
    [InlineData("<rss version='2.0' xmlns:a10='http://www.w3.org/2005/Atom'><channel><a10:link href='https://hub.example/h' rel=' hub '/><a10:link rel='self' href='https://news.example/self'/></channel></rss>")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"feed_url\":\"https://news.example/self\",\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example/h\"}],\"items\":[]}")]
    public void Feed_names_hub_and_topic_where_headers_do_not(string document)
    {
        var feed = FeedReader.Read(Encoding.UTF8.GetBytes(document), null, Url).Document;

        Assert.Equal(new HubLink("https://hub.example/h", "https://news.example/self"), HubLink.Find([], feed, Url));
        Assert.Equal(new HubLink("https://other.example/", "https://news.example/self"), HubLink.Find([new("Link", "<https://other.example/>; rel=hub")], feed, Url));
    }

    [Fact]
    public void Topic_is_kept_as_it_is_written() =>
        Assert.Equal("https://News.example:443/a%2Fb?utm_source=x", HubLink.Find([new("Link", "<https://h.example/>;rel=hub,<https://News.example:443/a%2Fb?utm_source=x>;rel=self")], null, Url)?.Topic);

    [Fact]
    public void Headers_are_read_up_to_a_bound()
    {
        var many = string.Concat(Enumerable.Repeat("<https://x.example/>; rel=next, ", 100_000));

        Assert.Null(HubLink.Find([new("Link", many + "<https://hub.example/>; rel=hub")], null, Url));
        Assert.Equal(LinkHeader.MaxLinks, LinkHeader.Read(many).Count());
        Assert.Empty(LinkHeader.Read(new string('<', 1_000_000)));
    }
}
