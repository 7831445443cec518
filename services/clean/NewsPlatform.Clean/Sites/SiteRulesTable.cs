using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Clean.Sites;

/// <summary>The statements on <c>site_rules</c>. What is deleted stays as a row without content, so that other replicas hear of it.</summary>
internal sealed class SiteRulesTable([FromKeyedServices("clean")] Database database, TimeProvider time)
{
    /// <summary>Most sites with rules.</summary>
    public const int MaxRules = 5_000;

    /// <summary>What became of a change.</summary>
    public enum Change
    {
        /// <summary>It was made.</summary>
        Made,

        /// <summary>The rules are others by now, or there are none.</summary>
        OtherEtag,

        /// <summary>There are as many rules as are kept.</summary>
        TooMany,
    }

    /// <summary>The rows that changed since a time, deleted ones among them.</summary>
    public async Task<IReadOnlyList<RulesRow>> ChangedAsync(long since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RulesRow>(new CommandDefinition("SELECT site, etag, content, updated FROM site_rules WHERE updated >= @since ORDER BY site", new { since }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Sets the rules of a site; deletes them when the content is empty.</summary>
    /// <param name="site">The site.</param>
    /// <param name="rules">The rules; null deletes.</param>
    /// <param name="etag">That the present ones must have; empty when it does not matter.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What became of it, and when it was made, in microseconds since 1970.</returns>
    public Task<(Change Change, long Updated)> SetAsync(string site, SiteRules? rules, string etag, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // The row is made first, so that there is one to be locked.
                await connection.ExecuteAsync(new CommandDefinition(
                    "INSERT INTO site_rules (site, etag, content, updated) VALUES (@site, '', '', 0) ON CONFLICT (site) DO NOTHING", new { site }, transaction, cancellationToken: cancellationToken));
                var present = await connection.QuerySingleAsync<string>(new CommandDefinition(
                    "SELECT etag FROM site_rules WHERE site = @site" + (database.IsPostgres ? " FOR UPDATE" : ""), new { site }, transaction, cancellationToken: cancellationToken));
                if (etag.Length > 0 && etag != present)
                {
                    return (Change.OtherEtag, 0L);
                }

                if (rules is not null && present.Length == 0
                    && await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COUNT(*) FROM site_rules WHERE content <> ''", transaction: transaction, cancellationToken: cancellationToken)) >= MaxRules)
                {
                    return (Change.TooMany, 0L);
                }

                var updated = time.GetUtcNow().ToMicros();
                await connection.ExecuteAsync(new CommandDefinition(
                    "UPDATE site_rules SET etag = @etag, content = @content, updated = @updated WHERE site = @site",
                    new { site, etag = rules?.Version ?? "", content = rules?.Content ?? "", updated },
                    transaction,
                    cancellationToken: cancellationToken));
                return (Change.Made, updated);
            },
            cancellationToken);

    /// <summary>A row.</summary>
    internal sealed class RulesRow
    {
        public string Site { get; init; } = "";

        public string Etag { get; init; } = "";

        public string Content { get; init; } = "";

        public long Updated { get; init; }
    }
}
