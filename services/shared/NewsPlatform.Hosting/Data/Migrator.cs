using System.Data.Common;
using System.Reflection;
using Dapper;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// Brings a service's database to the version of its code: numbered, forward-only files
/// (<c>Migrations/0001_pages.postgres.sql</c>, <c>….sqlite.sql</c>), embedded in the service's assembly, each applied once
/// in a transaction of its own, under a lock that all replicas respect.
/// </summary>
public static class Migrator
{
    private const string Table = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)";

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

        return database.IsPostgres
            ? await MigratePostgresAsync(database, assembly, files, suffix, cancellationToken)
            : await MigrateSqliteAsync(database, assembly, files, suffix, cancellationToken);
    }

    // The lock is the session's and held over all files, each of which has a transaction of its own.
    private static async Task<IReadOnlyList<string>> MigratePostgresAsync(
        Database database, Assembly assembly, IEnumerable<string> files, string suffix, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenOwnAsync(cancellationToken);
        // Another replica may be at work for long. Closing the connection releases the lock.
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_lock(hashtextextended(@name, 0))",
            new { name = "newsplatform-migration-" + database.Service },
            commandTimeout: 0,
            cancellationToken: cancellationToken));
        // Quoted: FETCH is a reserved word.
        await connection.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS \"{database.Service}\"; {Table}");
        var applied = new List<string>();
        foreach (var file in files)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ApplyAsync(connection, transaction, assembly, file, NameOf(file, suffix), applied, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return applied;
    }

    // A transaction is the lock: Microsoft.Data.Sqlite begins it as IMMEDIATE.
    private static async Task<IReadOnlyList<string>> MigrateSqliteAsync(
        Database database, Assembly assembly, IEnumerable<string> files, string suffix, CancellationToken cancellationToken)
    {
        var applied = new List<string>();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(Table, transaction: transaction), cancellationToken);
        foreach (var file in files)
        {
            await database.WriteAsync(
                (connection, transaction) => ApplyAsync(connection, transaction, assembly, file, NameOf(file, suffix), applied, cancellationToken), cancellationToken);
        }

        return applied;
    }

    // Files may last: an index over many rows, a column of all of them.
    private static async Task ApplyAsync(
        DbConnection connection, DbTransaction transaction, Assembly assembly, string file, string name, List<string> applied, CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM migration WHERE name = @name", new { name }, transaction) > 0)
        {
            return;
        }

        using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
        await connection.ExecuteAsync(
            new CommandDefinition(await reader.ReadToEndAsync(cancellationToken), transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));
        await connection.ExecuteAsync("INSERT INTO migration (name) VALUES (@name)", new { name }, transaction);
        applied.Add(name);
    }

    private static string NameOf(string file, string suffix) => file[(file.IndexOf(".Migrations.", StringComparison.Ordinal) + 12)..^suffix.Length];
}
