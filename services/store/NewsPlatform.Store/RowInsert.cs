using System.Data.Common;

namespace NewsPlatform.Store;

/// <summary>
/// Inserts many rows at once: on PostgreSQL one statement over arrays, one round trip however many the rows; on SQLite one
/// prepared statement for all of them.
/// </summary>
internal sealed class RowInsert<T>
{
    private readonly Column<T>[] columns;
    private readonly string postgres;
    private readonly string sqlite;

    /// <param name="table">The table.</param>
    /// <param name="onConflict">What follows ON CONFLICT, such as <c>DO NOTHING</c>; empty: a conflict is an error.</param>
    /// <param name="columns">The columns, in order.</param>
    public RowInsert(string table, string onConflict, params Column<T>[] columns)
    {
        this.columns = columns;
        var conflict = onConflict.Length > 0 ? $" ON CONFLICT {onConflict}" : "";
        var names = string.Join(", ", columns.Select(c => c.Name));
        postgres = $"""
            INSERT INTO {table} ({names})
            SELECT {string.Join(", ", columns.Select(c => c.Cast.Length > 0 ? $"CAST({c.Name} AS {c.Cast})" : c.Name))}
            FROM unnest({string.Join(", ", columns.Select(c => "@" + c.Name))}) AS row ({names}){conflict}
            """;
        sqlite = $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))}){conflict}";
    }

    /// <summary>Inserts rows; none is fine.</summary>
    public async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var onPostgres = connection is Npgsql.NpgsqlConnection;
        command.CommandText = onPostgres ? postgres : sqlite;
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = column.Name;
            if (onPostgres)
            {
                parameter.Value = column.Values(rows);
            }

            command.Parameters.Add(parameter);
        }

        if (onPostgres)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return;
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                command.Parameters[i].Value = columns[i].Value(row) ?? DBNull.Value;
            }

            // In SQLite's driver the asynchronous call is the synchronous one with a task around it.
            command.ExecuteNonQuery();
        }
    }
}

/// <summary>A column of a <see cref="RowInsert{T}"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value in one row.</param>
/// <param name="Values">Its values in all rows, as an array whose type PostgreSQL knows.</param>
/// <param name="Cast">The type that PostgreSQL casts the value to; empty for none.</param>
internal sealed record Column<T>(string Name, Func<T, object?> Value, Func<IReadOnlyList<T>, Array> Values, string Cast = "")
{
    public static Column<T> Text(string name, Func<T, string> value, string cast = "") => new(name, value, rows => Array(rows, value), cast);

    public static Column<T> OptionalText(string name, Func<T, string?> value) => new(name, value, rows => Array(rows, value));

    public static Column<T> Number(string name, Func<T, long> value) => new(name, row => value(row), rows => Array(rows, value));

    public static Column<T> OptionalNumber(string name, Func<T, long?> value) => new(name, row => value(row), rows => Array(rows, value));

    public static Column<T> Bytes(string name, Func<T, byte[]?> value) => new(name, value, rows => Array(rows, value));

    private static TValue[] Array<TValue>(IReadOnlyList<T> rows, Func<T, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }
}
