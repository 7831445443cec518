using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Services;
using Xunit.Abstractions;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>At-least-once delivery at its worst: each message comes twice to each stage.</summary>
public sealed class DoubledMessagesTests(ITestOutputHelper output)
{
    private const int Pages = 100;

    [Fact]
    public async Task Each_message_delivered_twice_stores_each_article_once()
    {
        await using var sites = await NewsSites.StartAsync(Pages, hosts: 10);
        var broker = await SharedServices.CreateVirtualHostAsync();
        await using var platform = await DistributedPlatform.StartAsync(broker, await SharedServices.CreateDatabaseAsync(), replicas: 1, ["--Fetch:AnnounceAgainAfter=60s"]);
        await platform.RunAsync(async () =>
        {
            await using var duplicator = await Duplicator.StartAsync(broker);
            await platform.SubmitAsync(sites.Urls);
            await platform.WaitForChangesAsync(Pages, FaultSize.Patience);
            await platform.WaitUntilSettledAsync(FaultSize.Patience);

            // What is still on its way may do its harm before we look.
            await Quiet.WaitAsync(() => duplicator.Doubled);
            output.WriteLine($"{duplicator.Doubled} messages doubled");
            Assert.True(duplicator.Doubled >= 4 * Pages, $"only {duplicator.Doubled} messages were doubled");
            await platform.AssertEachStoredOnceAsync(sites.Urls);
            Assert.Empty(await Amqp.DeadLettersAsync(await SharedServices.RabbitMqAsync(), broker));
        });
    }
}
