using System.Text;
using NewsPlatform.TestKit.Services;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class RabbitMqServiceTests(ITestOutputHelper output)
{
    private const string Queue = "durable";

    [Fact]
    public Task Broker_as_child_process_keeps_a_durable_queue_over_kill_and_restart() => SurvivesAsync(ServiceMode.Process);

    [DockerFact(DockerFactAttribute.RabbitMq)]
    public Task Broker_in_a_container_keeps_a_durable_queue_over_kill_and_restart() => SurvivesAsync(ServiceMode.Docker);

    [Fact]
    public async Task Virtual_hosts_of_the_shared_broker_do_not_see_each_others_queues()
    {
        var first = await SharedServices.CreateVirtualHostAsync();
        var second = await SharedServices.CreateVirtualHostAsync();
        await using var connection = await ConnectAsync(first);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);

        await using var other = await ConnectAsync(second);
        await using var otherChannel = await other.CreateChannelAsync();
        var missing = await Assert.ThrowsAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(
            () => otherChannel.QueueDeclarePassiveAsync(Queue));

        Assert.Equal((ushort)404, missing.ShutdownReason!.ReplyCode);
    }

    private async Task SurvivesAsync(ServiceMode mode)
    {
        await using var broker = await RabbitMqService.StartAsync(mode);
        output.WriteLine($"{mode}: broker ready in {broker.StartTime.TotalSeconds:0.0} s");
        var address = await broker.CreateVirtualHostAsync();
        await PublishAsync(address, "kept");
        await Task.Delay(RabbitMqService.QueueSettling);

        await broker.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(address));
        await broker.RestartAsync();
        output.WriteLine($"{mode}: broker ready again in {broker.StartTime.TotalSeconds:0.0} s");

        Assert.Equal("kept", await TakeAsync(address));
        Assert.Equal(mode, broker.Mode);
    }

    private static async Task PublishAsync(Uri address, string text)
    {
        await using var connection = await ConnectAsync(address);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" });
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
    }

    private static async Task<string?> TakeAsync(Uri address)
    {
        await using var connection = await ConnectAsync(address);
        await using var channel = await connection.CreateChannelAsync();

        // A quorum queue elects its leader after the broker is up; until then a get is refused or finds nothing.
        string? text = null;
        await NewsPlatform.TestKit.Wait.UntilAsync(
            async token =>
            {
                var message = await channel.BasicGetAsync(Queue, autoAck: true, token);
                text = message is null ? null : Encoding.UTF8.GetString(message.Body.Span);
                return text is not null;
            },
            "the message to be there again");
        return text;
    }

    private static Task<IConnection> ConnectAsync(Uri address) =>
        new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
}
