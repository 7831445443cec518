using System.Diagnostics;
using System.Text.Json;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.IntegrationTests.Hosting.Messaging;

/// <summary>What a subscriber in another language finds on the broker.</summary>
public sealed class TopologyTests : IAsyncLifetime
{
    private readonly Probe<PageFetched> probe = new("probe");
    private TestHost host = null!;
    private BrokerView broker = null!;

    public async Task InitializeAsync()
    {
        var settings = await TestHost.SettingsAsync(DatabaseProvider.Sqlite, BusTransport.RabbitMq);
        host = await TestHost.StartAsync([probe.Module], settings);
        broker = await BrokerView.OfAsync(new Uri(settings["Bus:Uri"]!));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Event_is_canonical_json_with_cloud_events_headers()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var (body, headers, key) = await broker.TakeAsync(
            "newsplatform.events.v1.PageFetched", "#", () => host.PublishAsync(SampleEvents.Fetched("p1", Lane.Backfill)));

        using var json = JsonDocument.Parse(body);
        Assert.Equal("LANE_BACKFILL", json.RootElement.GetProperty("page").GetProperty("lane").GetString());
        Assert.Equal("2026-01-02T03:04:05.678Z", json.RootElement.GetProperty("page").GetProperty("discoverTime").GetString());
        Assert.Equal("9007199254740993", json.RootElement.GetProperty("size").GetString());
        Assert.False(json.RootElement.GetProperty("page").TryGetProperty("fetchTime", out _), "what is absent is left out");
        Assert.Equal(SampleEvents.Fetched("p1", Lane.Backfill), PageFetched.Parser.ParseJson(body));
        Assert.Equal("backfill", key);
        Assert.Equal("1.0", headers["cloudEvents:specversion"]);
        Assert.Equal("pages/p1/3/fetched", headers["cloudEvents:id"]);
        Assert.Equal("newsplatform.events.v1.PageFetched", headers["cloudEvents:type"]);
        Assert.Equal("/newsplatform", headers["cloudEvents:source"]);
        Assert.Equal("pages/p1", headers["cloudEvents:subject"]);
        Assert.True(DateTimeOffset.TryParse(headers["cloudEvents:time"], System.Globalization.CultureInfo.InvariantCulture, out _));
        Assert.StartsWith($"00-{activity.TraceId}-", headers["traceparent"], StringComparison.Ordinal);
        Assert.StartsWith("application/", headers["content-type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_event_has_a_topic_exchange_and_no_library_interface_has_one()
    {
        await host.PublishAsync(SampleEvents.Fetched());
        await probe.FirstAsync();

        var exchanges = await broker.ExchangesAsync();
        Assert.Contains(("newsplatform.events.v1.PageFetched", "topic"), exchanges);
        Assert.All(
            exchanges.Where(e => e.Name.Length > 0 && !e.Name.StartsWith("amq.", StringComparison.Ordinal)),
            e => Assert.StartsWith("newsplatform.", e.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(exchanges, e => e.Name.Contains("Google", StringComparison.OrdinalIgnoreCase) || e.Name.Contains("IMessage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_stage_has_a_quorum_queue_for_each_lane()
    {
        var queues = (await broker.QueuesAsync()).Where(q => q.Name.StartsWith("newsplatform.", StringComparison.Ordinal)).ToList();

        Assert.Equal(["newsplatform.probe.backfill", "newsplatform.probe.live"], queues.Select(q => q.Name).Order(StringComparer.Ordinal));
        Assert.All(queues, q => Assert.Equal("quorum", q.Type));
    }
}
