using System.Data.Common;
using System.Reflection;
using Dapper;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// Brings a service's database to the version of its code: numbered, forward-only files
/// (<c>Migrations/0001_pages.postgres.sql</c>, <c>….sqlite.sql</c>), embedded in the service's assembly, each applied once
/// under a lock that all replicas respect.
/// </summary>
public static class Migrator
{
    /// <summary>Applies what is missing. Safe to call from any number of replicas at once.</summary>
    /// <returns>The names of the files applied now.</returns>
    public static async Task<IReadOnlyList<string>> MigrateAsync(Database database, Assembly assembly, CancellationToken cancellationToken)
    {
        var suffix = database.IsPostgres ? ".postgres.sql" : ".sqlite.sql";
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Migrations.", StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0)
        {
            throw new InvalidOperationException($"{assembly.GetName().Name} embeds no Migrations/*{suffix}.");
        }

        return await database.WriteAsync<IReadOnlyList<string>>(
            async (connection, transaction) =>
            {
                await LockAsync(database, connection, transaction);
                await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)", transaction: transaction);
                var done = (await connection.QueryAsync<string>("SELECT name FROM migration", transaction: transaction)).ToHashSet();
                var applied = new List<string>();
                foreach (var file in files)
                {
                    var name = file[(file.IndexOf(".Migrations.", StringComparison.Ordinal) + 12)..^suffix.Length];
                    if (!done.Add(name))
                    {
                        continue;
                    }

                    using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
                    await connection.ExecuteAsync(await reader.ReadToEndAsync(cancellationToken), transaction: transaction);
                    await connection.ExecuteAsync("INSERT INTO migration (name) VALUES (@name)", new { name }, transaction);
                    applied.Add(name);
                }

                return applied;
            },
            cancellationToken);
    }

    private static async Task LockAsync(Database database, DbConnection connection, DbTransaction transaction)
    {
        // SQLite's transaction is the lock: Microsoft.Data.Sqlite begins it as IMMEDIATE.
        if (database.IsPostgres)
        {
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('newsplatform-migration-' || @service, 0))", new { service = database.Service }, transaction);
            // Quoted: FETCH is a reserved word.
            await connection.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS \"{database.Service}\"", transaction: transaction);
        }
    }
}
