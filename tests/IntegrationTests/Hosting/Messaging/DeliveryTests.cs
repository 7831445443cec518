using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Hosting.Messaging;

public sealed class InMemoryDeliveryTests() : DeliveryTests(BusTransport.InMemory);

public sealed class RabbitMqDeliveryTests() : DeliveryTests(BusTransport.RabbitMq);

/// <summary>What the bus promises, on either transport.</summary>
public abstract class DeliveryTests(BusTransport transport)
{
    [Fact]
    public async Task Published_event_arrives_once_with_equal_content()
    {
        var probe = new Probe<PageFetched>("probe");
        await using var host = await StartAsync(probe.Module);

        await host.PublishAsync(SampleEvents.Fetched());
        await host.PublishAsync(SampleEvents.Fetched("p2", Lane.Backfill));

        await Wait.UntilAsync(() => probe.Heard.Count >= 2, "both events");
        await Task.Delay(300);
        Assert.Equal(2, probe.Heard.Count);
        var (message, id) = Assert.Single(probe.Heard, h => h.Message.Page.Name == "pages/p1");
        Assert.Equal(SampleEvents.Fetched(), message);
        Assert.Equal("pages/p1/3/fetched", id);
    }

    [Fact]
    public async Task Stage_hears_only_the_events_that_it_asked_for()
    {
        var fetched = new Probe<PageFetched>("one");
        var cleaned = new Probe<ArticleCleaned>("two");
        await using var host = await StartAsync(fetched.Module, cleaned.Module);

        await host.PublishAsync(SampleEvents.Fetched());

        await fetched.FirstAsync();
        await Task.Delay(200);
        Assert.Equal((1, 0), (fetched.Attempts, cleaned.Attempts));
    }

    [Fact]
    public async Task Thousand_backfill_events_do_not_hold_up_a_live_one()
    {
        var probe = new Probe<PageFetched>("probe", concurrency: 1) { Handle = (_, _, token) => Task.Delay(20, token) };
        await using var host = await StartAsync(probe.Module);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => host.PublishAsync(SampleEvents.Fetched($"b{i}", Lane.Backfill))));

        await host.PublishAsync(SampleEvents.Fetched("live"));

        await probe.FirstAsync(e => e.Page.Lane == Lane.Live);
        Assert.True(probe.Heard.Count < 900, $"{probe.Heard.Count} events were handled before the live one");
        // A host that stops finishes what it holds.
        probe.Handle = (_, _, _) => Task.CompletedTask;
    }

    private async Task<TestHost> StartAsync(params NewsPlatform.Hosting.ServiceModule[] modules) =>
        await TestHost.StartAsync(modules, await TestHost.SettingsAsync(DatabaseProvider.Sqlite, transport));
}
