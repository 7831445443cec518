using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;
using Xunit.Abstractions;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>While pages are under way each service, the broker and the database are killed in turn.</summary>
public sealed class DistributedKillTests(ITestOutputHelper output)
{
    private const string Events = "test.events";

    [Fact]
    public async Task Each_part_killed_in_turn_leaves_each_article_stored_and_published_once()
    {
        var pages = FaultSize.Pages;
        await using var sites = await NewsSites.StartAsync(pages, hosts: 20, FaultSize.Delay);

        // Of its own: these two die.
        var starting = (Broker: RabbitMqService.StartAsync(), Database: PostgresService.StartAsync());
        await using var broker = await starting.Broker;
        await using var database = await starting.Database;
        await using var platform = await DistributedPlatform.StartAsync(
            broker.AmqpUri, await database.CreateDatabaseAsync(), replicas: 1, [$"--Fetch:MaxUnsettled={FaultSize.Unsettled}"]);
        (string Name, Func<Task> Strike)[] faults =
        [
            ("fetch", () => RestartAsync(platform.Fetchers[0])),
            ("clean", () => RestartAsync(platform.Cleaners[0])),
            ("enrich", () => RestartAsync(platform.Enrichers[0])),
            ("store", () => RestartAsync(platform.Stores[0])),
            ("broker", () => broker.RestartAsync()),
            ("database", () => database.RestartAsync()),
        ];
        await platform.RunAsync(async () =>
        {
            await SubscribeAsync(broker.AmqpUri);
            await platform.SubmitAsync(sites.Urls);
            for (var i = 0; i < faults.Length; i++)
            {
                var stored = await platform.WaitForChangesAsync((i + 1) * pages / (faults.Length + 2), FaultSize.Patience);
                Assert.True(stored < pages, $"all was done before {faults[i].Name} was killed: it would prove nothing");
                output.WriteLine($"{faults[i].Name} killed at {stored} of {pages}");
                await faults[i].Strike();
            }

            await platform.WaitUntilSettledAsync(FaultSize.Patience);
            await platform.AssertEachStoredOnceAsync(sites.Urls);
            await AssertEachPublishedAsync(platform, broker, sites.Urls);
            Assert.Empty(await Amqp.DeadLettersAsync(broker, broker.AmqpUri));
        });
    }

    private static async Task RestartAsync(HostProcess host)
    {
        await host.KillAsync();
        await host.StartAsync();
    }

    private static async Task SubscribeAsync(Uri broker)
    {
        await using var amqp = await Amqp.ConnectAsync(broker);
        foreach (var exchange in Amqp.PublicExchanges)
        {
            await amqp.BindAsync(Events, exchange, "#");
        }

        // The broker is going to be killed.
        await Task.Delay(RabbitMqService.QueueSettling);
    }

    private async Task AssertEachPublishedAsync(Platform platform, RabbitMqService broker, IReadOnlyCollection<string> urls)
    {
        await using var amqp = await Amqp.ConnectAsync(broker.AmqpUri);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var deliveries = 0;
        await Wait.UntilAsync(
            async _ =>
            {
                foreach (var message in await amqp.DrainAsync(Events))
                {
                    deliveries++;
                    ids[message.Header("cloudEvents:id")] = message.Header("cloudEvents:subject");
                }

                return ids.Count >= urls.Count;
            },
            $"{urls.Count} different events");
        output.WriteLine($"{deliveries} deliveries of {ids.Count} events");

        var articles = await platform.ArticlesAsync("name");
        Assert.Equal(articles.Select(article => article.Name).Order(StringComparer.Ordinal), ids.Values.Order(StringComparer.Ordinal));
    }
}
