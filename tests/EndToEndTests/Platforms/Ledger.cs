using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>All that a platform says of its pages, articles and changes, read to the end through the public contracts.</summary>
internal static class Ledger
{
    /// <summary>Submits addresses for the live lane; a call that a fault interrupts is repeated under the same request id.</summary>
    public static async Task SubmitAsync(this Platform platform, IEnumerable<string> urls)
    {
        foreach (var some in urls.Chunk(500))
        {
            var request = new SubmitUrlsRequest { Urls = { some }, Lane = Lane.Live, RequestId = Guid.NewGuid().ToString("N") };
            var response = await PatientlyAsync(() => platform.Fetch.SubmitUrlsAsync(request).ResponseAsync);
            Assert.DoesNotContain(response.Results, result => result.Refusal.Length > 0);
        }
    }

    /// <summary>The traces of all pages ever seen.</summary>
    public static async Task<IReadOnlyList<PageTrace>> TracesAsync(this Platform platform)
    {
        var all = new List<PageTrace>();
        for (var token = ""; ;)
        {
            var request = new ListTracesRequest { PageSize = 500, PageToken = token };
            var page = await PatientlyAsync(() => platform.Fetch.ListTracesAsync(request).ResponseAsync);
            all.AddRange(page.Traces);
            if ((token = page.NextPageToken).Length == 0)
            {
                return all;
            }
        }
    }

    /// <summary>Every stored article.</summary>
    public static async Task<IReadOnlyList<Article>> ArticlesAsync(this Platform platform, string mask = "*")
    {
        var all = new List<Article>();
        for (var token = ""; ;)
        {
            var request = new ListArticlesRequest { PageSize = 500, PageToken = token, ReadMask = FieldMask.FromString(mask) };
            var page = await PatientlyAsync(() => platform.Store.ListArticlesAsync(request).ResponseAsync);
            all.AddRange(page.Articles);
            if ((token = page.NextPageToken).Length == 0)
            {
                return all;
            }
        }
    }

    /// <summary>The change log after a position.</summary>
    public static async Task<IReadOnlyList<Change>> ChangesAsync(this Platform platform, long from = 0, string mask = "name,url,revision")
    {
        var all = new List<Change>();
        while (true)
        {
            var request = new ListChangesRequest { FromPosition = from, PageSize = 1000, ReadMask = FieldMask.FromString(mask) };
            var page = await PatientlyAsync(() => platform.Store.ListChangesAsync(request).ResponseAsync);
            if (page.Changes.Count == 0)
            {
                return all;
            }

            all.AddRange(page.Changes);
            from = page.LastPosition;
        }
    }

    /// <summary>Waits until a number of changes is in the log.</summary>
    /// <returns>How many there are.</returns>
    public static async Task<long> WaitForChangesAsync(this Platform platform, long count, TimeSpan timeout)
    {
        long position = 0;
        await Wait.UntilAsync(
            async _ => (position += (await platform.ChangesAsync(position, "name")).Count) >= count,
            $"{count} changes in the log",
            timeout);
        return position;
    }

    /// <summary>Waits until no page is under way any more.</summary>
    public static async Task WaitUntilSettledAsync(this Platform platform, TimeSpan timeout)
    {
        var pending = "";
        try
        {
            await Wait.UntilAsync(
                async _ =>
                {
                    var request = new ListTracesRequest { PageSize = 3, Outcome = Outcome.Pending };
                    var page = await PatientlyAsync(() => platform.Fetch.ListTracesAsync(request).ResponseAsync);
                    pending = string.Join('\n', page.Traces);
                    return page.Traces.Count == 0;
                },
                "every page to have an outcome",
                timeout);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} Still pending, among others:\n{pending}", late);
        }
    }

    /// <summary>Waits until one page has an outcome, or the outcome that is asked for.</summary>
    public static async Task<PageTrace> WaitForOutcomeAsync(this Platform platform, string url, TimeSpan timeout, Func<PageTrace, bool>? wanted = null)
    {
        PageTrace? trace = null;
        try
        {
            await Wait.UntilAsync(
                async _ =>
                {
                    try
                    {
                        trace = await PatientlyAsync(() => platform.Fetch.TraceUrlAsync(new TraceUrlRequest { Url = url }).ResponseAsync);
                    }
                    catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
                    {
                        return false;
                    }

                    return wanted?.Invoke(trace) ?? trace.Outcome != Outcome.Pending;
                },
                $"an outcome of {url}",
                timeout);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} Its trace: {trace?.ToString() ?? "none"}", late);
        }

        return trace!;
    }

    /// <summary>
    /// Nothing vanished and nothing came twice: the pages are these addresses and each was stored, each is one article
    /// of one revision, and the change log tells of each once, at positions from 1 without gaps.
    /// </summary>
    public static async Task AssertEachStoredOnceAsync(this Platform platform, IReadOnlyCollection<string> urls)
    {
        var traces = await platform.TracesAsync();
        Assert.Equal(urls.Order(StringComparer.Ordinal), traces.Select(trace => trace.Url).Order(StringComparer.Ordinal));
        Assert.All(traces, trace => Assert.True(trace.Outcome == Outcome.Stored, $"not stored: {trace}"));

        var articles = await platform.ArticlesAsync("name,url,urls,revision,revisions");
        Assert.Equal(urls.Order(StringComparer.Ordinal), articles.Select(article => article.Url).Order(StringComparer.Ordinal));
        Assert.Equal(urls.Count, articles.Select(article => article.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(articles, article => Assert.True(article is { Revision: 1, Revisions: 1 }, $"more than one revision: {article}"));
        Assert.Equal(
            traces.Select(trace => trace.Article).Order(StringComparer.Ordinal),
            articles.Select(article => article.Name).Order(StringComparer.Ordinal));

        var changes = await platform.ChangesAsync();
        Assert.Equal(Enumerable.Range(1, urls.Count).Select(n => (long)n), changes.Select(change => change.Position));
        Assert.All(changes, change => Assert.Equal(ChangeKind.Stored, change.Kind));
        Assert.Equal(
            articles.Select(article => article.Name).Order(StringComparer.Ordinal),
            changes.Select(change => change.Article.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Repeats a call for as long as the service or its database is away, up to two minutes.</summary>
    public static async Task<T> PatientlyAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable && attempt < 240)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }
}
