using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Health;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Fetch while its broker is away.</summary>
public sealed class BrokerAwayTests
{
    [Fact]
    public async Task Pages_are_fetched_while_the_broker_is_away_and_announced_when_it_is_back()
    {
        await using var web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}");
        await using var broker = await RabbitMqService.StartAsync();
        var settings = await FetchHost.SettingsAsync(more: [("Bus:Transport", "RabbitMq"), ("Fetch:AnnounceAgainAfter", "10m"), ("Fetch:MaxAnnouncements", "1")]);
        settings["Bus:Uri"] = (await broker.CreateVirtualHostAsync()).AbsoluteUri;
        await using var host = await FetchHost.StartAsync(settings);
        host.Announced.Handle = (message, _, _) => host.SettleAsync(message);
        await Task.Delay(RabbitMqService.QueueSettling);
        await broker.KillAsync();

        // More than may be announced without a confirmation.
        var urls = Enumerable.Range(0, 150).Select(i => web.At($"/{i}")).ToList();
        await host.SubmitAsync(urls);
        foreach (var url in urls)
        {
            await host.TraceWhenAsync(url, t => t.Capture.Length > 0);
        }

        await Wait.UntilAsync(() => host.Host.Get<WorkMonitor>().Stuck(TimeSpan.Zero).Count == 0, "a moment without work under way");
        await broker.RestartAsync();
        foreach (var url in urls)
        {
            Assert.Equal(Outcome.Stored, (await host.TraceWhenAsync(url, t => t.Outcome != Outcome.Pending)).Outcome);
        }
    }
}
