namespace NewsPlatform.Store;

/// <summary>
/// Inserts many rows at once: on PostgreSQL one statement over arrays; on SQLite one prepared statement for all of them.
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

    /// <summary>Inserts rows with what else is gathered, or at once; none is fine.</summary>
    public void AddTo(Writes writes, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (writes.Gathers)
        {
            var parameters = new (string Name, object Value)[columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                parameters[i] = (columns[i].Name, columns[i].Values(rows));
            }

            writes.Add(postgres, parameters);
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
