using NewsPlatform.Hosting.Data;

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
