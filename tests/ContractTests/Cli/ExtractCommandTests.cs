using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.ContractTests.Cli;

public sealed class ExtractCommandTests
{
    private readonly string folder = ScratchFolder.Create("extract");

    [Fact]
    public async Task Extract_of_a_manifest_writes_the_documented_fields()
    {
        Write("pages/one.html", ArticleHtml(1));
        Write("manifest.jsonl", """{"id": "one", "url": "https://example.org/2026/bridge-1", "path": "pages/one.html"}""");

        var result = await News.RunAsync("extract", "--manifest", At("manifest.jsonl"), "--output", At("out.jsonl"));

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        var line = Assert.Single(Lines("out.jsonl"));
        Assert.Equal("one", line.GetProperty("id").GetString());
        Assert.Equal("article", line.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("rejected").ValueKind);
        Assert.Equal("Bridge 1 opens after ten years", line.GetProperty("title").GetString());
        Assert.Equal(["Ada Lovelace"], line.GetProperty("authors").EnumerateArray().Select(author => author.GetString()));
        Assert.Equal("2026-11-24", line.GetProperty("date").GetString());
        Assert.StartsWith("2026-11-24T08:30", line.GetProperty("published").GetString(), StringComparison.Ordinal);
        Assert.Equal("en", line.GetProperty("lang").GetString());
        Assert.Contains("for the first time in ten years.\n\nEngineers", line.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.True(line.GetProperty("seconds").GetDouble() > 0);
        Assert.All((string[])["standfirst", "modified", "image", "section", "dateline"], field => Assert.True(line.TryGetProperty(field, out _)));
        Assert.False(line.TryGetProperty("evidence", out _));
    }

    [Fact]
    public async Task Extract_writes_a_report_with_each_block_and_nothing_that_runs()
    {
        Write("one.html", ArticleHtml(1).Replace("</body>", "<p>Code such as &lt;script&gt;alert(1)&lt;/script&gt; is shown as it is, said the engineer who wrote it.</p><script>alert(2)</script></body>", StringComparison.Ordinal));
        Write("two.html", "<title>Page not found</title><h1>404</h1>");

        var result = await News.RunAsync("extract", At("one.html"), At("two.html"), "--html", At("report.html"));

        Assert.Equal(0, result.ExitCode);
        var report = await File.ReadAllTextAsync(At("report.html"));
        Assert.Contains("class=\"b Article\"", report, StringComparison.Ordinal);
        Assert.Contains("No article: soft_not_found", report, StringComparison.Ordinal);
        Assert.Contains("<td>title<td>Bridge 1 opens after ten years", report, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("alert(2)", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_that_would_write_over_its_input_is_refused()
    {
        Write("one.html", ArticleHtml(1));
        Write("manifest.jsonl", """{"id": "one", "url": "https://example.org/2026/bridge-1", "path": "one.html"}""");
        var result = await News.RunAsync("extract", "--manifest", At("manifest.jsonl"), "--html", At("manifest.jsonl"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is the input", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_keeps_the_order_and_gives_every_bad_input_its_line()
    {
        Write("good.html", ArticleHtml(1));
        Write("empty.html", "");
        WritePacked("packed.html.gz", ArticleHtml(2));
        Write("broken.html.gz", "not gzip");
        var manifest = string.Join('\n', Enumerable.Range(1, 120).Select(number => (number % 6) switch
        {
            1 => $$"""{"id": {{number}}, "url": null, "path": "good.html"}""",
            2 => $$"""{"id": "{{number}}", "url": "https://example.org/", "path": "missing.html"}""",
            3 => "not json",
            4 => $$"""{"id": "{{number}}", "url": "https://example.org/", "path": "packed.html.gz"}""",
            5 => $$"""{"id": "{{number}}", "url": "https://example.org/", "path": "broken.html.gz"}""",
            _ => $$"""{"id": "{{number}}", "url": "nonsense at all", "path": "empty.html"}""",
        }));
        Write("manifest.jsonl", manifest);

        var result = await News.RunAsync("extract", "--manifest", At("manifest.jsonl"), "--output", At("out.jsonl"), "--threads", "3");

        Assert.Equal(1, result.ExitCode);
        var lines = Lines("out.jsonl");
        Assert.Equal(120, lines.Count);
        Assert.Equal(
            Enumerable.Range(1, 120).Select(number => (number % 6) switch { 1 => $"{number}", 3 => "null", _ => $"\"{number}\"" }),
            lines.Select(line => line.GetProperty("id").GetRawText()));
        Assert.Equal(
            ["<empty>", "<article>", "unreadable", "unreadable", "<article>", "unreadable"],
            Enumerable.Range(6, 6).Select(number => lines[number - 1]).Select(line => line.GetProperty("rejected").GetString() switch
            {
                null => "<article>",
                "empty" => "<empty>",
                var reason => line.TryGetProperty("error", out _) ? reason : "without error",
            }));
    }

    [Fact]
    public async Task Extract_of_a_typed_rejection_is_no_failure()
    {
        Write("empty.html", "<html><body></body></html>");

        var result = await News.RunAsync("extract", At("empty.html"), "--json");

        Assert.Equal(0, result.ExitCode);
        var line = Assert.Single(News.Lines(result));
        Assert.NotNull(line.GetProperty("rejected").GetString());
        Assert.NotNull(line.GetProperty("explanation").GetString());
    }

    [Fact]
    public async Task Extract_that_explains_adds_evidence_for_each_field()
    {
        Write("one.html", ArticleHtml(1));

        var result = await News.RunAsync("extract", At("one.html"), "--explain", "--json", "--url", "https://example.org/bridge");

        var evidence = Assert.Single(News.Lines(result)).GetProperty("evidence");
        Assert.All((string[])["title", "published", "authors[0]", "lang"], field => Assert.NotNull(evidence.GetProperty(field).GetProperty("method").GetString()));
    }

    [Fact]
    public async Task Rejected_page_tells_its_reason_and_what_told()
    {
        Write("gone.html", "<html><title>Page not found</title><body><h1>404</h1><p>We could not find the page that you asked for.</p></body></html>");

        var person = await News.RunAsync("extract", At("gone.html"), "--explain");
        var program = await News.RunAsync("extract", At("gone.html"), "--explain", "--json");

        Assert.Contains("no article (soft_not_found): The page says that there is no such page.", person.Output, StringComparison.Ordinal);
        Assert.Contains("page not found", person.Output, StringComparison.Ordinal);
        var because = Assert.Single(News.Lines(program)).GetProperty("evidence").GetProperty("rejected").GetProperty("because");
        Assert.True(because.GetArrayLength() >= 2, because.ToString());
        Assert.All(because.EnumerateArray(), one => Assert.NotNull(one.GetProperty("method").GetString()));
    }

    [Fact]
    public async Task Extract_of_a_folder_takes_its_pages_in_order()
    {
        Write("b.html", ArticleHtml(2));
        Write("a/one.html", ArticleHtml(1));
        Write("style.css", "p {}");

        var result = await News.RunAsync("extract", "--directory", folder, "--json");

        Assert.Equal(["a/one.html", "b.html"], News.Lines(result).Select(line => line.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Extract_for_people_is_a_page_or_markdown_or_rows()
    {
        Write("one.html", ArticleHtml(1));
        Write("two.html", ArticleHtml(2));

        var page = await News.RunAsync("extract", At("one.html"));
        var markdown = await News.RunAsync("extract", At("one.html"), "--markdown");
        var rows = await News.RunAsync("extract", At("one.html"), At("two.html"));

        Assert.StartsWith("Bridge 1 opens after ten years\n", page.Output, StringComparison.Ordinal);
        Assert.StartsWith("# Bridge 1 opens after ten years\n", markdown.Output, StringComparison.Ordinal);
        Assert.Equal(["article", "article"], rows.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('\t')[0]));
    }

    [Fact]
    public async Task Output_on_a_terminal_fits_its_width()
    {
        Write("one.html", ArticleHtml(1));
        Write("two.html", ArticleHtml(2));

        // util-linux's script gives the program a terminal of its own.
        var result = await Command.RunAsync(
            "script", ["-qec", $"stty cols 72; '{News.Program}' extract '{At("one.html")}' '{At("two.html")}' 2>/dev/null", "/dev/null"], TimeSpan.FromSeconds(60),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["TERM"] = "xterm-256color" });

        var plain = System.Text.RegularExpressions.Regex.Replace(result.Output, @"\u001b(\[[0-9;?]*[a-zA-Z]|[=>])", "").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, plain.Length);
        Assert.StartsWith("page is ", plain[0], StringComparison.Ordinal);
        Assert.All(plain, line => Assert.InRange(line.Length, 40, 72));
        Assert.Contains('…', plain[1]);
    }

    private static string ArticleHtml(int number) => $"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge {number} opens after ten years | The Example</title>
        <meta property="og:site_name" content="The Example"><meta property="og:title" content="Bridge {number} opens after ten years">
        <meta property="article:published_time" content="2026-11-24T08:30:00+01:00"><meta name="author" content="Ada Lovelace"></head>
        <body><nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>Bridge {number} opens after ten years</h1>
        <p>The new bridge over the river was opened by the mayor on Tuesday, and hundreds of people walked across it for the first time in ten years.</p>
        <p>Engineers had to replace the foundations twice, which made the work longer and far more expensive than the city had planned at the start.</p>
        <p>The mayor said that the bridge would carry trams from next spring, and that the old ferry would go on until the end of the winter season.</p>
        </article><footer>© The Example</footer></body></html>
        """;

    private string At(string name) => Path.Combine(folder, name);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
    }

    private void WritePacked(string name, string content)
    {
        using var packed = new GZipStream(File.Create(At(name)), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(content));
    }

    private List<JsonElement> Lines(string name) =>
        [.. File.ReadLines(At(name)).Select(line => JsonDocument.Parse(line).RootElement)];
}
