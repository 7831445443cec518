using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Sitemaps;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>
/// Fetches the sitemaps of backfills during visits of their hosts. What one lists becomes the bytes of its input, so that its
/// pages are taken a bounded number at a time, as those of any list.
/// </summary>
internal sealed class BackfillSitemaps(
    [FromKeyedServices("fetch")] Database database, IBlobStore blobs, PoliteFetcher web, FetchOptions options, TimeProvider time, ILogger<BackfillSitemaps> log)
{
    // An index of indexes is rare, one deeper a trap.
    private const int MaxDepth = 3;
    private const int MaxSitemaps = 100_000;

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>The next sitemap of a host that is due; null when none is.</summary>
    public async Task<BackfillInputRow?> NextDueAsync(string host, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<BackfillInputRow>(
            "SELECT * FROM backfill_input WHERE due_host = @host AND stage = 2 AND due <= @Now ORDER BY due LIMIT 1", new { host, Now });
    }

    /// <summary>Asks for a sitemap.</summary>
    /// <returns>Whether it was dealt with; false: the visit is over and it is still due.</returns>
    public async Task<bool> RunAsync(BackfillInputRow input, HostVisit visit, CancellationToken cancellationToken)
    {
        try
        {
            var route = RedirectRoute.Of(input.Label, input.Route);
            var answer = await web.AskAsync(
                new FetchRequest(route.Next, MaxBytes: SitemapReader.MaxBytes, Accept: FetchRequest.AcceptFeed, Hops: route.Hops), visit, cancellationToken);
            await (answer switch
            {
                null => Task.CompletedTask,
                { Onward: { } onward } => RedirectAsync(input, onward, cancellationToken),
                { Forbidden: { } rule } => BreakAsync(input, rule, cancellationToken),
                { NoRules: { } reason } => PutOffAsync(input, reason, null, cancellationToken),
                { Result: { Outcome: FetchOutcome.Ok } result } => ReadAsync(input, result, cancellationToken),
                { Result: { IsTransient: true } result } => PutOffAsync(input, result.Reason, result.RetryAfter, cancellationToken),
                _ => BreakAsync(input, answer.Result!.Reason, cancellationToken),
            });
            return answer is not null;
        }
        catch (Exception exception) when (ReasonCodes.IsOwnFault(exception))
        {
            log.SourceBroken(exception, input.Label, exception.Message);
            await PutOffAsync(input, $"{exception.GetType().Name}: {exception.Message}", null, cancellationToken);
            return true;
        }
    }

    private async Task ReadAsync(BackfillInputRow input, FetchResult result, CancellationToken cancellationToken)
    {
        var read = SitemapReader.Read(result.Body, result.ContentType, result.FinalUrl);
        if (!read.IsSitemap)
        {
            await BreakAsync(input, read.Fault.Reason, cancellationToken);
        }
        else if (read.Document.Kind == SitemapKind.Index)
        {
            await AddChildrenAsync(input, read.Document, result.FinalUrl, cancellationToken);
        }
        else
        {
            await KeepPagesAsync(input, read.Document, result.FinalUrl, cancellationToken);
        }
    }

    private async Task AddChildrenAsync(BackfillInputRow input, SitemapDocument index, Uri address, CancellationToken cancellationToken)
    {
        if (input.Depth >= MaxDepth)
        {
            await BreakAsync(input, $"indexes lead to indexes more than {MaxDepth} deep", cancellationToken);
            return;
        }

        await WriteAsync(
            input,
            async (connection, transaction, now, backfill) =>
            {
                var known = (await connection.QueryAsync<string>("SELECT label FROM backfill_input WHERE backfill = @Backfill", new { input.Backfill }, transaction)).ToHashSet(StringComparer.Ordinal);
                var next = await connection.ExecuteScalarAsync<long>("SELECT MAX(number) FROM backfill_input WHERE backfill = @Backfill", new { input.Backfill }, transaction);
                var (refused, problems) = (0L, new List<string>());
                foreach (var (at, child) in index.Entries.Index())
                {
                    // A file that did not change since before the time that is wanted lists nothing of it.
                    if (child.LastModified is { } changed && changed.ToMicros() < backfill.Since)
                    {
                        continue;
                    }

                    if (!PageUrl.TryParse(child.Url, address, out var url, out var reason))
                    {
                        Refuse(at, reason);
                        continue;
                    }

                    if (known.Contains(url.Value))
                    {
                        continue;
                    }

                    if (known.Count >= MaxSitemaps)
                    {
                        Refuse(at, $"a backfill reads at most {MaxSitemaps} sitemaps");
                        continue;
                    }

                    known.Add(url.Value);
                    await BackfillStore.AddInputAsync(connection, transaction, input.Backfill, ++next, url.Value, input.Depth + 1);
                }

                if (await StageAsync(connection, transaction, input, InputStage.Read, now) == 1)
                {
                    await BackfillStore.NoteReadAsync(connection, transaction, input.Backfill, refused, refused, 0, problems);
                }

                void Refuse(int at, string why)
                {
                    refused++;
                    if (problems.Count < BackfillStore.MaxProblems)
                    {
                        problems.Add(BackfillStore.Problem(input.Label, at + 1, why));
                    }
                }
            },
            cancellationToken);
    }

    private async Task KeepPagesAsync(BackfillInputRow input, SitemapDocument sitemap, Uri address, CancellationToken cancellationToken)
    {
        var (since, until) = await BoundsAsync(input.Backfill, cancellationToken);
        var text = new StringBuilder();
        var outside = 0;
        foreach (var entry in sitemap.Entries)
        {
            var at = (entry.News?.Published ?? entry.LastModified)?.ToMicros();
            if ((since is not null && !(at >= since)) || (until is not null && !(at < until)))
            {
                outside++;
                continue;
            }

            // What is no address is left to the reader of the list, which says so. An address has no line breaks.
            text.Append(PageUrl.TryParse(entry.Url, address, out var url, out _) ? url.Value : entry.Url.ReplaceLineEndings(" ")).Append('\n');
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (bytes.Length > 0)
        {
            await blobs.WriteAsync(BackfillInputRow.PartKey(input.Backfill, input.Number, 0), bytes, cancellationToken);
        }

        await WriteAsync(
            input,
            async (connection, transaction, now, _) =>
            {
                if (await StageAsync(connection, transaction, input, bytes.Length > 0 ? InputStage.Complete : InputStage.Read, now) == 0)
                {
                    return;
                }

                await connection.ExecuteAsync(
                    "UPDATE backfill_input SET parts = @parts, size = @size WHERE backfill = @Backfill AND number = @Number",
                    new { input.Backfill, input.Number, parts = bytes.Length > 0 ? 1L : 0L, size = (long)bytes.Length },
                    transaction);
                await BackfillStore.NoteReadAsync(connection, transaction, input.Backfill, outside, 0, outside, []);
            },
            cancellationToken);
    }

    private Task RedirectAsync(BackfillInputRow input, RedirectRoute route, CancellationToken cancellationToken) =>
        WriteAsync(
            input,
            async (connection, transaction, now, _) =>
            {
                var host = PageUrl.HostOf(route.Next);
                await connection.ExecuteAsync(
                    "UPDATE backfill_input SET due = @now, due_host = @host, route = @route WHERE backfill = @Backfill AND number = @Number AND stage = 2",
                    new { input.Backfill, input.Number, now, host, route = route.ToString() },
                    transaction);
                await HostDues.WakeAsync(connection, transaction, [host], now);
            },
            cancellationToken);

    private Task PutOffAsync(BackfillInputRow input, string reason, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        if (input.Attempts >= options.RetryDelays.Length)
        {
            return BreakAsync(input, $"{reason}; gave up after {input.Attempts + 1} tries", cancellationToken);
        }

        var wait = options.RetryDelays[input.Attempts];
        return WriteAsync(
            input,
            (connection, transaction, now, _) => connection.ExecuteAsync(
                "UPDATE backfill_input SET due = @due, attempts = attempts + 1 WHERE backfill = @Backfill AND number = @Number AND stage = 2",
                new { input.Backfill, input.Number, due = now + (long)(retryAfter > wait ? retryAfter.Value : wait).TotalMicroseconds },
                transaction),
            cancellationToken);
    }

    private Task BreakAsync(BackfillInputRow input, string fault, CancellationToken cancellationToken) =>
        WriteAsync(
            input,
            (connection, transaction, _, _) => connection.ExecuteAsync(
                "UPDATE backfill_input SET stage = @Broken, fault = @fault WHERE backfill = @Backfill AND number = @Number AND stage = 2",
                new { input.Backfill, input.Number, InputStage.Broken, fault = StoredText.Clean(fault, 500) },
                transaction),
            cancellationToken);

    private static Task<int> StageAsync(DbConnection connection, DbTransaction transaction, BackfillInputRow input, InputStage stage, long now) =>
        connection.ExecuteAsync(
            "UPDATE backfill_input SET stage = @stage, due = @now WHERE backfill = @Backfill AND number = @Number AND stage = 2",
            new { input.Backfill, input.Number, stage = (long)stage, now },
            transaction);

    private async Task<(long? Since, long? Until)> BoundsAsync(string backfill, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<(long?, long?)>("SELECT since, until FROM backfill WHERE id = @backfill", new { backfill });
    }

    // The backfill's row first, as everyone does who writes to it and its inputs.
    private Task WriteAsync(BackfillInputRow input, Func<DbConnection, DbTransaction, long, (long? Since, long? Until), Task> work, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var bounds = await connection.QuerySingleAsync<(long?, long?)>(
                    "UPDATE backfill SET updated = @Now WHERE id = @Backfill RETURNING since, until", new { input.Backfill, Now }, transaction);
                await work(connection, transaction, Now, bounds);
            },
            cancellationToken);
}
