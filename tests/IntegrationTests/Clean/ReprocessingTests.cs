using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Clean;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Enrich;
using NewsPlatform.Fetch;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Fetch;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.IntegrationTests.Hosting.Messaging;
using NewsPlatform.Store;
using NewsPlatform.TestKit;
using Kind = NewsPlatform.Contracts.Clean.V1.PageDifference.Types.Kind;
using Run = NewsPlatform.Contracts.Clean.V1.Reprocessing;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.IntegrationTests.Clean;

public sealed class SqliteReprocessingTests() : ReprocessingTests(DatabaseProvider.Sqlite, BusTransport.InMemory);

public sealed class PostgresReprocessingTests() : ReprocessingTests(DatabaseProvider.Postgres, BusTransport.RabbitMq);

/// <summary>Captures that an earlier extractor read, read anew by the present one, through bus and gRPC as in production.</summary>
public abstract class ReprocessingTests(DatabaseProvider provider, BusTransport transport) : IAsyncLifetime
{
    private readonly Probe<ArticleCleaned> cleaned = new("probe");
    private Dictionary<string, string?> settings = null!;
    private TestHost host = null!;

    private FetchService.FetchServiceClient Fetch => new(host.Channel);

    private CleanService.CleanServiceClient Clean => new(host.Channel);

    private StoreService.StoreServiceClient Store => new(host.Channel);

    public async Task InitializeAsync()
    {
        settings = await TestHost.SettingsAsync(
            provider,
            transport,
            ("Fetch:IdleWait", "50ms"),
            ("Clean:Reprocessing:IdleWait", "50ms"),
            ("Clean:Reprocessing:Rate", "0"),
            ("Clean:Reprocessing:Batch", "10"),
            ("Clean:Reprocessing:Lease", "1s"));
        await StartAsync(earlier: true);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Dry_run_tells_what_would_change_and_changes_nothing()
    {
        await IngestFourAsync();
        var traces = await TracesAsync();
        var changes = await ChangesAsync();
        await UpgradeAsync();

        var run = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest()));

