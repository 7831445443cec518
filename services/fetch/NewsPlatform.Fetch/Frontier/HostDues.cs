using System.Data.Common;
using Dapper;
using Npgsql;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>When hosts are due: whatever writes that something of a host is due writes the host, too, in the same transaction.</summary>
internal static class HostDues
{
    /// <summary>Something of each host is due at a time.</summary>
    public static Task WakeAsync(DbConnection connection, DbTransaction transaction, IEnumerable<string> hosts, long due) =>
        WakeAsync(connection, transaction, [.. hosts.Select(host => KeyValuePair.Create(host, due))]);

    /// <summary>Something of each host is due at its time. Give hosts in ascending order: two transactions must not wait for each other.</summary>
    public static async Task WakeAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<KeyValuePair<string, long>> dues)
    {
        // A host is due when the first thing of it is due. Mostly it is due earlier anyway: then nothing is written.
        const string insert = "INSERT INTO host (host, due, not_before, rest_reason, lease_until, token, failures)";
        const string update = "ON CONFLICT (host) DO UPDATE SET due = excluded.due WHERE host.due > excluded.due";
        if (dues.Count == 0)
        {
            return;
        }

        if (connection is NpgsqlConnection)
        {
            await connection.ExecuteAsync(
                $"{insert} SELECT name, at, 0, '', 0, 0, 0 FROM unnest(@names, @times) AS row (name, at) {update}",
                new { names = dues.Select(one => one.Key).ToArray(), times = dues.Select(one => one.Value).ToArray() },
                transaction);
            return;
        }

        foreach (var (host, due) in dues)
        {
            await connection.ExecuteAsync($"{insert} VALUES (@host, @due, 0, '', 0, 0, 0) {update}", new { host, due }, transaction);
        }
    }
}
