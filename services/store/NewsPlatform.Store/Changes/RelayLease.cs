using Dapper;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Store.Changes;

/// <summary>
/// Makes one process at a time the one that publishes. The clocks of replicas may differ: then two may publish for a
/// while, which only doubles events, and the fence lets only one of them move the position.
/// </summary>
internal sealed class RelayLease(Database database, StoreOptions options, TimeProvider time)
{
    private readonly string owner = Guid.NewGuid().ToString("N");

    /// <summary>Takes or renews the lease.</summary>
    /// <returns>The fence, or null when another process holds the lease.</returns>
    public Task<long?> TakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.WriteAsync(
            (connection, transaction) => connection.ExecuteScalarAsync<long?>(new CommandDefinition(
                """
                UPDATE lease
                SET fence = CASE WHEN owner = @owner THEN fence ELSE fence + 1 END, owner = @owner, until = @until
                WHERE name = 'relay' AND (owner = @owner OR until < @now)
                RETURNING fence
                """,
                new { owner, now = now.ToMicros(), until = (now + options.RelayLease).ToMicros() },
                transaction,
                cancellationToken: cancellationToken)),
            cancellationToken);
    }

    /// <summary>Gives the lease back, so that another process need not wait for its end.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                "UPDATE lease SET until = 0 WHERE name = 'relay' AND owner = @owner", new { owner }, transaction, cancellationToken: cancellationToken)),
            cancellationToken);

    /// <summary>The position up to which everything is published.</summary>
    public async Task<long> PositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT position FROM relay", cancellationToken: cancellationToken));
    }

    /// <summary>Moves the position on.</summary>
    /// <returns>Whether this process still is the one that may.</returns>
    public async Task<bool> AdvanceAsync(long fence, long from, long to, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                """
                UPDATE relay SET position = @to
                WHERE position = @from AND EXISTS (SELECT 1 FROM lease WHERE name = 'relay' AND owner = @owner AND fence = @fence)
                """,
                new { owner, fence, from, to },
                transaction,
                cancellationToken: cancellationToken)),
            cancellationToken) == 1;
}
