namespace NewsPlatform.ContractTests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData]
    [InlineData("lst")]
    [InlineData("list", "--nonsense")]
    [InlineData("list", "--limit", "0")]
    [InlineData("list", "--server", "ftp://example.org")]
    [InlineData("get")]
    [InlineData("trace")]
    [InlineData("trace", "https://example.org/", "--all")]
    [InlineData("submit")]
    [InlineData("ingest", "page.html")]
    [InlineData("source", "add", "https://example.org/", "--interval", "5 parsecs")]
    [InlineData("source", "add", "https://example.org/", "--kind", "blog")]
    [InlineData("backfill")]
    [InlineData("backfill", "start")]
    [InlineData("backfill", "start", "there-is-no-such-file.csv")]
    [InlineData("backfill", "start", "a.csv", "b.warc.gz")]
    [InlineData("backfill", "start", "https://example.org/sitemap.xml", "--since", "then")]
    [InlineData("backfill", "status")]
    [InlineData("capture")]
    [InlineData("capture", "get")]
    [InlineData("export", "warc", "--json")]
    [InlineData("export", "warc", "--since", "yesterday", "--output", "x")]
    [InlineData("annotate")]
    [InlineData("annotate", "--input", "there-is-no-such-file")]
    [InlineData("annotate", "--input", "-", "--threads", "0")]
    [InlineData("extract")]
    public async Task Wrong_use_ends_with_2_and_a_message_on_standard_error(params string[] arguments)
    {
        var result = await News.RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("news: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_all_commands()
    {
        var result = await News.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.All(
            (string[])["source", "site", "submit", "ingest", "trace", "list", "get", "search", "watch", "replay", "backfill", "capture", "export", "extract", "annotate", "group"],
            command => Assert.Contains($"\n  {command} ", result.Output, StringComparison.Ordinal));
    }
}
