using System.Text.Json;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.ContractTests.Cli;

public sealed class SiteCommandTests
{
    private const string Rules = """{ "site": "paper.example", "title": ".desk", "tests": [ { "url": "https://paper.example/a", "file": "a.html", "title": "What the desk says", "contains": ["closed the old bridge"], "lacks": ["members"] }, { "url": "https://paper.example/b" } ] }""";

    private readonly string folder = ScratchFolder.Create("site");

    [Fact]
    public async Task Test_pages_that_come_out_right_pass_and_those_without_a_copy_are_skipped()
    {
        Write("rules.json", Rules);
        Write("a.html", Page("What the desk says"));

        var result = await News.RunAsync("site", "test", folder, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["passed", "skipped"], News.Lines(result).Select(line => line.GetProperty("result").GetString()));
        Assert.Contains("1 tests passed, 0 failed, 1 skipped", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_pages_that_do_not_and_wrong_files_fail_with_the_difference()
    {
        Write("rules.json", Rules);
        Write("a.html", Page("What the desk said"));
        Write("wrong.json", "{\n  \"site\": \"paper.example\",\n  \"body\": \"p >\"\n}");

        var result = await News.RunAsync("site", "test", folder);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("title is \"What the desk said\", not \"What the desk says\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("wrong.json:3:15: ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../a.html")]
    [InlineData("pages/../../a.html")]
    [InlineData("..\\a.html")]
    [InlineData("/a.html")]
    [InlineData("C:a.html")]
    public async Task Test_pages_outside_the_rules_folder_are_not_read(string name)
    {
        Write("rules/rules.json", Rules.Replace("\"a.html\"", JsonSerializer.Serialize(name == "/a.html" ? At("a.html") : name), StringComparison.Ordinal));
        Write("a.html", Page("What the desk says"));
        Directory.CreateDirectory(At("rules/pages"));

        var result = await News.RunAsync("site", "test", At("rules"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("leads away from the rules' folder", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_holds_to_rules_and_explains_it()
    {
        Write("rules/paper.json", Rules);
        Write("page.html", Page("What the desk says"));

        var with = await News.RunAsync("extract", At("page.html"), "--url", "https://www.paper.example/x", "--rules", At("rules"), "--output", "-", "--explain");
        var without = await News.RunAsync("extract", At("page.html"), "--url", "https://other.example/x", "--rules", At("rules"), "--output", "-");

        var line = Assert.Single(News.Lines(with));
        Assert.Equal("What the desk says", line.GetProperty("title").GetString());
        Assert.Equal("site_rule", line.GetProperty("evidence").GetProperty("title").GetProperty("method").GetString());
        Assert.Equal("The bridge is closed", Assert.Single(News.Lines(without)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Shared_rules_are_imported_with_a_report()
    {
        Write("shared/paper.example.txt", "title: //h1[@class='desk']\nbody: //article\nreplace_string(a): b\n");
        Write("shared/empty.example.txt", "tidy: no\n");

        var result = await News.RunAsync("site", "import", At("shared"), "--output", At("made"), "--json");

        Assert.Equal(1, result.ExitCode);
        var lines = News.Lines(result);
        Assert.Equal([null, "paper.example"], lines.Select(line => line.GetProperty("site").GetString()));
        Assert.Equal((2, 3), (lines[1].GetProperty("converted").GetInt32(), lines[1].GetProperty("lost")[0].GetProperty("line").GetInt32()));
        Assert.Contains("all lines that matter here: 2 of 3", result.Error, StringComparison.Ordinal);
        Assert.Equal([At("made/paper.example.json")], Directory.GetFiles(At("made")));
        Assert.Equal(0, (await News.RunAsync("site", "test", At("made"))).ExitCode);
    }

    [Fact]
    public async Task Profiles_and_rules_of_the_server_are_shown_and_set()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Clean.Profiles.Add(new SiteProfile { Name = "siteProfiles/paper.example", Version = 7, Pages = 40, TotalPages = 90, RepeatedBlocks = { new RepeatedBlock { Fingerprint = "00ff", Sample = "Become a member", Pages = 38 } } });
        Write("rules.json", Rules);

        var list = await News.RunAsync(server, "site", "list", "--json");
        Assert.Equal(7, Assert.Single(News.Lines(list)).GetProperty("version").GetInt32());
        var show = await News.RunAsync(server, "site", "show", "https://www.paper.example/some/page");
        Assert.Equal(0, show.ExitCode);
        Assert.Contains("38\tblock\tBecome a member", show.Output, StringComparison.Ordinal);
        Assert.Equal(8, Assert.Single(News.Lines(await News.RunAsync(server, "site", "rebuild", "paper.example", "--json"))).GetProperty("version").GetInt32());

        Assert.Equal(0, (await News.RunAsync(server, "site", "rules", "set", "paper.example", At("rules.json"))).ExitCode);
        Assert.Equal(Rules, server.Clean.Rules["siteRules/paper.example"].Content);
        Assert.Equal("0a1b2c3d", Assert.Single(News.Lines(await News.RunAsync(server, "site", "rules", "list", "--json"))).GetProperty("etag").GetString());
        Assert.Contains(".desk", (await News.RunAsync(server, "site", "rules", "get", "paper.example")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await News.RunAsync(server, "site", "rules", "delete", "paper.example")).ExitCode);
        Assert.Equal(1, (await News.RunAsync(server, "site", "rules", "get", "paper.example")).ExitCode);
    }

    [Fact]
    public async Task Wrong_use_is_told_and_a_server_that_is_not_there()
    {
        Write("wrong.json", "{ \"site\": 1 }");
        Assert.Equal(2, (await News.RunAsync("site", "test", At("nothing"))).ExitCode);
        Assert.Equal(2, (await News.RunAsync("site", "import", At("nothing"))).ExitCode);
        Assert.Equal(2, (await News.RunAsync("site", "rules", "set", "paper.example", At("wrong.json"))).ExitCode);
        Assert.Equal(2, (await News.RunAsync("extract", At("wrong.json"), "--rules", At("wrong.json"))).ExitCode);
        Assert.Equal(3, (await News.RunAsync("site", "list", "--server", "http://127.0.0.1:9")).ExitCode);
    }

    private static string Page(string desk) =>
        $"""
        <!doctype html><html lang="en"><head><title>The bridge is closed</title></head><body><article><h1>The bridge is closed</h1><h2 class="desk">{desk}</h2>
        <p>The council closed the old bridge on Tuesday, after engineers had found cracks in two of its four piers.</p>
        <p>Buses go over the northern crossing until spring, the mayor said, and they run every ten minutes by day.</p>
        <p>The repairs will cost eleven million crowns, of which the region pays a third and the harbour the rest.</p></article></body></html>
        """;

    private string At(string name) => Path.Combine(folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
