using System.Text.Json;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.ContractTests.Cli;

public sealed class ArticleCommandTests
{
    [Fact]
    public async Task List_of_several_pages_prints_every_article_once_in_order()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.AddRange(Enumerable.Range(1, 25).Select(SampleArticle.Numbered));

        var result = await News.RunAsync(server, "list", "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(Enumerable.Range(1, 25).Select(number => $"articles/a{number}"), News.Lines(result).Select(line => line.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task List_as_json_has_the_documented_fields()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.Add(SampleArticle.Numbered(1));

        var article = Assert.Single(News.Lines(await News.RunAsync(server, "list", "--json")));

        Assert.Equal("https://example.org/1", article.GetProperty("url").GetString());
        Assert.Equal(["https://example.org/1", "https://example.org/1?ref=feed"], article.GetProperty("urls").EnumerateArray().Select(url => url.GetString()));
        Assert.Equal("Bridge 1 opens", article.GetProperty("title").GetString());
        Assert.Equal("2026-11-25T00:30:00+02:00", article.GetProperty("published").GetString());
        Assert.Equal("en", article.GetProperty("language").GetString());
        Assert.Equal("First paragraph.\n\nSecond – with “quotes”.", article.GetProperty("text").GetString());
        Assert.Equal("sources/s1", article.GetProperty("source").GetString());
        Assert.Equal(3, article.GetProperty("revisions").GetInt32());
        Assert.Equal(JsonValueKind.Null, article.GetProperty("copyOf").ValueKind);
        Assert.Equal("stories/x", article.GetProperty("story").GetString());
        Assert.Equal("live_blog", article.GetProperty("kind").GetString());
        Assert.Equal(["Ada Reporter"], article.GetProperty("authors").EnumerateArray().Select(author => author.GetString()));
    }

    [Theory]
    [InlineData(Precision.Year, "2026")]
    [InlineData(Precision.Month, "2026-11")]
    [InlineData(Precision.Day, "2026-11-24")]
    [InlineData(Precision.Second, "2026-11-24T22:30:00")]
    public async Task Published_is_no_more_exact_than_known(Precision precision, string expected)
    {
        await using var server = await FakePlatform.StartAsync();
        var article = SampleArticle.Numbered(1);
        article.Published = new NewsTime { Time = SampleArticle.At(2026, 11, 24, 22, 30), Precision = precision };
        server.Store.Articles.Add(article);

        var line = Assert.Single(News.Lines(await News.RunAsync(server, "list", "--json")));

        Assert.Equal(expected, line.GetProperty("published").GetString());
    }

    [Fact]
    public async Task Article_without_anything_prints_nulls_and_its_own_address()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.Add(new Article { Name = "articles/bare", Url = "https://example.org/bare" });

        var article = Assert.Single(News.Lines(await News.RunAsync(server, "get", "articles/bare", "--json")));

        Assert.Equal(["https://example.org/bare"], article.GetProperty("urls").EnumerateArray().Select(url => url.GetString()));
        Assert.All(
            (string[])["published", "language", "source", "copyOf", "story", "annotations"],
            field => Assert.Equal(JsonValueKind.Null, article.GetProperty(field).ValueKind));
    }

    [Fact]
    public async Task Limit_and_filter_reach_the_server_and_the_output()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.AddRange(Enumerable.Range(1, 25).Select(SampleArticle.Numbered));

        var result = await News.RunAsync(server, "list", "--json", "--limit", "12", "--filter", "language = \"en\"");

        Assert.Equal(12, News.Lines(result).Count);
        Assert.All(server.Store.Filters, filter => Assert.Equal("language = \"en\"", filter));
    }

    [Fact]
    public async Task Wrong_filter_is_wrong_use_with_its_reason()
    {
        await using var server = await FakePlatform.StartAsync();

        var result = await News.RunAsync(server, "list", "--json", "--filter", "nonsense");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("INVALID_FILTER", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_list_is_one_plain_line_an_article_without_control_characters()
    {
        await using var server = await FakePlatform.StartAsync();
        var article = SampleArticle.Numbered(1);
        article.Title = "Hostile \u001b[31mred\u001b[0m\ttitle\n\u202Eturned";
        server.Store.Articles.Add(article);

        var result = await News.RunAsync(server, "list");

        Assert.Equal("2026-11-25 00:30:00+02:00\ten\tHostile [31mred[0m title turned\tarticles/a1\thttps://example.org/1\n", result.Output);
    }

    [Fact]
    public async Task Get_finds_by_any_address_and_tells_what_was_read_out_of_the_text()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.Add(SampleArticle.Numbered(1));

        var result = await News.RunAsync(server, "get", "https://example.org/1?ref=feed", "--json");

        var entity = Assert.Single(News.Lines(result)).GetProperty("annotations").GetProperty("entities")[0];
        Assert.Equal(("person", "Q1"), (entity.GetProperty("type").GetString(), entity.GetProperty("ids").GetProperty("wikidata").GetString()));
    }

    [Fact]
    public async Task Get_for_people_reads_as_an_article()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.Add(SampleArticle.Numbered(1));

        var result = await News.RunAsync(server, "get", "a1");

        Assert.StartsWith("Bridge 1 opens\nAfter years of work\nAda Reporter · 2026-11-25 00:30:00+02:00 · en\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nSecond – with “quotes”.\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("revision 2 of 3", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Get_of_a_withdrawn_article_says_so_before_its_text()
    {
        await using var server = await FakePlatform.StartAsync();
        var article = SampleArticle.Numbered(1);
        article.WithdrawTime = SampleArticle.At(2026, 11, 26, 9);
        server.Store.Articles.Add(article);

        var page = await News.RunAsync(server, "get", "a1");
        var json = Assert.Single(News.Lines(await News.RunAsync(server, "get", "a1", "--json")));

        Assert.StartsWith("Bridge 1 opens\nwithdrawn 2026-11-26T09:00:00.000Z: no longer in lists and search\n", page.Output, StringComparison.Ordinal);
        Assert.Equal("2026-11-26T09:00:00.000Z", json.GetProperty("withdrawn").GetString());
    }

    [Fact]
    public async Task Get_of_several_goes_on_after_one_that_is_missing()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.Add(SampleArticle.Numbered(1));

        var result = await News.RunAsync(server, "get", "articles/none", "articles/a1", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ARTICLE_NOT_FOUND", result.Error, StringComparison.Ordinal);
        Assert.Single(News.Lines(result));
    }

    [Fact]
    public async Task Search_joins_its_words_and_tells_scores()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Articles.AddRange(Enumerable.Range(1, 3).Select(SampleArticle.Numbered));

        var result = await News.RunAsync(server, "search", "Bridge", "2", "--json");

        var article = Assert.Single(News.Lines(result));
        Assert.Equal(("articles/a2", 1.5), (article.GetProperty("name").GetString(), article.GetProperty("score").GetDouble()));
    }
}
