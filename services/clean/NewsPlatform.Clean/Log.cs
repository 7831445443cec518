using Microsoft.Extensions.Logging;

namespace NewsPlatform.Clean;

/// <summary>What Clean logs.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "A stream of pages is ended: its client has taken no answer for {Seconds:0} s")]
    public static partial void StreamNotRead(this ILogger log, double seconds);

    [LoggerMessage(EventId = 402, Level = LogLevel.Error, Message = "A page of a stream could not be read: {Reason}")]
    public static partial void StreamedPageFailed(this ILogger log, Exception exception, string reason);

    [LoggerMessage(EventId = 403, Level = LogLevel.Information, Message = "{Run} begins or goes on; dry run: {DryRun}")]
    public static partial void ReprocessingBegins(this ILogger log, string run, bool dryRun);

    [LoggerMessage(EventId = 404, Level = LogLevel.Information, Message = "{Run} has ended behind {Captures} captures")]
    public static partial void ReprocessingEnds(this ILogger log, string run, long captures);

    [LoggerMessage(EventId = 405, Level = LogLevel.Warning, Message = "{Run} waits: {Reason}")]
    public static partial void ReprocessingWaits(this ILogger log, string run, string reason);
}
