using System.Data.Common;
using Dapper;
using Npgsql;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Revisits;

/// <summary>Plans the next revisits of pages that have just ended, within the transaction that ended them.</summary>
internal sealed class RevisitPlanner(RevisitOptions options, TimeProvider time)
{
    private readonly RevisitBounds bounds = options.Bounds;

    /// <summary>Plans the next revisit of one page.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="effects">What becomes of others by it.</param>
    /// <param name="id">The page.</param>
    /// <param name="finding">What its last fetch found, if that was a revisit.</param>
    public async Task PlanAsync(DbConnection connection, DbTransaction transaction, PageEffects effects, string id, RevisitFinding finding)
    {
        if (!options.Enabled)
        {
            return;
        }

        // A fetch that is under way plans when it has its outcome. The row is locked now: plans are written for all pages at once, in no order.
        var sql = $"SELECT {PlannedPage.Columns} FROM page WHERE id = @id AND state = 3{(connection is NpgsqlConnection ? " FOR UPDATE" : "")}";
        if (await connection.QuerySingleOrDefaultAsync<PlannedPage>(sql, new { id }, transaction) is { } page)
        {
            await PlanAsync(connection, transaction, effects, [new EndedPage(page, finding, IsLive: false)]);
        }
    }

    /// <summary>As above, of pages whose rows were read when they ended.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="effects">What becomes of others by it.</param>
    /// <param name="ended">The pages.</param>
    public async Task PlanAsync(DbConnection connection, DbTransaction transaction, PageEffects effects, IReadOnlyList<EndedPage> ended)
    {
        if (!options.Enabled)
        {
            return;
        }

        var records = await effects.RecordsAsync(connection, transaction, ended.Where(one => IsToBeRevisited(one.Page)).Select(one => SubjectOf(one.Page)));
        foreach (var (page, finding, isLive) in ended)
        {
            Plan(effects, page, finding, isLive, records);
        }
    }

    private void Plan(PageEffects effects, PlannedPage page, RevisitFinding finding, bool isLive, IReadOnlyDictionary<string, IReadOnlyList<RevisitRecord>> records)
    {
        var judged = page.Revisiting == 1;
        RevisitDue? next = null;
        if (IsToBeRevisited(page))
        {
            var subject = SubjectOf(page);
            if (judged && page.RevisitAge > 0 && finding is RevisitFinding.Changed or RevisitFinding.Unchanged)
            {
                effects.Judge(subject, page.RevisitAge, finding == RevisitFinding.Changed);
            }

            var facts = new RevisitFacts
            {
                FirstFetched = UnixTime.FromMicros(page.FirstFetched),
                Published = page.Hint is null ? null : FeedHint.Parser.ParseFrom(page.Hint).Published?.ToDateTimeOffset(),
                Made = page.Revisits + (judged ? 1 : 0),
                Finding = judged ? finding : RevisitFinding.None,
                Pace = TimeSpan.FromMicroseconds(page.RevisitPace),
                IsLive = isLive,
                Record = records[subject],
                // An id is a hash: any of its characters are as random as the others.
                Seed = page.Id.Aggregate(0UL, (seed, c) => unchecked((seed * 31) + c)),
            };
            next = RevisitPlan.Next(facts, bounds, time.GetUtcNow());
        }

        if (next is null && page.Revisit == 0 && !judged)
        {
            return;
        }

        var due = next is { } planned ? (time.GetUtcNow() + planned.Wait).ToMicros() : 0;
        effects.Plan(new RevisitPlanned(
            page.Id, due, (long)(next?.Age.TotalMicroseconds ?? 0), next?.Reason.ToString() ?? "", (long)(next?.Pace.TotalMicroseconds ?? 0), judged ? 1L : 0L));
        if (due > 0)
        {
            effects.Wake(page.Host, due);
        }
    }

    // What was handed in was not fetched, and may be nowhere; a backfill's articles have had their corrections.
    private static bool IsToBeRevisited(PlannedPage page) => page.Outcome == (long)Outcome.Stored && page.Status > 0 && page.Lane == (long)Lane.Live;

    private static string SubjectOf(PlannedPage page) => page.Source.Length > 0 ? $"sources/{page.Source}" : page.Host;
}

/// <summary>A page that has just ended.</summary>
/// <param name="Page">Its row.</param>
/// <param name="Finding">What its last fetch found, if that was a revisit.</param>
/// <param name="IsLive">Whether the article is a live blog.</param>
internal sealed record EndedPage(PlannedPage Page, RevisitFinding Finding, bool IsLive);
