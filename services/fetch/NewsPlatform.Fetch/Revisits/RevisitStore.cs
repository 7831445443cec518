using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Revisits;

/// <summary>
/// When stored articles' pages are fetched again. A page under revisit stays ended, with the outcome that it has: an archive
/// does not forget what the web does.
/// </summary>
internal sealed class RevisitStore([FromKeyedServices("fetch")] Database database, PageWrites writes, RevisitPlanner planner, RevisitOptions options, TimeProvider time)
{
    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Whether articles are revisited.</summary>
    public bool IsOn => options.Enabled;

    /// <summary>How long a host is spared revisits after one.</summary>
    /// <param name="interval">The pause between two requests to it.</param>
    public TimeSpan PauseAfter(TimeSpan interval) => interval / options.Share;

    /// <summary>The page of a host whose revisit is due longest; null when none is.</summary>
    public async Task<PageRow?> NextDueAsync(string host, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return null;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<PageRow>(
            $"SELECT {PageRow.Columns} FROM page WHERE due_host = @host AND state = 3 AND revisit > 0 AND revisit <= @Now ORDER BY revisit LIMIT 1", new { host, Now });
    }

    /// <summary>The digest of what a page's last capture holds, its own or another's bytes; empty when none was noted.</summary>
    public async Task<string> DigestAsync(PageRow page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>("SELECT digest FROM capture WHERE id = @Capture", new { page.Capture }) ?? "";
    }

    /// <summary>Notes what a revisit found that the stages behind need not hear of, and plans the next.</summary>
    /// <param name="page">The page.</param>
    /// <param name="finding">What it found.</param>
    /// <param name="step">For the trace.</param>
    /// <param name="detail">For the trace.</param>
    /// <param name="validators">New ETag and Last-Modified of the same bytes; null: those that are known stay.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task NoteAsync(
        PageRow page, RevisitFinding finding, string step, string detail, (string? ETag, string? LastModified)? validators, CancellationToken cancellationToken) =>
        writes.RunAsync(
            page.Id,
            async (connection, transaction, effects) =>
            {
                var now = Now;
                var noted = await connection.ExecuteAsync(
                    """
                    UPDATE page SET due_host = host, route = '', attempts = 0, updated = @now, revisiting = 1,
                                    gone = CASE WHEN @isGone = 0 THEN (CASE WHEN @isThere = 1 THEN 0 ELSE gone END) WHEN gone = 0 THEN @now ELSE gone END,
                                    etag = CASE WHEN @renew = 1 THEN @etag ELSE etag END,
                                    last_modified = CASE WHEN @renew = 1 THEN @lastModified ELSE last_modified END
                    WHERE id = @Id AND state = @Ended
                    """,
                    new
                    {
                        page.Id,
                        PageState.Ended,
                        now,
                        isGone = finding is RevisitFinding.Gone or RevisitFinding.Missing ? 1L : 0L,
                        isThere = finding is RevisitFinding.Unchanged ? 1L : 0L,
                        renew = validators is null ? 0L : 1L,
                        etag = validators?.ETag,
                        lastModified = validators?.LastModified,
                    },
                    transaction);
                if (noted == 1)
                {
                    effects.Trace(page.Id, now, step, detail);
                    await planner.PlanAsync(connection, transaction, effects, page.Id, finding);
                }
            },
            cancellationToken);

    /// <summary>Puts a revisit off.</summary>
    public Task PutOffAsync(PageRow page, DateTimeOffset due, string reason, CancellationToken cancellationToken) =>
        writes.RunAsync(
            page.Id,
            async (connection, transaction, effects) =>
            {
                var now = Now;
                await connection.ExecuteAsync(
                    "UPDATE page SET revisit = @again, attempts = attempts + 1, updated = @now WHERE id = @Id AND state = @Ended",
                    new { page.Id, PageState.Ended, again = due.ToMicros(), now },
                    transaction);
                effects.Trace(
                    page.Id, now, "retry", string.Create(CultureInfo.InvariantCulture, $"revisit: {reason}; again at {due.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
                effects.Wake(page.DueHost, due.ToMicros());
            },
            cancellationToken);
}
