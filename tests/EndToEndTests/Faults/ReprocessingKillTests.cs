using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using Xunit.Abstractions;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>A reprocessing goes on where it was, whenever its process is killed, and counts each capture once.</summary>
public sealed class ReprocessingKillTests(ITestOutputHelper output)
{
    private const int Kills = 2;

    [Fact]
    public async Task Reprocessing_of_a_killed_host_goes_on_and_counts_each_capture_once()
    {
        var pages = FaultSize.Pages;
        await using var sites = await NewsSites.StartAsync(pages, hosts: 20, TimeSpan.Zero);
        await using var platform = await StandalonePlatform.StartAsync(
            [.. TestSettings.Impatient, "--Clean:Reprocessing:Rate=100", "--Clean:Reprocessing:Batch=10", "--Logging:LogLevel:Default=Warning"]);
        await platform.RunAsync(async () =>
        {
            await platform.SubmitAsync(sites.Urls);
            await platform.WaitForChangesAsync(pages, FaultSize.Patience);
            await platform.WaitUntilSettledAsync(FaultSize.Patience);
            var made = await platform.Host.Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false });
            Reprocessing run = made;
            for (var kill = 1; kill <= Kills; kill++)
            {
                await Wait.UntilAsync(async token => (run = await GetAsync(platform, made, token)).Counts.Captures >= kill * pages / (Kills + 2), "a part of the captures to be read");
                Assert.True(run.State == State.Running, "all was done before the kill: it would prove nothing");
                output.WriteLine($"kill {kill} at {run.Counts.Captures} of {pages}");
                await platform.Host.KillAsync();
                await platform.Host.StartAsync();
            }

            await Wait.UntilAsync(async token => (run = await GetAsync(platform, made, token)).State != State.Running, "the run to end");

            // The same extractor reads the same: nothing is revised, and nothing is counted twice or left out.
            Assert.Equal((State.Succeeded, pages, pages, 0L), (run.State, run.Counts.Captures, run.Counts.Unchanged + run.Counts.StillRejected + run.Counts.PassedOver, run.Counts.Changed));
            await platform.AssertEachStoredOnceAsync(sites.Urls);
        });
    }

    private static async Task<Reprocessing> GetAsync(StandalonePlatform platform, Reprocessing run, CancellationToken cancellationToken) =>
        await platform.Host.Clean.GetReprocessingAsync(new GetReprocessingRequest { Name = run.Name }, cancellationToken: cancellationToken);
}
