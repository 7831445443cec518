using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// One service's database. Times are stored as Unix microseconds and integers as 64 bits, so that most statements are
/// the same in both products.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource? postgres;
    private readonly NpgsqlDataSource? unpooled;
    private readonly SqliteSessions? sqlite;

    // SQLite has one writer at a time. Waiting here is fair and cheap; waiting in SQLite is a polling loop.
    private readonly SemaphoreSlim? writer;

    // Columns are snake_case and properties are not.
    static Database() => Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Describes the database of <paramref name="service"/>; nothing is opened yet.</summary>
    public Database(DatabaseOptions options, string service, string dataFolder)
    {
        Service = service;
        Provider = options.Provider;
        if (Provider == DatabaseProvider.Postgres)
        {
            var builder = new NpgsqlDataSourceBuilder(options.ConnectionString);
            builder.ConnectionStringBuilder.SearchPath = service;
            builder.ConnectionStringBuilder.ApplicationName ??= $"newsplatform-{service}";
            // Each connection of the pool prepares for itself: at the second use already, or most would be parsed for minutes.
            builder.ConnectionStringBuilder.MaxAutoPrepare = 128;
            builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
            // What leaves state in its session has a connection of its own: seven statements to reset it each time one goes back
            // to the pool would be for nothing.
            builder.ConnectionStringBuilder.NoResetOnClose = true;
            // Looking for work goes on day and night: only what is done for someone is worth a span.
            builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => Activity.Current is not null).ConfigureBatchFilter(_ => Activity.Current is not null));
            postgres = builder.Build();
            builder.ConnectionStringBuilder.Pooling = false;
            unpooled = builder.Build();
        }
        else
        {
            Directory.CreateDirectory(dataFolder);
            sqlite = new SqliteSessions(Path.Combine(dataFolder, service + ".db"));
            writer = new SemaphoreSlim(1, 1);
        }
    }

    /// <summary>The service whose tables these are.</summary>
    public string Service { get; }

    /// <summary>The product.</summary>
    public DatabaseProvider Provider { get; }

    /// <summary>Whether the product is PostgreSQL.</summary>
    public bool IsPostgres => Provider == DatabaseProvider.Postgres;

    /// <summary>Opens a connection for reading.</summary>
    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => OpenAsync(isWriter: false, cancellationToken);

    /// <summary>Opens a connection whose session ends when it is closed, and with it the locks that it holds, whatever happened.</summary>
    public async Task<DbConnection> OpenOwnAsync(CancellationToken cancellationToken) =>
        unpooled is null ? await OpenAsync(cancellationToken) : await unpooled.OpenConnectionAsync(cancellationToken);

    /// <summary>Runs <paramref name="work"/> in one transaction and commits it; rolls back when it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        if (writer is not null)
        {
            await writer.WaitAsync(cancellationToken);
        }

        try
        {
            await using var connection = await OpenAsync(isWriter: true, cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            writer?.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> in one transaction and commits it; rolls back when it throws.</summary>
    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async (connection, transaction) =>
            {
                await work(connection, transaction);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Runs a single command, whose statements are committed together or not at all. To PostgreSQL such a command is a transaction of its
    /// own: it is one round trip, and not one more to commit.
    /// </summary>
    public async Task<T> CommandAsync<T>(Func<DbConnection, DbTransaction?, Task<T>> command, CancellationToken cancellationToken)
    {
        if (postgres is null)
        {
            return await WriteAsync(command, cancellationToken);
        }

        await using var connection = await OpenAsync(cancellationToken);
        return await command(connection, null);
    }

    /// <summary>Whether an exception says that the database is away or busy, and trying again makes sense.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or System.Net.Sockets.SocketException or TimeoutException,
        // SQLITE_BUSY, SQLITE_LOCKED, and SQLITE_FULL: a full disk is transient on PostgreSQL too (53100).
        SqliteException { SqliteErrorCode: 5 or 6 or 13 } => true,
        _ => false,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
            await unpooled!.DisposeAsync();
        }

        sqlite?.Dispose();
        writer?.Dispose();
    }

    private async Task<DbConnection> OpenAsync(bool isWriter, CancellationToken cancellationToken) =>
        sqlite is null ? await postgres!.OpenConnectionAsync(cancellationToken) : await sqlite.OpenAsync(isWriter, cancellationToken);
}
