using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Clean.Sites;

/// <summary>
/// The statements on <c>site_profile</c>. A site's counts are one value of some tens of kilobytes: a row is read, counted into and
/// written for all pages that a replica has gathered of the site, under the row's lock.
/// </summary>
internal sealed class SiteProfileTable([FromKeyedServices("clean")] Database database, TimeProvider time, ILogger<SiteProfileTable> log)
{
    private const int MaxSites = 10_000;

    private const string Columns = "site, version, pages, state, updated";

    /// <summary>Counts pages in one transaction: none that was counted before, by whichever replica.</summary>
    /// <param name="pages">Pages by site.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The rows as they are now.</returns>
    public Task<IReadOnlyList<ProfileRow>> CountAsync(IReadOnlyList<(string Site, IReadOnlyList<SitePage> Pages)> pages, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ProfileRow>>(
            async (connection, transaction) =>
            {
                var rows = new List<ProfileRow>();
                // In one order, so that no two replicas wait for each other.
                foreach (var (site, seen) in pages.OrderBy(one => one.Site, StringComparer.Ordinal))
                {
                    var row = await LockAsync(connection, transaction, site, cancellationToken);
                    var before = row.Memory.RepeatedFingerprints();
                    var counted = 0;
                    foreach (var page in seen)
                    {
                        counted += row.Memory.Count(page) ? 1 : 0;
                    }

                    if (counted > 0)
                    {
                        row = row with { Version = row.Memory.RepeatsTheSame(before) ? row.Version : row.Version + 1, Updated = time.GetUtcNow().ToMicros() };
                        await SaveAsync(connection, transaction, row, cancellationToken);
                    }

                    rows.Add(row);
                }

                return rows;
            },
            cancellationToken);

    /// <summary>Forgets what was learnt of a site.</summary>
    /// <returns>The row as it is now; null when there is none.</returns>
    public Task<ProfileRow?> ForgetAsync(string site, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await LoadAsync(connection, transaction, [site], cancellationToken) is not [_])
                {
                    return null;
                }

                var row = await LockAsync(connection, transaction, site, cancellationToken);
                row = row with { Version = row.Version + 1, Memory = SiteMemory.Read([]), Updated = time.GetUtcNow().ToMicros() };
                await SaveAsync(connection, transaction, row, cancellationToken);
                return (ProfileRow?)row;
            },
            cancellationToken);

    /// <summary>Reads the rows of sites.</summary>
    public async Task<IReadOnlyList<ProfileRow>> LoadAsync(IReadOnlyCollection<string> sites, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await LoadAsync(connection, null, sites, cancellationToken);
    }

    /// <summary>Which sites have changed since a time, and their versions.</summary>
    public async Task<IReadOnlyList<(string Site, long Version)>> ChangedAsync(long since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(string, long)>(new CommandDefinition("SELECT site, version FROM site_profile WHERE updated >= @since", new { since }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Rows behind a site, in the order of sites.</summary>
    public async Task<IReadOnlyList<ProfileRow>> ListAsync(string after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition($"SELECT {Columns} FROM site_profile WHERE site > @after ORDER BY site LIMIT @limit", new { after, limit }, cancellationToken: cancellationToken));
        return [.. rows.Select(Read)];
    }

    /// <summary>Empties the profiles that have learnt nothing for longest, so that a bounded number is kept. Rows stay: versions never go back, and other replicas hear of it.</summary>
    public Task TidyAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                """
                UPDATE site_profile SET state = @none, pages = 0, version = version + 1, updated = @now
                WHERE pages > 0 AND updated < (SELECT MIN(updated) FROM (SELECT updated FROM site_profile WHERE pages > 0 ORDER BY updated DESC LIMIT @max) AS kept)
                """,
                new { none = Array.Empty<byte>(), max = MaxSites, now = time.GetUtcNow().ToMicros() },
                transaction,
                cancellationToken: cancellationToken)),
            cancellationToken);

    private async Task<ProfileRow> LockAsync(DbConnection connection, DbTransaction transaction, string site, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO site_profile (site, version, pages, state, updated) VALUES (@site, 0, 0, @none, 0) ON CONFLICT (site) DO NOTHING",
            new { site, none = Array.Empty<byte>() },
            transaction,
            cancellationToken: cancellationToken));
        return Read(await connection.QuerySingleAsync<Row>(new CommandDefinition(
            $"SELECT {Columns} FROM site_profile WHERE site = @site" + (database.IsPostgres ? " FOR UPDATE" : ""), new { site }, transaction, cancellationToken: cancellationToken)));
    }

    private static Task<int> SaveAsync(DbConnection connection, DbTransaction transaction, ProfileRow row, CancellationToken cancellationToken) => connection.ExecuteAsync(new CommandDefinition(
        "UPDATE site_profile SET version = @Version, pages = @pages, state = @state, updated = @Updated WHERE site = @Site",
        new { row.Version, pages = row.Memory.Total, state = row.Memory.ToBytes(), row.Updated, row.Site },
        transaction,
        cancellationToken: cancellationToken));

    private async Task<IReadOnlyList<ProfileRow>> LoadAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<string> sites, CancellationToken cancellationToken) =>
        sites.Count == 0
            ? []
            : [.. (await connection.QueryAsync<Row>(new CommandDefinition($"SELECT {Columns} FROM site_profile WHERE site {(database.IsPostgres ? "= ANY(@sites)" : "IN @sites")}", new { sites = sites.ToArray() }, transaction, cancellationToken: cancellationToken))).Select(Read)];

    private ProfileRow Read(Row row)
    {
        try
        {
            return new(row.Site, row.Version, SiteMemory.Read(row.State), row.Updated);
        }
        catch (InvalidDataException fault)
        {
            // Counts are worth no more than a few pages' time.
            log.ProfileDamaged(row.Site, fault.Message);
            return new(row.Site, row.Version, SiteMemory.Read([]), row.Updated);
        }
    }

    private sealed class Row
    {
        public string Site { get; init; } = "";

        public long Version { get; init; }

        public byte[] State { get; init; } = [];

        public long Updated { get; init; }
    }
}
