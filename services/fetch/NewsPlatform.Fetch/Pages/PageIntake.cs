using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>
/// Takes pages, in few statements however many they are. Each transaction first inserts those that are unknown, in the order of their ids;
/// those that are known it locks in that order before it writes to them. Two that take the same pages never wait for each other in a circle.
/// </summary>
internal sealed class PageIntake([FromKeyedServices("fetch")] Database database, TimeProvider time)
{
    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>
    /// Takes pages that a source speaks of. An unknown page becomes due; a known one becomes due again when the source
    /// says that it changed since it said so last.
    /// </summary>
    /// <returns>How many were unknown.</returns>
    public async Task<int> DiscoverAsync(IReadOnlyList<NewPage> found, CancellationToken cancellationToken)
    {
        var unknown = 0;
        // A sitemap has up to 50,000 pages: in one transaction they would keep everybody else from writing for seconds.
        foreach (var some in InOrder(found).Chunk(500))
        {
            unknown += await database.WriteAsync((connection, transaction) => DiscoverAsync(connection, transaction, some, Now), cancellationToken);
        }

        return unknown;
    }

    /// <summary>Takes pages that someone asks for: each is due now, also when it had ended before.</summary>
    /// <param name="asked">The pages.</param>
    /// <param name="requestId">A request with an id that was seen within a day changes nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SubmitAsync(IReadOnlyList<NewPage> asked, string requestId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                if (!await IsNewRequestAsync(connection, transaction, requestId, now))
                {
                    return;
                }

