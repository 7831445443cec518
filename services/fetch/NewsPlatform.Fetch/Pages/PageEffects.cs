using System.Data.Common;
using Dapper;
using Npgsql;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>
/// What a transaction's pages leave to be written together, for all of them at once: their captures, steps and plans; and what becomes of
/// hosts and sources by them. The latter is written at the end of a transaction and in one order: many pages share these rows,
/// and two transactions must never wait for each other in a circle.
/// </summary>
internal sealed class PageEffects
{
    private static readonly RowStatement<RevisitsJudged> CountRevisits = RowStatement<RevisitsJudged>.Insert(
        "revisit_record",
        // From 64 visits on, older ones count half.
        """
        (subject, age) DO UPDATE SET
          visits = (CASE WHEN revisit_record.visits >= 64 THEN revisit_record.visits / 2 ELSE revisit_record.visits END) + excluded.visits,
          changes = (CASE WHEN revisit_record.visits >= 64 THEN revisit_record.changes / 2 ELSE revisit_record.changes END) + excluded.changes
        """,
        Column<RevisitsJudged>.Text("subject", found => found.Subject),
        Column<RevisitsJudged>.Number("age", found => found.Age),
        Column<RevisitsJudged>.Number("visits", found => found.Visits),
        Column<RevisitsJudged>.Number("changes", found => found.Changes));

    private static readonly RowStatement<RevisitPlanned> SetPlans = new(
        """
        UPDATE page SET revisit = new_due, revisit_age = new_age, revisit_reason = new_reason, revisit_pace = new_pace,
                        revisits = revisits + new_made, revisiting = CASE WHEN revisiting = 1 THEN 2 ELSE revisiting END
        FROM @rows WHERE id = new_id
        """,
        Column<RevisitPlanned>.Text("new_id", plan => plan.Page),
        Column<RevisitPlanned>.Number("new_due", plan => plan.Due),
        Column<RevisitPlanned>.Number("new_age", plan => plan.Age),
        Column<RevisitPlanned>.Text("new_reason", plan => plan.Reason),
        Column<RevisitPlanned>.Number("new_pace", plan => plan.Pace),
        Column<RevisitPlanned>.Number("new_made", plan => plan.Made));

    private readonly List<PageStep> steps = [];
    private readonly List<RevisitPlanned> plans = [];
    private readonly List<NewCapture> captures = [];
    private readonly Dictionary<string, IReadOnlyList<RevisitRecord>> records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> hosts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Subject, long Age), (long Visits, long Changes)> judged = new(
        Comparer<(string Subject, long Age)>.Create((a, b) => string.CompareOrdinal(a.Subject, b.Subject) is not 0 and var order ? order : a.Age.CompareTo(b.Age)));

    /// <summary>What revisits of sources' or hosts' articles have found so far; read once for all pages of the transaction.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<RevisitRecord>>> RecordsAsync(DbConnection connection, DbTransaction transaction, IEnumerable<string> subjects)
    {
        var unread = subjects.Where(subject => !records.ContainsKey(subject)).Distinct(StringComparer.Ordinal).ToArray();
        if (unread.Length > 0)
        {
            var rows = (await connection.QueryAsync<(string Subject, long Age, long Visits, long Changes)>(
                $"SELECT subject, age, visits, changes FROM revisit_record WHERE subject {(connection is NpgsqlConnection ? "= ANY(@unread)" : "IN @unread")}", new { unread }, transaction))
                .ToLookup(row => row.Subject, row => new RevisitRecord(TimeSpan.FromMicroseconds(row.Age), row.Visits, row.Changes), StringComparer.Ordinal);
            foreach (var subject in unread)
            {
                records[subject] = [.. rows[subject]];
            }
        }

        return records;
    }

    /// <summary>Adds steps to a page's trace.</summary>
    public void Trace(string page, IEnumerable<(DateTimeOffset Time, string Step, string Detail)> found) =>
        steps.AddRange(found.Select(step => new PageStep(page, step.Time.ToMicros(), step.Step, step.Detail)));

    /// <summary>Adds a step to a page's trace.</summary>
    public void Trace(string page, long time, string step, string detail) => steps.Add(new PageStep(page, time, step, detail));

    /// <summary>Notes a capture of a page, whose bytes are kept.</summary>
    public void Keep(NewCapture capture) => captures.Add(capture);

    /// <summary>Plans a page's next revisit.</summary>
    public void Plan(RevisitPlanned plan) => plans.Add(plan);

    /// <summary>Something of the host is due at <paramref name="due"/>.</summary>
    public void Wake(string host, long due) => hosts[host] = hosts.TryGetValue(host, out var earlier) && earlier < due ? earlier : due;

    /// <summary>A revisit at an age found a change, or none.</summary>
    public void Judge(string subject, long age, bool changed)
    {
        var (visits, changes) = judged.GetValueOrDefault((subject, age));
        judged[(subject, age)] = (visits + 1, changes + (changed ? 1 : 0));
    }

    /// <summary>Writes all of it.</summary>
    public Task ApplyAsync(DbConnection connection, DbTransaction transaction)
    {
        var writes = new Writes(connection, transaction);
        AddPagesTo(writes);
        CountRevisits.AddTo(writes, [.. judged.Select(found => new RevisitsJudged(found.Key.Subject, found.Key.Age, found.Value.Visits, found.Value.Changes))]);
        HostDues.AddTo(writes, [.. hosts]);
        return writes.RunAsync();
    }

    /// <summary>Writes what is of pages, which this transaction has locked: before one of them comes again.</summary>
    public Task ApplyToPagesAsync(DbConnection connection, DbTransaction transaction)
    {
        var writes = new Writes(connection, transaction);
        AddPagesTo(writes);
        return writes.RunAsync();
    }

    private void AddPagesTo(Writes writes)
    {
        NewCapture.AddTo(writes, captures);
        PageStep.AddTo(writes, steps);
        SetPlans.AddTo(writes, plans);
        captures.Clear();
        steps.Clear();
        plans.Clear();
    }
}

/// <summary>When a page is revisited.</summary>
/// <param name="Page">Its id.</param>
/// <param name="Due">When, in Unix microseconds; 0 for never.</param>
/// <param name="Age">At which of the planned ages, in microseconds.</param>
/// <param name="Reason">Why then.</param>
/// <param name="Pace">How fast the article changes, in microseconds.</param>
/// <param name="Made">Revisits made since the last plan.</param>
internal sealed record RevisitPlanned(string Page, long Due, long Age, string Reason, long Pace, long Made);

/// <summary>What revisits at an age have found.</summary>
/// <param name="Subject">Of which source's or host's articles.</param>
/// <param name="Age">The age, in microseconds.</param>
/// <param name="Visits">How many there were.</param>
/// <param name="Changes">How many of them found a change.</param>
internal sealed record RevisitsJudged(string Subject, long Age, long Visits, long Changes);
