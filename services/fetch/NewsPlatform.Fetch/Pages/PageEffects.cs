using System.Data.Common;
using Dapper;

namespace NewsPlatform.Fetch.Pages;

/// <summary>
/// What becomes of hosts and sources by what becomes of pages. It is written at the end of a transaction and in one order:
/// many pages share these rows, and two transactions must never wait for each other in a circle.
/// </summary>
internal sealed class PageEffects
{
    // From here on, older revisits count half.
    private const long MaxVisits = 64;

    private readonly SortedDictionary<string, long> hosts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Subject, long Age), (long Visits, long Changes)> judged = new(
        Comparer<(string Subject, long Age)>.Create((a, b) => string.CompareOrdinal(a.Subject, b.Subject) is not 0 and var order ? order : a.Age.CompareTo(b.Age)));

    /// <summary>Something of the host is due at <paramref name="due"/>.</summary>
    public void Wake(string host, long due) => hosts[host] = hosts.TryGetValue(host, out var earlier) && earlier < due ? earlier : due;

    /// <summary>A revisit at an age found a change, or none.</summary>
    public void Judge(string subject, long age, bool changed)
    {
        var (visits, changes) = judged.GetValueOrDefault((subject, age));
        judged[(subject, age)] = (visits + 1, changes + (changed ? 1 : 0));
    }

    /// <summary>Writes it.</summary>
    public async Task ApplyAsync(DbConnection connection, DbTransaction transaction)
    {
        foreach (var ((subject, age), (visits, changes)) in judged)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO revisit_record (subject, age, visits, changes) VALUES (@subject, @age, @visits, @changes)
                ON CONFLICT (subject, age) DO UPDATE SET
                  visits = (CASE WHEN revisit_record.visits >= @MaxVisits THEN revisit_record.visits / 2 ELSE revisit_record.visits END) + excluded.visits,
                  changes = (CASE WHEN revisit_record.visits >= @MaxVisits THEN revisit_record.changes / 2 ELSE revisit_record.changes END) + excluded.changes
                """,
                new { subject, age, visits, changes, MaxVisits },
                transaction);
        }

        foreach (var (host, due) in hosts)
        {
            await PageStore.WakeHostsAsync(connection, transaction, [host], due);
        }
    }
}