                var pages = InOrder(asked).ToList();
                var known = Except(pages, await NewPages.InsertAsync(connection, transaction, pages, now));
                await PageOrder.LockAsync(connection, transaction, Ids(known));
                await NewPages.MakeDueAsync(connection, transaction, known, now);
                await PageStep.AddAsync(connection, transaction, [.. pages.Select(page => new PageStep(page.Id, now, "submitted", ""))]);
                await WakeAsync(connection, transaction, pages, now);
            },
            cancellationToken);

    /// <summary>Takes a page with its bytes, which are kept already.</summary>
    /// <returns>The page as it is now, to be announced; null for a request that was seen before.</returns>
    public Task<PageRow?> IngestAsync(NewPage page, FetchedPage fetched, DateTimeOffset announceAgain, string requestId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                if (!await IsNewRequestAsync(connection, transaction, requestId, now))
                {
                    return null;
                }

                await NewPages.InsertAsync(connection, transaction, [page], now);
                return (await TakeAsync(connection, transaction, [new KeptPage(page, fetched)], announceAgain, renews: true, "with its bytes", now))[0];
            },
            cancellationToken);

    /// <summary>Takes pages of a backfill, without their bytes, in the caller's transaction. One that is known stays as it is, unless it is to be fetched again.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="transaction">The caller's.</param>
    /// <param name="pages">The pages, each once, in the order of their ids.</param>
    /// <param name="refetch">Whether those that are known are to be fetched again.</param>
    /// <param name="detail">For the trace.</param>
    /// <param name="now">Now.</param>
    /// <returns>Those that are due now: the caller wakes their hosts.</returns>
    public static async Task<IReadOnlyList<NewPage>> BackfillAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<NewPage> pages, bool refetch, string detail, long now)
    {
        var due = await NewPages.InsertAsync(connection, transaction, pages, now);
        var known = Except(pages, due);
        await PageOrder.LockAsync(connection, transaction, Ids(known));
        if (refetch)
        {
            due.UnionWith(await NewPages.MakeDueAsync(connection, transaction, known, now));
        }

        due.UnionWith(await NewPages.UnholdAsync(connection, transaction, Except(known, due), now));
        var taken = pages.Where(page => due.Contains(page.Id)).ToList();
        await PageStep.AddAsync(connection, transaction, [.. taken.Select(page => new PageStep(page.Id, now, "submitted", detail))]);
        return taken;
    }

    /// <summary>
    /// Takes pages of an archive, whose bytes are kept already, in the caller's transaction. A live page that is under way stays
    /// as it is: what the archive has of it is kept and no more.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="transaction">The caller's.</param>
    /// <param name="states">What the archive has of them, in the order of the pages' ids; of one page, one state after the other.</param>
    /// <param name="announceAgain">When they are announced again.</param>
    /// <param name="detail">For the trace.</param>
    /// <param name="now">Now.</param>
    /// <returns>The pages as they are now, to be announced, but for those that stay as they are.</returns>
    public static async Task<IReadOnlyList<PageRow>> ArchiveAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<KeptPage> states, DateTimeOffset announceAgain, string detail, long now)
    {
        var pages = states.Select(state => state.Page).DistinctBy(page => page.Id).ToList();
        var known = Except(pages, await NewPages.InsertAsync(connection, transaction, pages, now));
        await PageOrder.LockAsync(connection, transaction, Ids(known));
        var live = await NewPages.UnderWayAsync(connection, transaction, known);
        var beside = states.Where(state => live.Contains(state.Page.Id)).ToList();
        await NewCapture.WriteAsync(connection, transaction, [.. beside.Select(state => NewCapture.Of(state.Page.Id, state.Fetched, now))]);
        await PageStep.AddAsync(connection, transaction, [.. beside.Select(state => new PageStep(
            state.Page.Id, now, "submitted", $"{detail}: captures/{state.Fetched.Capture} is kept beside the fetch that is under way"))]);
        return await TakeAsync(connection, transaction, [.. states.Where(state => !live.Contains(state.Page.Id))], announceAgain, renews: false, detail, now);
    }

    private static async Task<int> DiscoverAsync(DbConnection connection, DbTransaction transaction, NewPage[] found, long now)
    {
        var unknown = await NewPages.InsertAsync(connection, transaction, found, now);
        // Mostly there is no news of any: what a feed lists, it has listed before.
        var news = await NewPages.WithNewsAsync(connection, transaction, Except(found, unknown));
        var known = found.Where(page => news.Contains(page.Id)).ToList();
        if (known.Count > 0)
        {
            await PageOrder.LockAsync(connection, transaction, news);
            news = await NewPages.PromoteAsync(connection, transaction, known, now);
            news.UnionWith(await NewPages.RenewAsync(connection, transaction, known, now));
        }

        await PageStep.AddAsync(connection, transaction, [.. found.Where(page => unknown.Contains(page.Id)).Select(
            page => new PageStep(page.Id, now, "discovered", page.Source.Length == 0 ? "" : $"sources/{page.Source}"))]);
        await WakeAsync(connection, transaction, found.Where(page => unknown.Contains(page.Id) || news.Contains(page.Id)), now);
        return unknown.Count;
    }

    // The pages' rows first, as in groups: then nobody who holds one waits for a capture's.
    private static async Task<IReadOnlyList<PageRow>> TakeAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<KeptPage> states, DateTimeOffset announceAgain, bool renews, string detail, long now)
    {
        var rows = new Dictionary<string, PageRow>(StringComparer.Ordinal);
        foreach (var round in PageOrder.Rounds(states, state => state.Page.Id))
        {
            var marks = round.Select(state => new FetchedMark(state.Page.Id, state.Fetched, announceAgain.ToMicros(), renews)).ToList();
            foreach (var row in await FetchedMark.WriteAndReadAsync(connection, transaction, marks))
            {
                rows[row.Id] = row;
            }
        }

        await NewCapture.WriteAsync(connection, transaction, [.. states.Select(state => NewCapture.Of(state.Page.Id, state.Fetched, now))]);
        await PageStep.AddAsync(connection, transaction, [.. states.SelectMany(state => new[]
        {
            new PageStep(state.Page.Id, now, "submitted", detail),
            new PageStep(state.Page.Id, state.Fetched.Time.ToMicros(), "fetched", state.Fetched.Detail),
        })]);
        return [.. rows.Values];
    }

    private static async Task<bool> IsNewRequestAsync(DbConnection connection, DbTransaction transaction, string requestId, long now)
    {
        if (requestId.Length == 0)
        {
            return true;
        }

        await connection.ExecuteAsync("DELETE FROM request WHERE created < @limit", new { limit = now - (24L * 3600 * 1_000_000) }, transaction);
        return await connection.ExecuteAsync(
            "INSERT INTO request (id, created) VALUES (@requestId, @now) ON CONFLICT (id) DO NOTHING", new { requestId, now }, transaction) == 1;
    }

    private static Task WakeAsync(DbConnection connection, DbTransaction transaction, IEnumerable<NewPage> pages, long now) =>
        HostDues.WakeAsync(connection, transaction, new SortedSet<string>(pages.Select(page => page.Url.Host), StringComparer.Ordinal), now);

    private static IEnumerable<NewPage> InOrder(IEnumerable<NewPage> pages) => pages.DistinctBy(page => page.Id).OrderBy(page => page.Id, StringComparer.Ordinal);

    private static List<NewPage> Except(IReadOnlyList<NewPage> pages, HashSet<string> ids) => [.. pages.Where(page => !ids.Contains(page.Id))];

    private static List<string> Ids(List<NewPage> pages) => pages.ConvertAll(page => page.Id);
}

/// <summary>A page with its bytes, which are kept.</summary>
internal sealed record KeptPage(NewPage Page, FetchedPage Fetched);
