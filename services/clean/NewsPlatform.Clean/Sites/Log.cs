using Microsoft.Extensions.Logging;

namespace NewsPlatform.Clean.Sites;

/// <summary>What site knowledge logs.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 421, Level = LogLevel.Warning, Message = "the database does not answer: pages are read with what is known of sites so far: {Reason}")]
    public static partial void KnowledgeAway(this ILogger log, string reason);

    [LoggerMessage(EventId = 422, Level = LogLevel.Warning, Message = "what was learnt of {Site} cannot be read and is learnt anew: {Reason}")]
    public static partial void ProfileDamaged(this ILogger log, string site, string reason);

    [LoggerMessage(EventId = 423, Level = LogLevel.Warning, Message = "{Rules}: {Fault}; the rules that it held before go on")]
    public static partial void RulesWrong(this ILogger log, string rules, string fault);

    [LoggerMessage(EventId = 424, Level = LogLevel.Information, Message = "site rules: {Count} of {Origin} hold now")]
    public static partial void RulesHold(this ILogger log, int count, string origin);

    [LoggerMessage(EventId = 425, Level = LogLevel.Error, Message = "site knowledge: {Reason}")]
    public static partial void KnowledgeFailed(this ILogger log, Exception exception, string reason);

    [LoggerMessage(EventId = 426, Level = LogLevel.Information, Message = "the site profile of {Site} is version {Version} now: {Repeated} blocks repeat on {Pages} articles")]
    public static partial void ProfileChanged(this ILogger log, string site, long version, int repeated, int pages);
}