        Assert.Equal((State.Succeeded, true, ""), (run.State, run.DryRun, run.Reason));
        var counts = run.Counts;
        Assert.Equal((4, 1, 1, 1, 1), (counts.Captures, counts.Unchanged, counts.Changed, counts.NowAccepted, counts.NowRejected));
        Assert.Equal((1, 0, 0, 0), (counts.BodyChanged, counts.TitleChanged, counts.Failed, counts.Revised + counts.Stored));
        Assert.InRange(counts.WordsAdded, 10, 30);
        Assert.Equal(0, counts.WordsRemoved);
        Assert.Equal([Kind.NowRejected, Kind.Changed, Kind.NowAccepted], run.Pages.Select(page => page.Kind));
        var changed = run.Pages[1];
        Assert.Equal("https://news.example/late", changed.Url);
        Assert.InRange(changed.Distance, 0.01, 0.5);
        Assert.Contains(changed.Fields, field => field.Field == "text" && field.After.Contains("lighthouse", StringComparison.Ordinal) && !field.Before.Contains("lighthouse", StringComparison.Ordinal));
        var site = Assert.Single(run.Sites);
        Assert.Equal(("news.example", 4L, 1L, 1L, 1L), (site.Site, site.Compared, site.Changed, site.NowAccepted, site.NowRejected));
        Assert.Equal(changes, await ChangesAsync());
        Assert.Equal(traces, await TracesAsync());
    }

    [Fact]
    public async Task Run_for_real_makes_marked_revisions_stores_what_was_rejected_and_leaves_what_would_be()
    {
        await IngestFourAsync();
        var before = await ChangesAsync();
        var revisitsBefore = (await TraceAsync("late")).NextRevisitTime;
        await UpgradeAsync();
        var dry = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest()));

        var run = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { Confirms = dry.Name }));

        Assert.Equal((State.Succeeded, false, dry.Name), (run.State, run.DryRun, run.Confirms));
        Assert.Equal((1, 1, 0), (run.Counts.Revised, run.Counts.Stored, run.Counts.Unsettled));
        Assert.Equal((dry.Counts.Changed, dry.Counts.NowAccepted, dry.Counts.NowRejected, dry.Counts.Unchanged), (run.Counts.Changed, run.Counts.NowAccepted, run.Counts.NowRejected, run.Counts.Unchanged));
        var made = (await ChangesAsync()).Except(before).OrderBy(change => change.Kind).ToList();
        Assert.Equal(
            [(ChangeKind.Stored, RevisionCause.Reextracted, "https://news.example/new"), (ChangeKind.Revised, RevisionCause.Reextracted, "https://news.example/late")],
            made.Select(change => (change.Kind, change.Cause, change.Article.Url)));
        Assert.All(before, change => Assert.Equal(RevisionCause.Fetched, change.Cause));
        var late = made[1].Article;
        Assert.Equal((2, run.Name, Lane.Backfill), (late.Revision, late.Provenance.Reprocessing, late.Provenance.Lane));
        Assert.Contains("lighthouse", late.Text, StringComparison.Ordinal);
        Assert.NotNull(late.Annotations);
        Assert.Contains("harbour", (await LookupAsync("hidden")).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await LookupAsync("hidden")).Revision);

        // Fetch: the rejected page has its outcome, the revised one a step, and nothing is under way or due again.
        await Wait.UntilAsync(async _ => (await TraceAsync("new")).Outcome == Outcome.Stored, "the outcome of the page that is an article now");
        await Wait.UntilAsync(async _ => (await TraceAsync("late")).Steps[^1].Step == "reextracted", "the step of the revised page");
        var traces = await TracesAsync();
        Assert.All(traces, trace => Assert.Equal((Outcome.Stored, false), (trace.Outcome, trace.Quarantined)));
        Assert.All(traces, trace => Assert.Null(trace.DueTime));
        Assert.Equal(revisitsBefore, (await TraceAsync("late")).NextRevisitTime);

        // Again: all is as it would be read.
        var again = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false }));
        Assert.Equal((3, 0, 0, 1), (again.Counts.Unchanged, again.Counts.Changed, again.Counts.NowAccepted, again.Counts.NowRejected));
        Assert.Equal(before.Count + 2, (await ChangesAsync()).Count);
    }

    [Fact]
    public async Task Message_that_comes_twice_and_the_first_reading_that_comes_late_change_nothing()
    {
        await IngestAsync("late", Page(late: true));
        var first = await cleaned.FirstAsync();
        await UpgradeAsync();
        var run = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false }));
        var anew = await cleaned.FirstAsync(message => message.Article.Provenance.Reprocessing == run.Name);
        var changes = await ChangesAsync();

        foreach (var message in (ArticleCleaned[])[anew, first, anew])
        {
            await host.Publisher.PublishAsync(message, "again", message.Article.Name, "backfill", CancellationToken.None);
        }

        // Behind these in the same queues.
        await IngestAsync("same", Page(), Lane.Backfill);
        Assert.Equal(changes.Count + 1, (await ChangesAsync()).Count);
        var article = await LookupAsync("late");
        Assert.Equal((2, run.Name), (article.Revision, article.Provenance.Reprocessing));
    }

    [Fact]
    public async Task Older_capture_does_not_win_over_what_a_newer_one_said()
    {
        var old = await IngestAsync("late", Page(late: true));
        await IngestAsync("late", Page(late: true).Replace("four million", "five million", StringComparison.Ordinal));
        await UpgradeAsync();

        var run = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false }));

        Assert.Equal((2, 1, 1, 1), (run.Counts.Captures, run.Counts.PassedOver, run.Counts.Changed, run.Counts.Revised));
        var article = await LookupAsync("late");
        Assert.Contains("five million", article.Text, StringComparison.Ordinal);
        Assert.Contains("lighthouse", article.Text, StringComparison.Ordinal);
        Assert.NotEqual(old.Capture, article.Provenance.Capture);
        Assert.Equal(3, article.Revision);
    }

    [Fact]
    public async Task Run_that_was_interrupted_goes_on_and_counts_each_capture_once()
    {
        const int Pages = 60;
        for (var i = 0; i < Pages; i++)
        {
            await IngestAsync($"{i}", Page(late: true, $"Boat number {i} came in first."), Lane.Backfill, wait: false);
        }

        await Wait.UntilAsync(async _ => (await ChangesAsync()).Count == Pages, "all to be stored");
        await UpgradeAsync();
        var run = await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false });
        for (var i = 1; i <= 2; i++)
        {
            await Wait.UntilAsync(async _ => (await GetAsync(run)).Counts.Captures >= i * 10, "some batches");
            var before = await GetAsync(run);
            Assert.Equal(State.Running, before.State);
            await UpgradeAsync();
            Assert.InRange((await GetAsync(run)).Counts.Captures, before.Counts.Captures, Pages);
        }

        run = await EndAsync(run);

        Assert.Equal((State.Succeeded, Pages, Pages, Pages, 0), (run.State, run.Counts.Captures, run.Counts.Changed, run.Counts.Revised, run.Counts.Unsettled));
        var changes = await ChangesAsync();
        Assert.Equal(Pages, changes.Count(change => change.Cause == RevisionCause.Reextracted));
        Assert.Equal(Pages, changes.Where(change => change.Cause == RevisionCause.Reextracted).Select(change => change.Article.Name).Distinct().Count());
    }

    [Fact]
    public async Task Live_pages_have_their_outcomes_while_a_run_is_at_work_and_it_can_be_cancelled()
    {
        for (var i = 0; i < 30; i++)
        {
            await IngestAsync($"{i}", Page(late: true, $"Boat number {i} came in first."));
        }

        settings["Clean:Reprocessing:Rate"] = "1";
        settings["Clean:Reprocessing:Batch"] = "3";
        await UpgradeAsync();
        var run = await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false });
        await Wait.UntilAsync(async _ => (await GetAsync(run)).Counts.Captures > 0, "the first batch");

        await IngestAsync("news", Page(late: true));

        Assert.Equal(State.Running, (await GetAsync(run)).State);
        Assert.Equal(RevisionCause.Fetched, (await ChangesAsync()).Single(change => change.Article.Url.EndsWith("/news", StringComparison.Ordinal)).Cause);
        var cancelled = await Clean.CancelReprocessingAsync(new CancelReprocessingRequest { Name = run.Name });
        Assert.Equal(State.Cancelled, cancelled.State);
        Assert.Equal(State.Cancelled, (await Clean.CancelReprocessingAsync(new CancelReprocessingRequest { Name = run.Name })).State);
        await UpgradeAsync();
        Assert.InRange((await GetAsync(run)).Counts.Captures, 1, 29);
    }

    [Fact]
    public async Task Only_the_selection_is_read()
    {
        await IngestFourAsync();
        await Fetch.IngestPageAsync(new IngestPageRequest { Url = "https://www.other.example/late", Content = ByteString.CopyFromUtf8(Page(late: true)), ContentType = "text/html" });
        await Wait.UntilAsync(async _ => (await ChangesAsync()).Count == 4, "all to be stored");
        var until = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
        await UpgradeAsync();

        var site = await DryAsync(new CaptureSelection { Site = "Other.example" });
        var notSite = await DryAsync(new CaptureSelection { Site = "her.example" });
        var version = await DryAsync(new CaptureSelection { ExtractorVersion = EarlierExtractor.Version });
        var noVersion = await DryAsync(new CaptureSelection { ExtractorVersion = "1.none" });
        var future = await DryAsync(new CaptureSelection { Since = until });
        var source = await DryAsync(new CaptureSelection { Source = "sources/none" });

        Assert.Equal((5, 4, 1), (site.Captures, site.NotSelected, site.Changed));
        Assert.Equal((5, 5), (notSite.Captures, notSite.NotSelected));
        Assert.Equal((5, 1, 2, 0), (version.Captures, version.NotSelected, version.Changed, version.NowAccepted));
        Assert.Equal((5, 5), (noVersion.Captures, noVersion.NotSelected));
        Assert.Equal((0, 0), (future.Captures, source.Captures));
    }

    [Fact]
    public async Task Capture_whose_bytes_are_gone_is_counted_and_the_run_goes_on()
    {
        var page = await IngestAsync("late", Page(late: true));
        await IngestAsync("same", Page());
        var id = page.Capture.Split('/')[1];
        File.Delete(await KeptBlobs.FileAsync(host, id));
        await UpgradeAsync();

        var run = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest()));

        Assert.Equal((State.Succeeded, 2, 1, 1), (run.State, run.Counts.Captures, run.Counts.Failed, run.Counts.Unchanged));
    }

    [Fact]
    public async Task Runs_are_listed_and_a_request_made_twice_makes_one()
    {
        var request = new ReprocessCapturesRequest { Selection = new CaptureSelection { Site = "news.example" }, RequestId = "once" };
        var first = await Clean.ReprocessCapturesAsync(request);
        var second = await Clean.ReprocessCapturesAsync(request);
        var other = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest()));
        request.Selection.Site = "other.example";

        Assert.Equal(first.Name, second.Name);
        await SourceTests.RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_USED", () => Clean.ReprocessCapturesAsync(request).ResponseAsync);
        var page = await Clean.ListReprocessingsAsync(new ListReprocessingsRequest { PageSize = 1 });
        var rest = await Clean.ListReprocessingsAsync(new ListReprocessingsRequest { PageSize = 1, PageToken = page.NextPageToken });
        Assert.Equal([other.Name, first.Name], page.Reprocessings.Concat(rest.Reprocessings).Select(run => run.Name));
        Assert.Equal("", rest.NextPageToken);
    }

    [Fact]
    public async Task Dry_run_of_another_extractor_confirms_nothing_and_a_run_ends_when_the_extractor_is_replaced()
    {
        var dry = await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest()));
        settings["Clean:Reprocessing:IdleWait"] = "1m";
        await StartAsync(earlier: true);
        var early = await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { DryRun = false });
        settings["Clean:Reprocessing:IdleWait"] = "50ms";
        await UpgradeAsync();

        await SourceTests.RefusedAsync(
            StatusCode.FailedPrecondition, "REPROCESSING_STATE", () => Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { Confirms = dry.Name }).ResponseAsync);
        var ended = await EndAsync(early);
        Assert.Contains(ended.State, (State[])[State.Failed, State.Succeeded]);
        Assert.True(ended.State == State.Succeeded || ended.Reason.Contains("another one by now", StringComparison.Ordinal), ended.Reason);
    }

    private static string Page(bool late = false, string lead = "The harbour of Lindale opened again on Tuesday.") =>
        CleanPages.Article("").Replace("<link rel=\"canonical\" href=\"\">", "", StringComparison.Ordinal).Replace(
            "</article>",
            $"<p>{lead} Nobody in the town had thought that it would be so soon, said the mayor.</p>"
                + (late ? "<p class=\"late\">The keeper of the lighthouse said that its lamp will be lit again in the first week of May.</p>" : "") + "</article>",
            StringComparison.Ordinal);

    private async Task IngestFourAsync()
    {
        await IngestAsync("same", Page());
        await IngestAsync("late", Page(late: true, "Boats came in at noon."));
        await IngestAsync("new", Page(lead: "The ferry sails at dawn.").Replace("<body>", "<body data-layout=\"new\">", StringComparison.Ordinal));
        await IngestAsync("hidden", "<!doctype html><html><body><!--old:" + Page(lead: "Rain fell all day.").Split("<body>")[1].Replace("</body></html>", "", StringComparison.Ordinal) + "--></body></html>");
    }

    // Stops the host and starts it with the present extractor.
    private Task UpgradeAsync() => StartAsync(earlier: false);

    private async Task StartAsync(bool earlier)
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        host = await TestHost.StartAsync(
            [FetchModule.Module, CleanModule.Module, EnrichModule.Module, StoreModule.Module, cleaned.Module],
            settings,
            configure: builder =>
            {
                if (earlier)
                {
                    EarlierExtractor.PutInPlace(builder.Services);
                }
            });
    }

    private async Task<PageTrace> IngestAsync(string path, string html, Lane lane = Lane.Live, bool wait = true)
    {
        var page = await Fetch.IngestPageAsync(
            new IngestPageRequest { Url = $"https://news.example/{path}", Content = ByteString.CopyFromUtf8(html), ContentType = "text/html; charset=utf-8", Lane = lane });
        if (wait)
        {
            await Wait.UntilAsync(async _ => (page = await TraceAsync(path)) is { Outcome: not Outcome.Pending, DueTime: null }, $"the outcome of {path}");
        }

        return page;
    }

    private async Task<PageTrace> TraceAsync(string path) => await Fetch.TraceUrlAsync(new TraceUrlRequest { Url = $"https://news.example/{path}" });

    private async Task<List<PageTrace>> TracesAsync() => [.. (await Fetch.ListTracesAsync(new ListTracesRequest())).Traces];

    private async Task<Article> LookupAsync(string path) => await Store.LookupArticleAsync(new LookupArticleRequest { Url = $"https://news.example/{path}" });

    private async Task<List<Change>> ChangesAsync() => [.. (await Store.ListChangesAsync(new ListChangesRequest { PageSize = 1000 })).Changes];

    private async Task<ReprocessingCounts> DryAsync(CaptureSelection selection) =>
        (await EndAsync(await Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { Selection = selection }))).Counts;

    private async Task<Run> GetAsync(Run run) =>
        await Clean.GetReprocessingAsync(new GetReprocessingRequest { Name = run.Name });

    private async Task<Run> EndAsync(Run run)
    {
        await Wait.UntilAsync(async _ => (run = await GetAsync(run)).State != State.Running, $"the end of {run.Name}: {run}");
        return run;
    }
}
