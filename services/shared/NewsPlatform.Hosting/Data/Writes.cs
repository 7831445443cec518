using System.Data.Common;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// Statements of one transaction of which none needs another's answer. To PostgreSQL they go together, one round trip however many
/// they are; SQLite, which is in the process, runs each as it comes.
/// </summary>
public sealed class Writes(DbConnection connection, DbTransaction transaction)
{
    private readonly DbBatch? batch = connection.CanCreateBatch ? connection.CreateBatch() : null;

    /// <summary>The connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>The transaction.</summary>
    public DbTransaction Transaction => transaction;

    /// <summary>Whether statements are gathered: <see cref="Add"/> takes them, and <see cref="RunAsync"/> sends them.</summary>
    public bool Gathers => batch is not null;

    /// <summary>Adds a statement; only where they are gathered.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters.</param>
    public void Add(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = batch!.CreateBatchCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>Sends what was gathered, in order; nothing is fine.</summary>
    /// <returns>The first value that any of the statements returns; null when none does.</returns>
    public async Task<object?> RunAsync(CancellationToken cancellationToken = default)
    {
        if (batch is null || batch.BatchCommands.Count == 0)
        {
            return null;
        }

        batch.Transaction = transaction;
        var value = await batch.ExecuteScalarAsync(cancellationToken);
        batch.BatchCommands.Clear();
        return value;
    }

    /// <summary>Sends what was gathered and reads what it returns.</summary>
    public async Task<DbDataReader> ReadAsync(CancellationToken cancellationToken)
    {
        batch!.Transaction = transaction;
        return await batch.ExecuteReaderAsync(cancellationToken);
    }
}
