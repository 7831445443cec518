using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting;

namespace NewsPlatform.Standalone.Display;

/// <summary>
/// Whenever the pipeline falls silent after work, shows what is stored and what became of everything else; at the start, too, where
/// an earlier run has stored something, because there may be nothing new.
/// </summary>
internal sealed class Overview(Screen screen, PagesUnderWay pages, OwnClients own, LocalAddress address, IHostApplicationLifetime host, TimeProvider time) : BackgroundService
{
    private const int MaxRows = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ListeningAsync(stoppingToken);
            await NoteWhatWasThereAsync(stoppingToken);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300), time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (pages.TryTakeLull())
                {
                    await TryShowAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task ListeningAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = host.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task NoteWhatWasThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            if ((await own.Store.ListArticlesAsync(new ListArticlesRequest { PageSize = 1 }, cancellationToken: cancellationToken)).Articles.Count > 0)
            {
                pages.Pass();
            }
        }
        catch (RpcException)
        {
            // Then the next page that comes shows it.
        }
    }

    private async Task TryShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ShowAsync(cancellationToken);
        }
        catch (RpcException exception)
        {
            // A display must not end what it displays.
            if (!cancellationToken.IsCancellationRequested)
            {
                screen.Say($"the overview cannot be shown now: {exception.Status.Detail}");
            }
        }
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        var newest = new List<Article>();
        var total = 0;
        var page = new ListArticlesRequest { PageSize = 500 };
        do
        {
            var answer = await own.Store.ListArticlesAsync(page, cancellationToken: cancellationToken);
            total += answer.Articles.Count;
            newest.AddRange(answer.Articles);
            if (newest.Count > MaxRows)
            {
                newest.RemoveRange(0, newest.Count - MaxRows);
            }

            page.PageToken = answer.NextPageToken;
        }
        while (page.PageToken.Length > 0);

        var count = total == 1 ? "1 article" : $"{total} articles";
        screen.ShowTable(
            total > newest.Count ? $"stored: {count}, the last {newest.Count}" : $"stored: {count}",
            ["title", "by", "published", "lang", "kind", "names", "rev"],
            [
                .. newest.Select(a => (IReadOnlyList<string>)
                [
                    a.Title,
                    string.Join(", ", a.Authors.Select(author => author.Name)),
                    DateOf(a.Published),
                    a.Language,
                    (a.CopyOf.Length > 0 ? "copy, " : "") + a.Kind.ToString().ToLowerInvariant(),
                    string.Join(", ", (a.Annotations?.Entities ?? []).Take(3).Select(e => e.Name)),
                    a.Revisions.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ]),
            ]);
        await ShowOthersAsync(cancellationToken);
        screen.Say($"still listening: news list, news get, news watch; JSON at {address.Http}v1/articles; Ctrl+C ends");
    }

    private async Task ShowOthersAsync(CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var outcome in new[] { Outcome.Duplicate, Outcome.Rejected, Outcome.Excluded, Outcome.Failed, Outcome.Pending })
        {
            var answer = await own.Fetch.ListTracesAsync(new ListTracesRequest { Outcome = outcome, PageSize = MaxRows }, cancellationToken: cancellationToken);
            rows.AddRange(answer.Traces.Select(t => (IReadOnlyList<string>)[outcome.ToString().ToLowerInvariant(), t.Url, t.Reason]));
        }

        if (rows.Count > 0)
        {
            screen.ShowTable("all other addresses", ["outcome", "address", "reason"], rows);
        }
    }

    private static string DateOf(NewsTime? time) => time is null
        ? ""
        : time.Time.ToDateTimeOffset().ToOffset(TimeSpan.FromMinutes(time.OffsetMinutes))
            .ToString(time.Precision >= Precision.Minute ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
