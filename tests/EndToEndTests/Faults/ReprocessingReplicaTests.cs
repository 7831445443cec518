using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;
using Xunit.Abstractions;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>A reprocessing for real, whose replicas of Clean are killed in turn, is taken over and revises each article once.</summary>
public sealed class ReprocessingReplicaTests(ITestOutputHelper output)
{
    private const int Hosts = 4;

    [Fact]
    public async Task Reprocessing_whose_replicas_are_killed_in_turn_revises_each_article_once()
    {
        var pages = FaultSize.Pages / 3;
        await using var sites = await NewsSites.StartAsync(pages, Hosts);
        await using var platform = await DistributedPlatform.StartAsync(
            await SharedServices.CreateVirtualHostAsync(), await SharedServices.CreateDatabaseAsync(), replicas: 2,
            clean: ["--Clean:Reprocessing:Batch=10", "--Clean:Reprocessing:Rate=20", "--Clean:Reprocessing:Lease=2s"]);
        await platform.RunAsync(async () =>
        {
            await platform.SubmitAsync(sites.Urls);
            await platform.WaitForChangesAsync(pages, FaultSize.Patience);
            await platform.WaitUntilSettledAsync(FaultSize.Patience);
            foreach (var site in sites.Sites)
            {
                await RuleAsync(platform, site.Address.Host);
            }

            var run = await platform.Cleaners[0].Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false });
            // One is killed while both are there, and from then on each while it is alone: the run gets no further while the other one starts.
            await ProgressAsync(platform.Cleaners[1]);
            await platform.Cleaners[0].KillAsync();
            await ProgressAsync(platform.Cleaners[1]);
            for (var blow = 1; blow <= 3; blow++)
            {
                var (struck, other) = (platform.Cleaners[blow % 2], platform.Cleaners[(blow + 1) % 2]);
                await struck.KillAsync();
                await other.StartAsync();
                await ProgressAsync(other);
            }

            await Wait.UntilAsync(async token => (run = await GetAsync(platform.Cleaners[0], run, token)).State != State.Running, "the run to end", FaultSize.Patience);

            // A page may have been fetched again, when a replica that held its host stood still for longer than its lease: what it
            // shows no more is passed over.
            Assert.Equal(
                (State.Succeeded, pages, pages, pages, 0L),
                (run.State, run.Counts.Captures - run.Counts.PassedOver, run.Counts.Changed, run.Counts.Revised, run.Counts.Unsettled));
            foreach (var url in sites.Urls)
            {
                var article = await platform.Store.LookupArticleAsync(new LookupArticleRequest { Url = url });
                Assert.Equal((2, run.Name), (article.Revision, article.Provenance.Reprocessing));
            }

            async Task ProgressAsync(HostProcess cleaner)
            {
                var before = run.Counts.Captures;
                await Wait.UntilAsync(async token => (run = await GetAsync(cleaner, run, token)).Counts.Captures > before, "further captures to be read", FaultSize.Patience);
                Assert.True(run.State == State.Running, "all was done before the kill: it would prove nothing");
                output.WriteLine($"{run.Counts.Captures} of {pages} read, by now by {cleaner.GrpcAddress}");
            }
        });
    }

    // Has each of the site's articles read differently from now on, by both replicas.
    private static async Task RuleAsync(DistributedPlatform platform, string host)
    {
        var name = $"siteRules/{host}";
        await platform.Cleaners[0].Clean.UpdateSiteRulesAsync(
            new UpdateSiteRulesRequest { SiteRules = new SiteRules { Name = name, Content = $$"""{ "site": "{{host}}", "title": [".article-body p", ".text p", "[itemprop=articleBody] p", "td.main p"] }""" } });
        foreach (var cleaner in platform.Cleaners)
        {
            await cleaner.Clean.GetSiteRulesAsync(new GetSiteRulesRequest { Name = name });
        }
    }

    private static async Task<Reprocessing> GetAsync(HostProcess cleaner, Reprocessing run, CancellationToken cancellationToken)
    {
        try
        {
            return await cleaner.Clean.GetReprocessingAsync(new GetReprocessingRequest { Name = run.Name }, cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable)
        {
            return run;
        }
    }
}
