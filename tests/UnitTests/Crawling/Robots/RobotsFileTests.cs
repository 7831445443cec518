using System.Text;
using CsCheck;
using NewsPlatform.Crawling.Robots;

namespace NewsPlatform.UnitTests.Crawling.Robots;

public sealed class RobotsFileTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /a", "/a/b", false)]
    [InlineData("User-agent: *\nDisallow: /a", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nAllow: /page\nDisallow: /page", "/page", true)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/x/index.php", false)]
    [InlineData("User-agent: *\nDisallow: /*.php$", "/x/index.php?a", true)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", false)]
    [InlineData("User-agent: *\nDisallow: /foo/%62%61%7A", "/foo/baz", false)]
    [InlineData("User-agent: *\nDisallow: /é", "/%c3%a9t%C3%A9", false)]
    [InlineData("User-agent: *\nDisallow: /file-%2A", "/file-*", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("\uFEFFUser-agent: *\rDisallow: /a # all\r", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /a/index.html", "/a/", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /a/index.html", "/a/b", false)]
    [InlineData("USERAGENT: *\r\nDisalow /a", "/a", false)]
    [InlineData("Disallow: /a", "/a", true)]
    public void Decide_follows_the_rules_of_RFC_9309(string robots, string path, bool allowed)
    {
        Assert.Equal(allowed, Parse(robots).Decide("NewsPlatform", path).Allowed);
    }

    [Fact]
    public void Decide_joins_all_groups_of_the_token_and_leaves_those_of_others()
    {
        var file = Parse("User-agent: *\nDisallow: /all\nUser-agent: newsplatform\nDisallow: /one\n\nUser-agent: Other\nUser-agent: NEWSPLATFORM/2\nDisallow: /two");
        Assert.True(file.Decide("NewsPlatform/0.1", "/all").Allowed);
        Assert.False(file.Decide("NewsPlatform/0.1", "/one").Allowed);
        Assert.False(file.Decide("NewsPlatform/0.1", "/two").Allowed);
        Assert.True(file.Decide("Other", "/one").Allowed);
    }

    [Fact]
    public void Decide_names_the_rule_and_its_line()
    {
        var decision = Parse("# hello\nUser-agent: *\n\nDisallow: /a/*/c\n").Decide("x", "/a/b/c");
        Assert.Equal(new RobotsDecision(Allowed: false, "Disallow: /a/*/c", 4), decision);
    }

    [Fact]
    public void UsageFor_gives_the_lines_of_the_groups_for_this_crawler_as_written_and_they_decide_nothing()
    {
        var file = RobotsFile.Parse("User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n\nUser-agent: special\nContent-Usage: train-ai=y # yes\nDisallow: /a\n"u8);

        Assert.Equal(["Content-Signal: ai-train=no"], file.UsageFor("other"));
        Assert.Equal(["Content-Usage: train-ai=y # yes"], file.UsageFor("Special"));
        Assert.True(file.Decide("other", "/b").Allowed);
        Assert.Empty(RobotsFile.AllowAll.UsageFor("other"));
    }

    [Fact]
    public void CrawlDelay_of_the_named_group_wins_over_everyones()
    {
        var file = Parse("User-agent: *\nCrawl-delay: 10\nUser-agent: slow\nCrawl-delay: 2.5\nDisallow: /x");
        Assert.Equal(TimeSpan.FromSeconds(2.5), file.CrawlDelay("slow"));
        Assert.Equal(TimeSpan.FromSeconds(10), file.CrawlDelay("other"));
        Assert.Null(Parse("User-agent: *\nCrawl-delay: soon").CrawlDelay("other"));
    }

    [Fact]
    public void Sitemaps_are_listed_wherever_they_stand()
    {
        Assert.Equal(["https://a.example/1.xml", "/2.xml"], Parse("Sitemap: https://a.example/1.xml\nUser-agent: *\nsitemap:/2.xml").Sitemaps);
    }

    [Fact]
    public void Parse_beyond_the_bound_ignores_the_rest()
    {
        var file = Parse("User-agent: *\nDisallow: /a\n" + new string('#', RobotsFile.MaxBytes) + "\nDisallow: /b");
        Assert.False(file.Decide("x", "/a").Allowed);
        Assert.True(file.Decide("x", "/b").Allowed);
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(403, true)]
    [InlineData(429, false)]
    [InlineData(503, false)]
    [InlineData(0, false)]
    public void ForStatus_without_a_file_allows_everything_or_nothing(int status, bool allowed)
    {
        Assert.Equal(allowed, RobotsAccess.ForStatus(status)!.Decide("x", "/a").Allowed);
    }

    [Fact]
    public void ForStatus_of_success_leaves_it_to_the_file()
    {
        Assert.Null(RobotsAccess.ForStatus(200));
    }

    [Fact]
    public void Parse_of_any_bytes_never_throws()
    {
        var text = Gen.OneOf("User-agent:", "*", "Disallow:", "Allow:", "/", "/a*b$", "%", "%4", "%41", "\n", "\r", "Crawl-delay: 1e9", "Sitemap:", "#", "\0", "é", "$", " ").Array[0, 60].Select(string.Concat);
        Gen.Select(text, Gen.Byte.Array[0, 20], Gen.String[0, 20]).Sample((a, b, path) =>
        {
            var file = RobotsFile.Parse([.. Encoding.UTF8.GetBytes(a), .. b]);
            var first = file.Decide("bot", path);
            Assert.Equal(first, file.Decide("BOT", path));
            Assert.True(file.CrawlDelay("bot") is null or { TotalDays: >= 0 and <= 1 });
        });
    }

    private static RobotsFile Parse(string text) => RobotsFile.Parse(Encoding.UTF8.GetBytes(text));
}
