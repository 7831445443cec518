using System.Text;
using Google.Protobuf;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.EndToEndTests.Platforms;
using Xunit.Abstractions;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>A backfill goes on where it was, whenever its process is killed.</summary>
public sealed class BackfillKillTests(ITestOutputHelper output)
{
    private const int Kills = 3;

    [Fact]
    public async Task Backfill_of_a_killed_host_goes_on_and_stores_each_article_once()
    {
        var pages = FaultSize.Pages;
        await using var sites = await NewsSites.StartAsync(pages, hosts: 20, FaultSize.Delay);
        await using var platform = await StandalonePlatform.StartAsync(
            [.. TestSettings.Impatient, $"--Fetch:MaxUnsettled={FaultSize.Unsettled}", "--Fetch:MaxBackfillQueue=40", "--Logging:LogLevel:Default=Warning"]);
        await platform.RunAsync(async () =>
        {
            var list = Encoding.UTF8.GetBytes("url\n" + string.Concat(sites.Urls.Select(url => url + "\n")));
            var made = await platform.Fetch.CreateBackfillAsync(new CreateBackfillRequest
            {
                RequestId = "past", Backfill = new Backfill { Kind = Backfill.Types.Kind.List, Inputs = { new BackfillInput { Label = "past.csv" } } },
            });
            await platform.Fetch.UploadBackfillInputAsync(new UploadBackfillInputRequest { Name = made.Name, Data = ByteString.CopyFrom(list), Last = true });
            for (var kill = 1; kill <= Kills; kill++)
            {
                var stored = await platform.WaitForChangesAsync(kill * pages / (Kills + 1), FaultSize.Patience);
                Assert.True(stored < pages, "all was done before the kill: it would prove nothing");
                output.WriteLine($"kill {kill} at {stored} of {pages}");
                await platform.Host.KillAsync();
                await platform.Host.StartAsync();
            }

            await platform.WaitForChangesAsync(pages, FaultSize.Patience);
            await platform.WaitUntilSettledAsync(FaultSize.Patience);
            await platform.AssertEachStoredOnceAsync(sites.Urls);
            Backfill backfill = new();
            await TestKit.Wait.UntilAsync(
                async token => (backfill = await platform.Fetch.GetBackfillAsync(new GetBackfillRequest { Name = made.Name }, cancellationToken: token)).EndTime is not null, "the backfill to end");
            Assert.Equal((Backfill.Types.State.Succeeded, (long)pages, (long)pages, 0L), (backfill.State, backfill.Total, backfill.Outcomes.Sum(count => count.Pages), backfill.Skipped));
        });
    }
}
