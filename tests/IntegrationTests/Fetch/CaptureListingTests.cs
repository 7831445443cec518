using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Outcomes;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class SqliteCaptureListingTests() : CaptureListingTests(DatabaseProvider.Sqlite);

public sealed class PostgresCaptureListingTests() : CaptureListingTests(DatabaseProvider.Postgres);

/// <summary>Captures with their pages, and what becomes of pages whose captures are read anew.</summary>
public abstract class CaptureListingTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly ManualClock clock = new(Start);
    private TestHost host = null!;
    private FetchService.FetchServiceClient client = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartAsync([FetchModule.Module], await FetchHost.SettingsAsync(provider, ("Fetch:HostInterval", "0s")), clock);
        client = new FetchService.FetchServiceClient(host.Channel);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Captures_are_listed_oldest_first_each_once_page_after_page()
    {
        for (var i = 0; i < 25; i++)
        {
            await IngestAsync($"{i}");
        }

        var all = new List<ListedCapture>();
        var request = new ListCapturesRequest { PageSize = 7 };
        do
        {
            var response = await client.ListCapturesAsync(request);
            Assert.InRange(response.Captures.Count, 1, 7);
            all.AddRange(response.Captures);
            request.PageToken = response.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"https://news.example/{i}"), all.Select(listed => listed.Page.Url));
        Assert.All(all, listed => Assert.Equal((1, true, Outcome.Pending, Lane.Live), (listed.Page.Fetch, listed.UnderWay, listed.Outcome, listed.Page.Lane)));
        Assert.Equal(await client.GetCaptureAsync(new GetCaptureRequest { Name = all[3].Capture.Name }), all[3].Capture);
        Assert.Equal(all[3].Capture.FetchTime, all[3].Page.FetchTime);
    }

    [Fact]
    public async Task Only_the_last_capture_of_a_page_has_the_number_of_its_fetch()
    {
        await IngestAsync("a", "one");
        await IngestAsync("a", "two");

        var listed = (await client.ListCapturesAsync(new ListCapturesRequest())).Captures;

        Assert.Equal([0, 2], listed.Select(capture => capture.Page.Fetch));
    }

    [Fact]
    public async Task Captures_of_a_source_and_of_a_time_are_listed()
    {
        foreach (var path in (string[])["a", "b", "c", "d"])
        {
            if (path is "b" or "d")
            {
                Assert.True(PageUrl.TryParse($"https://news.example/{path}", null, out var url, out _));
                await host.Get<PageIntake>().DiscoverAsync([new NewPage(url, "feed", Lane.Live)], CancellationToken.None);
            }

            await IngestAsync(path);
        }

        var source = await client.ListCapturesAsync(new ListCapturesRequest { Source = "sources/feed" });
        var time = await client.ListCapturesAsync(new ListCapturesRequest
        {
            Since = Timestamp.FromDateTimeOffset(Start.AddMinutes(1)), Until = Timestamp.FromDateTimeOffset(Start.AddMinutes(3)),
        });
        var both = await client.ListCapturesAsync(new ListCapturesRequest { Source = "sources/feed", Since = Timestamp.FromDateTimeOffset(Start.AddMinutes(2)) });

        Assert.Equal(["https://news.example/b", "https://news.example/d"], source.Captures.Select(listed => listed.Page.Url));
        Assert.All(source.Captures, listed => Assert.Equal("sources/feed", listed.Page.Source));
        Assert.Equal(["https://news.example/b", "https://news.example/c"], time.Captures.Select(listed => listed.Page.Url));
        Assert.Equal("https://news.example/d", Assert.Single(both.Captures).Page.Url);
    }

    [Fact]
    public async Task Wrong_requests_are_refused()
    {
        await IngestAsync("a");
        await IngestAsync("b");
        var token = (await client.ListCapturesAsync(new ListCapturesRequest { PageSize = 1 })).NextPageToken;

        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => client.ListCapturesAsync(new ListCapturesRequest { Source = "pages/1" }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => client.ListCapturesAsync(new ListCapturesRequest { Until = new Timestamp { Nanos = -1 } }).ResponseAsync);
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => client.ListCapturesAsync(new ListCapturesRequest { PageSize = -1 }).ResponseAsync);
        await SourceTests.RefusedAsync(
            StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", () => client.ListCapturesAsync(new ListCapturesRequest { Source = "sources/x", PageToken = token }).ResponseAsync);
    }

    [Fact]
    public async Task Rejected_page_that_is_an_article_now_ends_as_stored_and_a_stored_one_only_gets_a_step()
    {
        var rejected = await IngestAsync("rejected");
        var stored = await IngestAsync("stored");
        await EndAsync(rejected, Outcome.Rejected);
        await EndAsync(stored, Outcome.Stored);
        var before = await TraceAsync("stored");

        for (var i = 0; i < 2; i++)
        {
            await NoteAsync(Settled(rejected, fetch: 1));
            await NoteAsync(Settled(stored, fetch: 1));
        }

        var trace = await TraceAsync("rejected");
        Assert.Equal((Outcome.Stored, "new", "articles/a", "reextracted"), (trace.Outcome, trace.ReasonCode, trace.Article, trace.Steps[^1].Step));
        var after = await TraceAsync("stored");
        Assert.Equal((before.Outcome, before.Reason, before.UpdateTime, before.NextRevisitTime), (after.Outcome, after.Reason, after.UpdateTime, after.NextRevisitTime));
        Assert.Single(after.Steps, step => step.Step == "reextracted");
        Assert.Single(trace.Steps, step => step.Step == "reextracted");
    }

    [Fact]
    public async Task Page_that_is_under_way_or_was_fetched_again_stays_as_it_is()
    {
        var underWay = await IngestAsync("way");
        var again = await IngestAsync("again", "one");
        await EndAsync(again, Outcome.Rejected);
        await IngestAsync("again", "two");
        await EndAsync(again, Outcome.Rejected, fetch: 2);

        await NoteAsync(Settled(underWay, fetch: 1));
        await NoteAsync(Settled(again, fetch: 1));
        await NoteAsync(Settled(again, fetch: 0));

        Assert.Equal(Outcome.Pending, (await TraceAsync("way")).Outcome);
        Assert.Equal(Outcome.Rejected, (await TraceAsync("again")).Outcome);
    }

    private Task NoteAsync(PageSettled message) => host.Get<ReextractedPages>().NoteAsync(message, CancellationToken.None);

    private PageSettled Settled(PageTrace page, int fetch) => new()
    {
        Page = new PageRef { Name = page.Name, Url = page.Url, Fetch = fetch },
        Outcome = Outcome.Stored,
        Article = "articles/a",
        Revision = 1,
        Reason = "new article, read anew",
        StoreTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        Reprocessing = "reprocessings/r",
    };

    private Task EndAsync(PageTrace page, Outcome outcome, long fetch = 1) => host.Get<PageStore>().EndAsync(
        PageIds.Of(page.Name),
        new Ending { Outcome = outcome, ReasonCode = "x", Reason = $"x{fetch}", Fetch = fetch, Time = clock.GetUtcNow(), Steps = [] },
        CancellationToken.None);

    private async Task<PageTrace> TraceAsync(string path) => await client.TraceUrlAsync(new TraceUrlRequest { Url = $"https://news.example/{path}" });

    private async Task<PageTrace> IngestAsync(string path, string text = "text")
    {
        var page = await client.IngestPageAsync(new IngestPageRequest { Url = $"https://news.example/{path}", Content = ByteString.CopyFromUtf8($"<p>{path} {text}"), ContentType = "text/html" });
        clock.Advance(TimeSpan.FromMinutes(1));
        return page;
    }
}
