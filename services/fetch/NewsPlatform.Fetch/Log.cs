using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Fetch;

internal static partial class Log
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "fetched {Url}: {Detail}")]
    public static partial void Fetched(this ILogger log, string url, string detail);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "put off {Url} until {Due:u}: {Reason}")]
    public static partial void PutOff(this ILogger log, string url, string reason, DateTimeOffset due);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "{Outcome} {Url}: {Reason}")]
    public static partial void NotFetched(this ILogger log, string url, Outcome outcome, string reason);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Information, Message = "polled {Url}: {Result}")]
    public static partial void Polled(this ILogger log, string url, string result);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "the frontier's database does not answer: {Reason}")]
    public static partial void FrontierUnavailable(this ILogger log, string reason);

    [LoggerMessage(EventId = 1006, Level = LogLevel.Warning, Message = "the visit of {Host} broke off: {Reason}")]
    public static partial void VisitBroken(this ILogger log, Exception? exception, string host, string reason);

    [LoggerMessage(EventId = 1007, Level = LogLevel.Warning, Message = "announced {Url} again: no outcome yet ({Count})")]
    public static partial void AnnouncedAgain(this ILogger log, string url, long count);

    [LoggerMessage(EventId = 1008, Level = LogLevel.Warning, Message = "could not announce {Url}: {Reason}")]
    public static partial void NotAnnounced(this ILogger log, string url, string reason);

    [LoggerMessage(EventId = 1009, Level = LogLevel.Warning, Message = "the sweep failed: {Reason}")]
    public static partial void SweepFailed(this ILogger log, string reason);

    [LoggerMessage(EventId = 1010, Level = LogLevel.Error, Message = "quarantined {Url}: no outcome after {Count} announcements")]
    public static partial void NoOutcome(this ILogger log, string url, long count);

    [LoggerMessage(EventId = 1011, Level = LogLevel.Warning, Message = "the clock was set back from {Before:u} to {Now:u}: what was put off until then is due now")]
    public static partial void ClockSetBack(this ILogger log, DateTimeOffset before, DateTimeOffset now);

    [LoggerMessage(EventId = 1012, Level = LogLevel.Error, Message = "{Url} cannot be dealt with: {Reason}")]
    public static partial void PageBroken(this ILogger log, Exception exception, string url, string reason);

    [LoggerMessage(EventId = 1013, Level = LogLevel.Error, Message = "the source {Url} cannot be dealt with: {Reason}")]
    public static partial void SourceBroken(this ILogger log, Exception exception, string url, string reason);

    [LoggerMessage(EventId = 1014, Level = LogLevel.Information, Message = "revisited {Url}: {Detail}")]
    public static partial void Revisited(this ILogger log, string url, string detail);

    [LoggerMessage(EventId = 1015, Level = LogLevel.Information, Message = "asked the hub {Hub} to {Mode} {Topic}: {Result}")]
    public static partial void HubAsked(this ILogger log, string hub, string mode, string topic, string result);

    [LoggerMessage(EventId = 1016, Level = LogLevel.Information, Message = "the hub {Hub} says of {Topic}: {Word}")]
    public static partial void HubSaid(this ILogger log, string hub, string topic, string word);

    [LoggerMessage(EventId = 1017, Level = LogLevel.Information, Message = "pushed {Url}: {Result}")]
    public static partial void Pushed(this ILogger log, string url, string result);

    [LoggerMessage(EventId = 1018, Level = LogLevel.Warning, Message = "a push for sources/{Source} was ignored: {Reason}")]
    public static partial void PushIgnored(this ILogger log, string source, string reason);

    [LoggerMessage(EventId = 1019, Level = LogLevel.Error, Message = "the subscription to {Topic} cannot be dealt with: {Reason}")]
    public static partial void SubscriptionBroken(this ILogger log, Exception exception, string topic, string reason);

    [LoggerMessage(EventId = 1020, Level = LogLevel.Warning, Message = "captures/{Capture} is left out of an export: its bytes are lost or damaged")]
    public static partial void CaptureLeftOut(this ILogger log, string capture);

    [LoggerMessage(EventId = 1021, Level = LogLevel.Warning, Message = "backfills do not get on: {Reason}")]
    public static partial void BackfillStuck(this ILogger log, string reason);

    [LoggerMessage(EventId = 1022, Level = LogLevel.Information, Message = "backfills/{Id}: {Records} records of {Input}: {Result}")]
    public static partial void BackfillInputRead(this ILogger log, string id, string input, long records, string result);

    [LoggerMessage(EventId = 1023, Level = LogLevel.Information, Message = "backfills/{Id} ended: {Reason}")]
    public static partial void BackfillEnded(this ILogger log, string id, string reason);

    [LoggerMessage(EventId = 1024, Level = LogLevel.Information, Message = "{Count} captures were cleared away by rule")]
    public static partial void CapturesDeleted(this ILogger log, int count);

    [LoggerMessage(EventId = 1025, Level = LogLevel.Warning, Message = "captures could not be cleared away: {Reason}")]
    public static partial void RetentionFailed(this ILogger log, string reason);

    [LoggerMessage(EventId = 1026, Level = LogLevel.Information, Message = "{Count} blobs were deleted that nothing names")]
    public static partial void OrphansDeleted(this ILogger log, int count);

    [LoggerMessage(EventId = 1027, Level = LogLevel.Warning, Message = "{Count} of {Looked} blobs are named by nothing in this database: does the store belong to another one? They are left alone")]
    public static partial void OrphansLeft(this ILogger log, int count, int looked);

    [LoggerMessage(EventId = 1028, Level = LogLevel.Warning, Message = "blobs that nothing names could not be looked for: {Reason}")]
    public static partial void OrphansFailed(this ILogger log, string reason);
}
