using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>What is known of pages that a source speaks of.</summary>
internal sealed class KnownPages([FromKeyedServices("fetch")] Database database)
{
    private const int Chunk = 1000;

    /// <summary>When the last of some pages was first heard of, in Unix microseconds; 0 when none of them is known. Looks at 1,000 of them at most.</summary>
    public async Task<long> LastDiscoveryAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var some = ids.Take(Chunk).ToArray();
        await using var connection = await database.OpenAsync(cancellationToken);
        return some.Length == 0 ? 0 : await connection.ExecuteScalarAsync<long?>(
            $"SELECT MAX(discovered) FROM page WHERE id {AmongSome}", new { some }) ?? 0;
    }

    /// <summary>Which of some pages are known, by their ids.</summary>
    public async Task<HashSet<string>> AmongAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var some in ids.Chunk(Chunk))
        {
            known.UnionWith(await connection.QueryAsync<string>(new CommandDefinition(
                $"SELECT id FROM page WHERE id {AmongSome}", new { some }, cancellationToken: cancellationToken)));
        }

        return known;
    }

    private string AmongSome => database.IsPostgres ? "= ANY(@some)" : "IN @some";
}
