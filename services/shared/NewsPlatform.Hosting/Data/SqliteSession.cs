using System.Data;
using Microsoft.Data.Sqlite;

namespace NewsPlatform.Hosting.Data;

/// <summary>A connection whose statements stay prepared, and that goes back to where it comes from when it is closed.</summary>
internal sealed class SqliteSession(string connectionString, SqliteSessions sessions) : SqliteConnection(connectionString)
{
    // Texts differ where they list their values. Those of a service are far fewer.
    private const int MaxStatements = 256;

    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);
    private bool inUse;
    private bool isEnding;
    private int taken;

    /// <summary>Whether it was given out for writing.</summary>
    public bool IsWriter { get; private set; }

    /// <summary>It is someone's until it is closed.</summary>
    public void Begin(bool isWriter) => (inUse, IsWriter) = (true, isWriter);

    /// <summary>Closes the file.</summary>
    public void End()
    {
        isEnding = true;
        statements.Clear();
        base.Close();
    }

    /// <summary>Rolls back what is not committed and goes back to the others.</summary>
    public override void Close()
    {
        // A connection is closed and disposed of, or disposed of twice: it must not be given out twice.
        if (!inUse)
        {
            return;
        }

        inUse = false;
        Transaction?.Dispose();
        if (taken == 0)
        {
            sessions.Return(this);
        }
        else
        {
            // Someone has left a reader open, and its snapshot with it.
            End();
        }
    }

    /// <inheritdoc/>
    public override SqliteCommand CreateCommand() => new Command(this) { Connection = this, Transaction = Transaction };

    private SqliteCommand Take(string text)
    {
        taken++;
        return statements.Remove(text, out var statement) ? statement : new SqliteCommand(text, this);
    }

    private void Return(SqliteCommand statement, bool isSound)
    {
        taken--;
        if (isEnding)
        {
            // The connection disposes of all its commands one by one, and must not lose two at a time.
            return;
        }

        statement.Parameters.Clear();
        statement.Transaction = null;
        if (!isSound || !statements.TryAdd(statement.CommandText, statement))
        {
            statement.Dispose();
        }
        else if (statements.Count > MaxStatements)
        {
            foreach (var other in statements.Values)
            {
                other.Dispose();
            }

            statements.Clear();
        }
    }

    /// <summary>Runs the statements that the session has prepared for its text. All ways to run a command lead to <see cref="ExecuteReader"/>.</summary>
    private sealed class Command(SqliteSession session) : SqliteCommand
    {
        private SqliteCommand? statement;
        private SqliteDataReader? reader;

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (statement is not null && !string.Equals(statement.CommandText, CommandText, StringComparison.Ordinal))
            {
                GiveBack(isSound: true);
            }

            statement ??= session.Take(CommandText);
            statement.Transaction = Transaction;
            statement.CommandTimeout = CommandTimeout;
            statement.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters)
            {
                statement.Parameters.Add(parameter);
            }

            try
            {
                return reader = statement.ExecuteReader(behavior);
            }
            catch
            {
                GiveBack(isSound: false);
                throw;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                GiveBack(isSound: reader is null or { IsClosed: true });
            }

            base.Dispose(disposing);
        }

        private void GiveBack(bool isSound)
        {
            if (statement is not null)
            {
                session.Return(statement, isSound);
                statement = null;
            }
        }
    }
}
