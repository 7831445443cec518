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
    // From here on, older revisits count half.
    private const long MaxVisits = 64;

    private const string AddSteps = "INSERT INTO page_step (page, time, step, detail)";
    private const string SetPlan =
        """
        UPDATE page SET revisit = plan.due, revisit_age = plan.age, revisit_reason = plan.reason, revisit_pace = plan.pace,
                        revisits = revisits + plan.made, revisiting = CASE WHEN revisiting = 1 THEN 2 ELSE revisiting END
        """;

    private readonly List<Step> steps = [];
    private readonly List<RevisitPlanned> plans = [];
    private readonly List<NewCapture> captures = [];
    private readonly Dictionary<string, IReadOnlyList<RevisitRecord>> records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> hosts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Subject, long Age), (long Visits, long Changes)> judged = new(
        Comparer<(string Subject, long Age)>.Create((a, b) => string.CompareOrdinal(a.Subject, b.Subject) is not 0 and var order ? order : a.Age.CompareTo(b.Age)));

    /// <summary>What revisits of a source's or host's articles have found so far; read once for all pages of the transaction.</summary>
    public async Task<IReadOnlyList<RevisitRecord>> RecordAsync(DbConnection connection, DbTransaction transaction, string subject)
    {
        if (!records.TryGetValue(subject, out var record))
        {
            var rows = await connection.QueryAsync<(long Age, long Visits, long Changes)>(
                "SELECT age, visits, changes FROM revisit_record WHERE subject = @subject", new { subject }, transaction);
            records[subject] = record = [.. rows.Select(row => new RevisitRecord(TimeSpan.FromMicroseconds(row.Age), row.Visits, row.Changes))];
        }

        return record;
    }

    /// <summary>Adds steps to a page's trace.</summary>
    public void Trace(string page, IEnumerable<(DateTimeOffset Time, string Step, string Detail)> found) =>
        steps.AddRange(found.Select(step => new Step(page, step.Time.ToMicros(), step.Step, PageWrites.Detail(step.Detail))));

    /// <summary>Adds a step to a page's trace.</summary>
    public void Trace(string page, long time, string step, string detail) => steps.Add(new Step(page, time, step, PageWrites.Detail(detail)));

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
    public async Task ApplyAsync(DbConnection connection, DbTransaction transaction)
    {
        await ApplyToPagesAsync(connection, transaction);
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

        await HostDues.WakeAsync(connection, transaction, hosts);
    }

    /// <summary>Writes what is of pages, which this transaction has locked: before a page comes again.</summary>
    public async Task ApplyToPagesAsync(DbConnection connection, DbTransaction transaction)
    {
        await NewCapture.WriteAsync(connection, transaction, captures);
        if (connection is NpgsqlConnection)
        {
            await ApplyAtOnceAsync(connection, transaction);
        }
        else
        {
            await connection.ExecuteAsync($"{AddSteps} VALUES (@Page, @Time, @Name, @Detail)", steps, transaction);
            await connection.ExecuteAsync(
                $"{SetPlan} FROM (SELECT @Due AS due, @Age AS age, @Reason AS reason, @Pace AS pace, @Made AS made) AS plan WHERE id = @Page", plans, transaction);
        }

        captures.Clear();
        steps.Clear();
        plans.Clear();
    }

    private async Task ApplyAtOnceAsync(DbConnection connection, DbTransaction transaction)
    {
        if (steps.Count > 0)
        {
            await connection.ExecuteAsync(
                $"{AddSteps} SELECT * FROM unnest(@pages, @times, @names, @details)",
                new
                {
                    pages = steps.ConvertAll(s => s.Page).ToArray(),
                    times = steps.ConvertAll(s => s.Time).ToArray(),
                    names = steps.ConvertAll(s => s.Name).ToArray(),
                    details = steps.ConvertAll(s => s.Detail).ToArray(),
                },
                transaction);
        }

        if (plans.Count > 0)
        {
            await connection.ExecuteAsync(
                $"{SetPlan} FROM unnest(@pages, @dues, @ages, @reasons, @paces, @mades) AS plan (page, due, age, reason, pace, made) WHERE id = plan.page",
                new
                {
                    pages = plans.ConvertAll(p => p.Page).ToArray(),
                    dues = plans.ConvertAll(p => p.Due).ToArray(),
                    ages = plans.ConvertAll(p => p.Age).ToArray(),
                    reasons = plans.ConvertAll(p => p.Reason).ToArray(),
                    paces = plans.ConvertAll(p => p.Pace).ToArray(),
                    mades = plans.ConvertAll(p => p.Made).ToArray(),
                },
                transaction);
        }
    }

    private sealed record Step(string Page, long Time, string Name, string Detail);
}

/// <summary>When a page is revisited.</summary>
/// <param name="Page">Its id.</param>
/// <param name="Due">When, in Unix microseconds; 0 for never.</param>
/// <param name="Age">At which of the planned ages, in microseconds.</param>
/// <param name="Reason">Why then.</param>
/// <param name="Pace">How fast the article changes, in microseconds.</param>
/// <param name="Made">Revisits made since the last plan.</param>
internal sealed record RevisitPlanned(string Page, long Due, long Age, string Reason, long Pace, long Made);
