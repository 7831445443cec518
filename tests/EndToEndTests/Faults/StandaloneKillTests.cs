using NewsPlatform.EndToEndTests.Platforms;
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
}
