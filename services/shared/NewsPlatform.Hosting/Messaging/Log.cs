using Microsoft.Extensions.Logging;

namespace NewsPlatform.Hosting.Messaging;

internal static partial class Log
{
    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "{Event} of {Page} is left to the sweeper: {Reason}")]
    public static partial void LeftToSweeper(this ILogger log, Exception exception, string @event, string page, string reason);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "{Event} of {Page} cannot be handled and is quarantined: {Reason}")]
    public static partial void GaveUp(this ILogger log, Exception exception, string @event, string page, string reason);

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "a message in {Queue} cannot be read and is set aside in {Queue}_error: {Reason}")]
    public static partial void SetAside(this ILogger log, string queue, string reason);
}
