using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using Xunit.Abstractions;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>SQLite and a bus that forgets everything with its process: the pages' rows bring it all back.</summary>
public sealed class StandaloneKillTests(ITestOutputHelper output)
{
    private const int Kills = 4;

    [Fact]
    public async Task Standalone_killed_again_and_again_stores_each_article_once()
    {
        var pages = FaultSize.Pages;
        await using var sites = await NewsSites.StartAsync(pages, hosts: 20, FaultSize.Delay);
        await using var platform = await StandalonePlatform.StartAsync(
            [.. TestSettings.Impatient, $"--Fetch:MaxUnsettled={FaultSize.Unsettled}", "--Logging:LogLevel:Default=Warning"]);
        await platform.RunAsync(async () =>
        {
            await platform.SubmitAsync(sites.Urls);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var stored = await platform.WaitForChangesAsync(kill * pages / (Kills + 1), FaultSize.Patience);
                Assert.True(stored < pages, "all was done before the kill: it would prove nothing");
                output.WriteLine($"kill {kill} at {stored} of {pages}");
                await platform.Host.KillAsync();
                await platform.Host.StartAsync();
            }

            await platform.WaitUntilSettledAsync(FaultSize.Patience);
            await platform.AssertEachStoredOnceAsync(sites.Urls);
        });
    }

    [Fact]
    public async Task Standalone_killed_while_it_takes_in_a_folder_stores_each_page_once_when_started_again()
    {
        var pages = FaultSize.Pages;
        var folder = ScratchFolder.Create("pages");
        // The stand-in addresses of files: those that the pages themselves name as their own.
        var site = new Uri("https://file.invalid/");
        var urls = new List<string>(pages);
        for (var i = 0; i < pages; i++)
        {
            var page = ArticlePages.Create(i, site);
            var file = Path.Combine(folder, page.Path.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, page.Html);
            urls.Add(new Uri(site, page.Path).AbsoluteUri);
        }

        await using var platform = await StandalonePlatform.StartAsync(
            [folder, .. TestSettings.Impatient, $"--Fetch:MaxUnsettled={FaultSize.Unsettled}", "--Logging:LogLevel:Default=Warning"]);
        await platform.RunAsync(async () =>
        {
            var stored = await platform.WaitForChangesAsync(pages / 3, FaultSize.Patience);
            var known = (await platform.TracesAsync()).Count;
            await platform.Host.KillAsync();
            output.WriteLine($"killed at {stored} of {pages} stored, {known} handed in");
            Assert.True(known < pages, "all were handed in before the kill: it would prove nothing");

            await platform.Host.StartAsync();
            await platform.WaitForChangesAsync(pages, FaultSize.Patience);
            await platform.WaitUntilSettledAsync(FaultSize.Patience);
            await platform.AssertEachStoredOnceAsync(urls);
        });
    }
}
