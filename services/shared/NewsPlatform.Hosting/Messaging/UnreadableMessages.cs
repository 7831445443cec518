using MassTransit;
using Microsoft.Extensions.Logging;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>Tells of messages that are no event of ours: no consumer ever sees them, nor <see cref="FailureFilter{TEvent}"/>.</summary>
internal sealed class UnreadableMessages(ILogger<UnreadableMessages> log) : IReceiveObserver
{
    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        // What a host that stops could not finish goes back to its queue.
        if (exception is not (OperationCanceledException or ConsumerCanceledException))
        {
            log.SetAside(context.InputAddress.AbsolutePath.Split('/')[^1], exception.Message);
        }

        return Task.CompletedTask;
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;
}
