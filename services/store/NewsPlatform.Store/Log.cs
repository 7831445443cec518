using Microsoft.Extensions.Logging;

namespace NewsPlatform.Store;

internal static partial class Log
{
    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "Changes after {Position} are not published yet: {Reason}")]
    public static partial void RelayFailed(this ILogger log, Exception? exception, long position, string reason);

    [LoggerMessage(EventId = 502, Level = LogLevel.Information, Message = "This process publishes changes now, from position {Position} (fence {Fence})")]
    public static partial void RelayLeads(this ILogger log, long position, long fence);

    [LoggerMessage(EventId = 503, Level = LogLevel.Warning, Message = "Another process took over publishing changes at position {Position}")]
    public static partial void RelayLost(this ILogger log, long position);

    [LoggerMessage(EventId = 504, Level = LogLevel.Warning, Message = "The head of the change log cannot be read: {Reason}")]
    public static partial void PollFailed(this ILogger log, Exception? exception, string reason);

    [LoggerMessage(EventId = 505, Level = LogLevel.Information, Message = "{Article} is withdrawn")]
    public static partial void Withdrawn(this ILogger log, string article);
}
