using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Messaging;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>
/// Reads a few captures anew, compares, and for real sends what differs down the pipeline and waits until Store has it. A batch
/// that ends before its end is done again: what Store has from it by then is known by its mark.
/// </summary>
internal sealed class ReprocessingBatch(
    FetchService.FetchServiceClient fetch, CaptureClient captures, StoredArticles stored, PageCleaner cleaner, EventPublisher publisher, Pacer pacer, CleanOptions limits, ReprocessingOptions options, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>The captures of the next batch.</summary>
    /// <param name="run">The run.</param>
    /// <param name="token">Where the list goes on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Grpc.Core.RpcException">Fetch does not answer.</exception>
    public async Task<ListCapturesResponse> ListAsync(ReprocessingRow run, string token, CancellationToken cancellationToken)
    {
        var selection = CaptureSelection.Parser.ParseFrom(run.Selection);
        return await fetch.ListCapturesAsync(
            new ListCapturesRequest { Source = selection.Source, Since = selection.Since, Until = selection.Until, PageSize = options.Batch, PageToken = token },
            deadline: time.GetUtcNow().UtcDateTime + limits.CaptureTimeout,
            cancellationToken: cancellationToken);
    }

    /// <summary>Deals with a batch.</summary>
    /// <param name="run">The run.</param>
    /// <param name="listed">The captures.</param>
    /// <param name="cancellationToken">Gives up; nothing of the batch counts then.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="Grpc.Core.RpcException">Fetch or Store does not answer.</exception>
    public async Task<Findings> ReadAsync(ReprocessingRow run, IReadOnlyList<ListedCapture> listed, CancellationToken cancellationToken)
    {
        var selection = CaptureSelection.Parser.ParseFrom(run.Selection);
        var findings = new Findings { Counts = { Captures = listed.Count } };
        var judged = listed.Select(capture => (Capture: capture, Early: ListedPages.Early(capture, selection))).ToList();
        var articles = await stored.LookupAsync([.. judged.Where(j => j.Early is null).Select(j => j.Capture.Page.Url)], cancellationToken);
        var work = new List<(ListedCapture Capture, Article? Before)>();
        foreach (var (capture, early) in judged)
        {
            var before = articles.GetValueOrDefault(capture.Page.Url);
            switch (early ?? ListedPages.Of(capture, before, selection))
            {
                case Standing.NotSelected:
                    findings.Counts.NotSelected++;
                    break;
                case Standing.PassedOver:
                    findings.Counts.PassedOver++;
                    break;
                case Standing.Shown when before!.Provenance.Reprocessing == run.Name:
                    findings.ChangedBefore(capture.Page.Url, before.Revision == 1);
                    break;
                case Standing.Shown:
                    work.Add((capture, before));
                    break;
                default:
                    work.Add((capture, null));
                    break;
            }
        }

        var read = new (Article? Article, Rejection? Rejection)[work.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, work.Count),
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
            async (i, stop) => read[i] = await ReadAsync(run, work[i].Capture, stop));

        var changed = new List<ArticleCleaned>();
        for (var i = 0; i < work.Count; i++)
        {
            if (Judge(work[i].Capture, work[i].Before, read[i], findings) is { } message)
            {
                changed.Add(message);
            }
        }

        if (run.DryRun == 0 && changed.Count > 0)
        {
            await SendAsync(run, changed, findings.Counts, cancellationToken);
        }

        return findings;
    }

    private async Task<(Article? Article, Rejection? Rejection)> ReadAsync(ReprocessingRow run, ListedCapture listed, CancellationToken cancellationToken)
    {
        await pacer.WaitAsync(cancellationToken);
        var capture = listed.Capture;
        ReadOnlyMemory<byte>? bytes;
        try
        {
            bytes = capture.Size <= limits.MaxPageBytes ? await captures.DownloadAsync(capture.Name, capture.Size, cancellationToken) : null;
        }
        catch (Grpc.Core.RpcException exception) when (exception.StatusCode is Grpc.Core.StatusCode.NotFound or Grpc.Core.StatusCode.Internal or Grpc.Core.StatusCode.InvalidArgument)
        {
            // Cleared away since it was listed, or its blob is lost: nothing that waiting would mend.
            return (null, null);
        }

        if (bytes is not { } content)
        {
            return (null, FetchedPages.TooLarge(capture.Size, limits.MaxPageBytes));
        }

        var (article, rejection, version) = await cleaner.ReadAsync(
            FetchedPages.PageOf(content, capture.Url, capture.ContentType, listed.Status, listed.Page, listed.Hint), Lane.Backfill, SiteLesson.None, cancellationToken);
        if (article is not null)
        {
            listed.Page.Lane = Lane.Backfill;
            article.Provenance = FetchedPages.ProvenanceOf(listed.Page, capture.Name, capture.Url, time.GetUtcNow(), version);
            article.Provenance.Reprocessing = run.Name;
        }

        return (article, rejection);
    }

    // Counts what was found; what is to be sent for real.
    private static ArticleCleaned? Judge(ListedCapture listed, Article? before, (Article? Article, Rejection? Rejection) read, Findings findings)
    {
        var (url, capture) = (listed.Page.Url, listed.Capture.Name);
        switch (before, read.Article, read.Rejection)
        {
            case (_, null, null):
                findings.Counts.Failed++;
                return null;
            case (null, null, _):
                findings.StillRejected(url);
                return null;
            case (not null, null, { } rejection):
                findings.NowRejected(
                    url, capture, before.Name, before.WordCount, ArticleChange.Difference("rejection", "", $"{rejection.Reason}: {rejection.Explanation}"));
                return null;
            case (null, { } after, _):
                findings.NowAccepted(
                    url, capture, after.Name, after.WordCount, [ArticleChange.Difference("title", "", after.Title), ArticleChange.Difference("text", "", after.Text)]);
                return new ArticleCleaned { Page = listed.Page, Article = after };
            case (not null, { } after, _):
                if (ArticleChange.Between(before, after) is not { } change)
                {
                    findings.Unchanged(url);
                    return null;
                }

                findings.Changed(url, capture, change);
                return new ArticleCleaned { Page = listed.Page, Article = after };
        }
    }

    // Waits for Store as well as for the broker: so no more is under way than one batch, what gets lost is sent again, and the
    // numbers are those of what is stored.
    private async Task SendAsync(ReprocessingRow run, List<ArticleCleaned> left, ReprocessingCounts counts, CancellationToken cancellationToken)
    {
        for (var i = 0; i < options.Tries && left.Count > 0; i++)
        {
            foreach (var message in left)
            {
                var provenance = message.Article.Provenance;
                await publisher.PublishAsync(
                    message, EventPublisher.IdOf(message.Page, provenance, "cleaned"), message.Article.Name, EventPublisher.KeyOf(Lane.Backfill), cancellationToken);
            }

            var since = time.GetTimestamp();
            while (left.Count > 0 && time.GetElapsedTime(since) < options.Patience)
            {
                await Task.Delay(AskAgain, time, cancellationToken);
                var now = await stored.OutlinesAsync([.. left.Select(message => message.Page.Url)], cancellationToken);
                left = [.. left.Where(message => !IsSettled(run, message.Article, now.GetValueOrDefault(message.Page.Url), counts))];
            }
        }

        counts.Unsettled += left.Count;
    }

    private static bool IsSettled(ReprocessingRow run, Article sent, Article? now, ReprocessingCounts counts)
    {
        if (now is null)
        {
            return false;
        }

        if (now.Provenance.Capture == sent.Provenance.Capture && now.Provenance.Reprocessing == run.Name)
        {
            _ = now.Revision == 1 ? counts.Stored++ : counts.Revised++;
            return true;
        }

        // Overtaken by a fetch, withdrawn, or another page's article: nothing more will come of it.
        return now.Provenance.Capture != sent.Provenance.Capture || now.WithdrawTime is not null;
    }
}
