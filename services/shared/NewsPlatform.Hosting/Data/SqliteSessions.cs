using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace NewsPlatform.Hosting.Data;

/// <summary>
/// The open connections to one SQLite file. The provider has a pool too, but its connections forget their statements each time they are
/// closed, and to parse and plan a small statement costs several times what it costs to run it.
/// </summary>
/// <param name="file">The path of the file; made when it is absent.</param>
internal sealed class SqliteSessions(string file) : IDisposable
{
    // WAL with NORMAL loses nothing when the process dies, only (never corrupting) when the machine does.
    private const string Settings = "PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;";

    // Each may keep 16 MB of the file.
    private const int MaxIdle = 16;

    private readonly string connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString();
    private readonly ConcurrentStack<SqliteSession> idle = new();
    private SqliteSession? idleWriter;
    private volatile bool isDisposed;

    /// <summary>An open connection, which comes back here when it is closed.</summary>
    /// <param name="isWriter">
    /// Whether it is for writing. What a connection keeps of the file is void when another has written: so one does all of it, and
    /// mostly finds what it last wrote.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SqliteSession> OpenAsync(bool isWriter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var session = isWriter ? Interlocked.Exchange(ref idleWriter, null) : null;
        if (session is null && !idle.TryPop(out session))
        {
            session = new SqliteSession(connectionString, this);
            try
            {
                await session.OpenAsync(cancellationToken);
                await using var settings = session.CreateCommand();
                settings.CommandText = Settings;
                await settings.ExecuteNonQueryAsync(cancellationToken);
            }
            catch
            {
                session.End();
                throw;
            }
        }

        session.Begin(isWriter);
        return session;
    }

    /// <summary>Takes a connection back, or ends it when there are enough.</summary>
    public void Return(SqliteSession session)
    {
        if (session.IsWriter)
        {
            Interlocked.Exchange(ref idleWriter, session)?.End();
        }
        else if (idle.Count < MaxIdle)
        {
            idle.Push(session);
        }
        else
        {
            session.End();
        }

        // Whoever is late finds nobody who would end it.
        if (isDisposed)
        {
            Dispose();
        }
    }

    /// <summary>Ends those that are not in use, and the others when they come back.</summary>
    public void Dispose()
    {
        isDisposed = true;
        Interlocked.Exchange(ref idleWriter, null)?.End();
        while (idle.TryPop(out var session))
        {
            session.End();
        }
    }
}
