using System.Data.Common;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>When hosts are due: whatever writes that something of a host is due writes the host, too, in the same transaction.</summary>
internal static class HostDues
{
    // A host is due when the first thing of it is due. Mostly it is due earlier anyway: then nothing is written.
    private static readonly RowStatement<KeyValuePair<string, long>> Wake = new(
        """
        INSERT INTO host (host, due, not_before, rest_reason, lease_until, token, failures)
        SELECT new_host, new_due, 0, '', 0, 0, 0 FROM @rows WHERE TRUE
        ON CONFLICT (host) DO UPDATE SET due = excluded.due WHERE host.due > excluded.due
        """,
        Column<KeyValuePair<string, long>>.Text("new_host", one => one.Key),
        Column<KeyValuePair<string, long>>.Number("new_due", one => one.Value));

    /// <summary>Something of each host is due at a time. Give hosts in ascending order.</summary>
    public static Task WakeAsync(DbConnection connection, DbTransaction transaction, IEnumerable<string> hosts, long due) =>
        Wake.RunAsync(connection, transaction, [.. hosts.Select(host => KeyValuePair.Create(host, due))]);

    /// <summary>
    /// Something of each host is due, of the first at a time and of the others one after the other within <paramref name="within"/>: many
    /// that are fetched at once are so after each pause again, and news that comes then finds the machine busy. Give hosts in ascending order.
    /// </summary>
    public static Task WakeInTurnAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<string> hosts, long due, TimeSpan within) =>
        Wake.RunAsync(connection, transaction, [.. hosts.Select((host, i) => KeyValuePair.Create(host, due + ((long)within.TotalMicroseconds * i / hosts.Count)))]);

    /// <summary>Something of each host is due at its time; written with what else is gathered. Give hosts in ascending order: two transactions must not wait for each other.</summary>
    public static void AddTo(Writes writes, IReadOnlyList<KeyValuePair<string, long>> dues) => Wake.AddTo(writes, dues);
}
