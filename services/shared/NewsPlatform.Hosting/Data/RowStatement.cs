using System.Data.Common;
using Dapper;
using Npgsql;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// A statement over rows that the process has: one for all of them on PostgreSQL, for what a statement costs is mostly the same for one row as
/// for a hundred; on SQLite, which is in the process, one after the other.
/// </summary>
public sealed class RowStatement<T>
{
    private readonly Column<T>[] columns;
    private readonly string postgres;
    private readonly string sqlite;

    /// <param name="sql">The statement; <c>@rows</c> stands where it reads the rows as a table.</param>
    /// <param name="columns">The columns of that table. Names are also those of parameters: let none be that of another table's column. What is to be cast, the statement casts.</param>
    public RowStatement(string sql, params Column<T>[] columns)
    {
        this.columns = columns;
        var names = string.Join(", ", columns.Select(c => c.Name));
        postgres = With($"unnest({string.Join(", ", columns.Select(c => "@" + c.Name))}) AS new ({names})");
        sqlite = With($"(SELECT {string.Join(", ", columns.Select(c => $"@{c.Name} AS {c.Name}"))}) AS new");

        string With(string table) => sql.Replace("@rows", table, StringComparison.Ordinal);
    }

    /// <summary>Runs it over rows; none is fine.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rows">The rows. PostgreSQL inserts them in their order, but locks those that are there in any: lock such rows first.</param>
    /// <param name="shared">Parameters that are the same for all rows.</param>
    public Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<T> rows, object? shared = null) =>
        EachAsync(connection, rows, async (sql, parameters) => await connection.ExecuteAsync(sql, parameters, transaction), shared);

    /// <summary>Runs it over rows, and reads what it returns.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rows">The rows, as in <see cref="RunAsync"/>.</param>
    /// <param name="shared">Parameters that are the same for all rows.</param>
    public async Task<IReadOnlyList<TResult>> QueryAsync<TResult>(DbConnection connection, DbTransaction transaction, IReadOnlyList<T> rows, object? shared = null)
    {
        var found = new List<TResult>();
        await EachAsync(connection, rows, async (sql, parameters) => found.AddRange(await connection.QueryAsync<TResult>(sql, parameters, transaction)), shared);
        return found;
    }

    private async Task EachAsync(DbConnection connection, IReadOnlyList<T> rows, Func<string, DynamicParameters, Task> run, object? shared)
    {
        if (rows.Count > 0 && connection is NpgsqlConnection)
        {
            await run(postgres, Parameters(shared, column => column.Values(rows)));
            return;
        }

        foreach (var row in rows)
        {
            await run(sqlite, Parameters(shared, column => column.Value(row)));
        }
    }

    private DynamicParameters Parameters(object? shared, Func<Column<T>, object?> value)
    {
        var parameters = new DynamicParameters(shared);
        foreach (var column in columns)
        {
            parameters.Add(column.Name, value(column));
        }

        return parameters;
    }
}
