using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.Sources;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>What of a host is due.</summary>
internal sealed class HostAgenda([FromKeyedServices("fetch")] Database database, WebSubOptions webSub, TimeProvider time)
{
    /// <summary>What comes first at a host, in one round trip: most visits are for one page and never ask again.</summary>
    /// <param name="host">The host.</param>
    /// <param name="polls">Whether subscriptions and sources are looked for, too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<DueWork> NextAsync(string host, bool polls, CancellationToken cancellationToken)
    {
        var subscriptions = polls && webSub.IsOn;
        var sql = string.Join(';', new[] { subscriptions ? SubscriptionStore.NextDue : null, polls ? SourceStore.NextDue : null, PageStore.NextDue }.OfType<string>());
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var found = await connection.QueryMultipleAsync(new CommandDefinition(sql, new { host, now = time.GetUtcNow().ToMicros() }, cancellationToken: cancellationToken));
        return new DueWork(
            subscriptions ? await found.ReadFirstOrDefaultAsync<SubscriptionRow>() : null,
            polls ? await found.ReadFirstOrDefaultAsync<SourceRow>() : null,
            await found.ReadFirstOrDefaultAsync<PageRow>());
    }
}

/// <summary>What of a host is due: the next of each, null for none.</summary>
internal sealed record DueWork(SubscriptionRow? Subscription, SourceRow? Source, PageRow? Page);
