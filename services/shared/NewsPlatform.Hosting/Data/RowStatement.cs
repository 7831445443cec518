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
        : this(sql, sql, columns)
    {
    }

    private RowStatement(string postgres, string sqlite, Column<T>[] columns)
    {
        this.columns = columns;
        var names = NamesOf(columns);
        this.postgres = postgres.Replace("@rows", $"unnest({string.Join(", ", columns.Select(c => "@" + c.Name))}) AS new ({names})", StringComparison.Ordinal);
        this.sqlite = sqlite.Replace("@rows", $"(SELECT {string.Join(", ", columns.Select(c => $"@{c.Name} AS {c.Name}"))}) AS new", StringComparison.Ordinal);
    }

    /// <summary>Inserts the rows into a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="onConflict">What follows ON CONFLICT, such as <c>DO NOTHING</c>; empty: a conflict is an error.</param>
    /// <param name="columns">The table's columns.</param>
    public static RowStatement<T> Insert(string table, string onConflict, params Column<T>[] columns)
    {
        var conflict = onConflict.Length > 0 ? $" ON CONFLICT {onConflict}" : "";
        return new(
            Into(string.Join(", ", columns.Select(c => c.Cast.Length > 0 ? $"CAST({c.Name} AS {c.Cast})" : c.Name))),
            Into(NamesOf(columns)),
            columns);

        // Without a condition SQLite takes ON for that of a join.
        string Into(string values) => $"INSERT INTO {table} ({NamesOf(columns)}) SELECT {values} FROM @rows WHERE TRUE{conflict}";
    }

    /// <summary>Runs it over rows with what else is gathered, or at once; none is fine.</summary>
    /// <param name="writes">What is gathered.</param>
    /// <param name="rows">The rows. PostgreSQL inserts them in their order, but locks those that are there in any: lock such rows first.</param>
    public void AddTo(Writes writes, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (writes.Gathers)
        {
            writes.Add(postgres, [.. columns.Select(column => (column.Name, (object)column.Values(rows)))]);
            return;
        }

        using var command = writes.Connection.CreateCommand();
        command.Transaction = writes.Transaction;
        command.CommandText = sqlite;
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = column.Name;
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                command.Parameters[i].Value = columns[i].Value(row) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }

    /// <summary>Runs it over rows; none is fine.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rows">The rows, as in <see cref="AddTo"/>.</param>
    public Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<T> rows)
    {
        var writes = new Writes(connection, transaction);
        AddTo(writes, rows);
        return writes.RunAsync();
    }

    /// <summary>Runs it over rows, and reads what it returns.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="rows">The rows, as in <see cref="AddTo"/>.</param>
    /// <param name="shared">Parameters that are the same for all rows.</param>
    public async Task<IReadOnlyList<TResult>> QueryAsync<TResult>(DbConnection connection, DbTransaction transaction, IReadOnlyList<T> rows, object? shared = null)
    {
        if (rows.Count > 0 && connection is NpgsqlConnection)
        {
            return (await connection.QueryAsync<TResult>(postgres, Parameters(shared, column => column.Values(rows)), transaction)).AsList();
        }

        var found = new List<TResult>();
        foreach (var row in rows)
        {
            found.AddRange(await connection.QueryAsync<TResult>(sqlite, Parameters(shared, column => column.Value(row)), transaction));
        }

        return found;
    }

    private static string NamesOf(Column<T>[] columns) => string.Join(", ", columns.Select(c => c.Name));

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
