using System.Text;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.ContractTests.Cli;

public sealed class CaptureCommandTests
{
    private const string Url = "https://example.org/a";

    [Fact]
    public async Task Get_prints_the_page_of_an_address_or_a_capture()
    {
        await using var server = await StartAsync(1);

        Assert.Equal("<p>1", (await News.RunAsync(server, "capture", "get", Url)).Output);
        Assert.Equal("<p>1", (await News.RunAsync(server, "capture", "get", "captures/c1")).Output);
        Assert.Equal("<p>1", (await News.RunAsync(server, "capture", "get", "c1")).Output);
    }

    [Fact]
    public async Task Get_with_headers_prints_them_before_the_page()
    {
        await using var server = await StartAsync(1);

        var result = await News.RunAsync(server, "capture", "get", Url, "--headers");

        Assert.Equal("HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n<p>1", result.Output);
    }

    [Fact]
    public async Task Get_writes_a_file_and_describes_it_as_json()
    {
        await using var server = await StartAsync(1);
        var path = Path.Combine(ScratchFolder.Create("capture"), "page.html");

        var result = await News.RunAsync(server, "capture", "get", Url, "--output", path, "--json");

        Assert.Equal("<p>1", await File.ReadAllTextAsync(path));
        var line = Assert.Single(News.Lines(result));
        Assert.Equal(("captures/c1", "response", 200, "text/html"), (
            line.GetProperty("name").GetString(), line.GetProperty("kind").GetString(), line.GetProperty("status").GetInt32(), line.GetProperty("headers")[0].GetProperty("value").GetString()));
    }

    [Theory]
    [InlineData("https://example.org/unknown", "PAGE_NOT_FOUND")]
    [InlineData("https://example.org/pending", "has no capture")]
    [InlineData("captures/none", "CAPTURE_NOT_FOUND")]
    public async Task Get_of_what_has_no_capture_ends_with_1(string wanted, string word)
    {
        await using var server = await StartAsync(1);
        server.Fetch.Pages.Add(new PageTrace { Name = "pages/p2", Url = "https://example.org/pending", Outcome = Outcome.Pending });

        var result = await News.RunAsync(server, "capture", "get", wanted);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(word, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_writes_all_captures_behind_the_head_of_the_file()
    {
        await using var server = await StartAsync(250);
        server.Fetch.Sources.Add(new Source { Name = "sources/s1", Url = "https://example.org/feed" });
        var path = Path.Combine(ScratchFolder.Create("export"), "all.warc.gz");

        var result = await News.RunAsync(
            server, "export", "warc", "--source", "https://example.org/feed", "--since", "2026-11-01", "--until", "2026-11-02T12:00Z", "--output", path, "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(WholeOf(250), await File.ReadAllTextAsync(path));
        var request = Assert.Single(server.Fetch.Exports);
        Assert.Equal(("sources/s1", "2026-11-01T00:00:00Z", "2026-11-02T12:00:00Z"), (
            request.Source, $"{request.Since.ToDateTime():yyyy-MM-dd'T'HH:mm:ss'Z'}", $"{request.Until.ToDateTime():yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        Assert.Equal(250, Assert.Single(News.Lines(result)).GetProperty("captures").GetInt32());
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task Export_that_breaks_off_goes_on_behind_the_last_whole_capture()
    {
        await using var server = await StartAsync(5);
        server.Fetch.BreakExportAfter = 3;
        var path = Path.Combine(ScratchFolder.Create("export"), "all.warc.gz");

        var result = await News.RunAsync(server, "export", "warc", "--output", path);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(WholeOf(5), await File.ReadAllTextAsync(path));
        Assert.Equal(["", "3"], server.Fetch.Exports.Select(request => request.PageToken));
        Assert.Equal(server.Fetch.Exports[0].Until, server.Fetch.Exports[1].Until);
    }

    [Fact]
    public async Task Export_that_was_interrupted_is_taken_up_by_the_same_command()
    {
        await using var server = await StartAsync(5);
        var folder = ScratchFolder.Create("export");
        var path = Path.Combine(folder, "all.warc.gz");
        string[] command = ["export", "warc", "--since", "7d", "--output", path];
        // As a process leaves it that was killed: more in the file than its note says.
        await File.WriteAllTextAsync(path + ".part", WholeOf(3) + "<p>");
        await File.WriteAllLinesAsync(path + ".position", [string.Join(' ', [.. command, "--server", server.Address]), $"{WholeOf(3).Length}", "1 0", "2000000000 5000", "3"]);

        var result = await News.RunAsync(server, command);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(WholeOf(5), await File.ReadAllTextAsync(path));
        var request = Assert.Single(server.Fetch.Exports);
        Assert.Equal(("3", 1, 2_000_000_000), (request.PageToken, request.Since.Seconds, request.Until.Seconds));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Export_to_standard_output_is_the_file_and_nothing_else()
    {
        await using var server = await StartAsync(2);

        var result = await News.RunAsync(server, "export", "warc");

        Assert.Equal((0, WholeOf(2)), (result.ExitCode, result.Output));
    }

    private static string WholeOf(int captures) => "<info>" + string.Concat(Enumerable.Range(1, captures).Select(number => $"<p>{number}"));

    private static async Task<FakePlatform> StartAsync(int captures)
    {
        var server = await FakePlatform.StartAsync();
        server.Fetch.Pages.Add(new PageTrace { Name = "pages/p1", Url = Url, Outcome = Outcome.Stored, Capture = "captures/c1" });
        for (var number = 1; number <= captures; number++)
        {
            server.Fetch.Captures.Add((
                new Capture
                {
                    Name = $"captures/c{number}", Url = Url, Kind = CaptureKind.Response, Status = 200,
                    Headers = { new HeaderField { Name = "Content-Type", Value = "text/html" } },
                },
                Encoding.UTF8.GetBytes($"<p>{number}")));
        }

        return server;
    }
}
