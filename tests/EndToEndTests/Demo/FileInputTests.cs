using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.Standalone.Demo;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.EndToEndTests.Demo;

/// <summary>Files given on the command line go in and come out as articles.</summary>
public sealed class FileInputTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Plain_texts_given_as_arguments_become_articles()
    {
        var expectations = DemoNewsroom.Expectations().Where(item => item.Path[0] != '/').ToList();
        var folder = ScratchFolder.Create("texts");
        foreach (var item in expectations)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(item.Path)), DemoNewsroom.SampleText(item.Path));
        }

        await using var platform = await StandalonePlatform.StartBareAsync([folder]);
        await platform.RunAsync(async () =>
        {
            await platform.WaitForChangesAsync(expectations.Count, Patience);
            await platform.WaitUntilSettledAsync(Patience);
            Assert.All(await platform.TracesAsync(), trace => Assert.True(trace.Outcome == Outcome.Stored, trace.ToString()));
            var articles = await platform.ArticlesAsync();
            Assert.Equal(expectations.Count, articles.Count);
            foreach (var item in expectations)
            {
                ArticleCheck.Check(item, Assert.Single(articles, article => article.Url.EndsWith(Path.GetFileName(item.Path), StringComparison.Ordinal)));
            }
        });
    }

    [Fact]
    public async Task What_an_earlier_run_stored_is_shown_though_nothing_new_comes()
    {
        var data = ScratchFolder.Create("kept");
        var file = Path.Combine(ScratchFolder.Create("texts"), "text.txt");
        var item = DemoNewsroom.Expectations().First(item => item.Path[0] != '/');
        await File.WriteAllTextAsync(file, DemoNewsroom.SampleText(item.Path));
        await using (var first = await StandalonePlatform.StartBareAsync([file, "--data", data]))
        {
            await first.WaitForChangesAsync(1, Patience);
            await first.WaitUntilSettledAsync(Patience);
            await first.Host.StopAsync();
        }

        await using var second = await StandalonePlatform.StartBareAsync(["--no-demo", "--data", data]);

        await second.RunAsync(() => Wait.UntilAsync(() => second.Host.Output.Contains("stored: 1 article:", StringComparison.Ordinal), "the table"));
    }

    [Fact]
    public async Task Started_by_dotnet_run_it_stands_where_its_user_does()
    {
        var answer = await Command.RunAsync("dotnet", ["msbuild", RepositoryRoot.At("services/standalone/NewsPlatform.Standalone/NewsPlatform.Standalone.csproj"), "-getProperty:RunWorkingDirectory"], Patience);

        Assert.Equal((0, ""), (answer.ExitCode, answer.Output.Trim()));
    }

    [SharedFact("seed")]
    public async Task Exemplar_becomes_exactly_one_enriched_article_without_the_chrome()
    {
        var file = Directory.EnumerateFiles(SharedData.Require("seed"), "*.txt").Order(StringComparer.Ordinal).First();
        var lines = (await File.ReadAllLinesAsync(file)).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();

        // The headline stands whole on a line of its own, after a cut one among the breadcrumbs; the text ends before the plea for money.
        var breadcrumb = lines.FindIndex(line => line.EndsWith("...", StringComparison.Ordinal));
        var title = lines[breadcrumb + 1];
        await using var platform = await StandalonePlatform.StartBareAsync([file]);
        await platform.RunAsync(async () =>
        {
            await platform.WaitForChangesAsync(1, Patience);
            await platform.WaitUntilSettledAsync(Patience);

            var trace = Assert.Single(await platform.TracesAsync());
            Assert.True(trace.Outcome == Outcome.Stored, trace.ToString());
            var article = Assert.Single(await platform.ArticlesAsync());
            Assert.Equal(title, article.Title);
            Assert.Equal(lines[breadcrumb + 2], article.Standfirst);
            Assert.Equal("en", article.Language);
            Assert.NotEmpty(article.Annotations.Entities);
            Assert.NotEmpty(article.Annotations.Quotes);

            // Every long line between the headline and the plea is the article's, and nothing before or after is.
            var plea = lines.FindIndex(breadcrumb, line => line.StartsWith("Subscribe to our channels", StringComparison.Ordinal));
            var body = lines[(breadcrumb + 3)..plea].Where(line => line.Length > 120).ToList();
            Assert.True(body.Count > 5);
            Assert.All(body, line => Assert.Contains(line[^80..], article.Text, StringComparison.Ordinal));
            var chrome = lines[..breadcrumb].Concat(lines[plea..]).Concat(["Follow Us", "Text Size", "Also read"]).Where(line => line.Length > 8);
            Assert.All(chrome, line => Assert.DoesNotContain(line, article.Text, StringComparison.Ordinal));
        });
    }
}
