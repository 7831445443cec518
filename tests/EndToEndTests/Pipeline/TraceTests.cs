using Google.Protobuf;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>What a collector and a subscriber see of a page's way: one trace from what made it due to the public event.</summary>
public sealed class TraceTests(TracedPlatform traced) : IClassFixture<TracedPlatform>
{
    private const string Subscriber = "test.traces";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Collector collector = traced.Collector;
    private readonly DistributedPlatform platform = traced.Platform;

    [Fact]
    public Task Trace_leads_from_the_poll_of_a_feed_through_each_service_to_the_public_event() => platform.RunAsync(async () =>
    {
        await using var amqp = await SubscribeAsync();
        await using var web = await TestWeb.StartAsync("127.0.0.121");
        ArticlePages.Serve(web, 1);
        await platform.Fetch.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed.xml").AbsoluteUri, Kind = SourceKind.Feed } });

        var path = await PathOfEventAsync(amqp, web.At(ArticlePages.PathOf(0)));

        Assert.Equal(["store", "enrich", "clean", "fetch"], path.Select(span => span.Service).Distinct(StringComparer.Ordinal));
        Assert.Equal("publish change", path[0].Name);
        Assert.Equal(["fetch page", "poll source"], path.TakeLast(2).Select(span => span.Name));
        Assert.Single(path.Select(span => span.Trace).Distinct(StringComparer.Ordinal));
        // Clean's download is a part of its step, and Fetch's answer a part of that.
        await Wait.UntilAsync(
            () => collector.Spans.Any(span => span.Service == "fetch" && span.Name.Contains("DownloadCapture", StringComparison.Ordinal)
                && collector.PathOf(span.Id) is { } above && above.Any(step => step.Service == "clean" && path.Contains(step))),
            "Fetch's answer to Clean in the trace",
            Patience);
        Assert.DoesNotContain(collector.Spans, span => span.Name == "postgresql" && span.Parent.Length == 0);
        await Wait.UntilAsync(() => !path.Select(span => span.Service).Except(collector.Measured, StringComparer.Ordinal).Any(), "metrics of all services", Patience);
    });

    [Fact]
    public Task Page_whose_announcement_was_lost_goes_on_in_the_trace_of_the_call_that_handed_it_in() => platform.RunAsync(async () =>
    {
        await using var amqp = await SubscribeAsync();
        var cleaner = platform.Cleaners[0];
        await cleaner.KillAsync();
        var page = ArticlePages.Create(1, new Uri("http://127.0.0.122/"));
        var url = new Uri(new Uri("http://127.0.0.122/"), page.Path);
        await platform.Fetch.IngestPageAsync(new IngestPageRequest { Url = url.AbsoluteUri, Content = ByteString.CopyFromUtf8(page.Html), ContentType = "text/html; charset=utf-8" });
        await Wait.UntilAsync(async token => await amqp.Channel.QueuePurgeAsync("newsplatform.clean.live", token) > 0, "the announcement", Patience);
        await cleaner.StartAsync();

        var path = await PathOfEventAsync(amqp, url);

        Assert.Equal(["store", "enrich", "clean", "fetch"], path.Select(span => span.Service).Distinct(StringComparer.Ordinal));
        Assert.Equal("announce page again", path[^2].Name);
        Assert.Contains("IngestPage", path[^1].Name, StringComparison.Ordinal);
        Assert.Single(path.Select(span => span.Trace).Distinct(StringComparer.Ordinal));
    });

    [Fact]
    public Task Page_of_a_backfill_has_a_trace_of_its_own_that_is_linked_to_the_call_that_asked_for_it() => platform.RunAsync(async () =>
    {
        await using var amqp = await SubscribeAsync();
        await using var web = await TestWeb.StartAsync("127.0.0.123");
        ArticlePages.Serve(web, 3);
        await platform.Fetch.SubmitUrlAsync(new SubmitUrlRequest { Url = web.At(ArticlePages.PathOf(2)).AbsoluteUri, Lane = Lane.Backfill });

        var root = (await PathOfEventAsync(amqp, web.At(ArticlePages.PathOf(2))))[^1];

        Assert.Equal("fetch page", root.Name);
        var asked = collector.Find(Assert.Single(root.Links));
        Assert.Contains("SubmitUrl", asked?.Name, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Trace_leads_through_the_standalone_host()
    {
        await using var standalone = await StandalonePlatform.StartBareAsync(["--no-demo"], collector.Environment);
        var page = ArticlePages.Create(3, new Uri("http://127.0.0.124/"));
        await standalone.Fetch.IngestPageAsync(
            new IngestPageRequest { Url = $"http://127.0.0.124{page.Path}", Content = ByteString.CopyFromUtf8(page.Html), ContentType = "text/html; charset=utf-8" });

        await standalone.RunAsync(() => Wait.UntilAsync(
            () => collector.Spans.Any(span => span is { Service: "standalone", Name: "publish change" }
                && collector.PathOf(span.Id) is [.., var root] && root.Name.Contains("IngestPage", StringComparison.Ordinal)),
            "a published change below the call",
            Patience));
    }

    private async Task<Amqp> SubscribeAsync()
    {
        var amqp = await Amqp.ConnectAsync(traced.Broker);
        await amqp.BindAsync(Subscriber, Amqp.Exchange("ArticleStored"), "#");
        return amqp;
    }

    // From the span that the event names as its parent up to the root.
    private async Task<IReadOnlyList<ExportedSpan>> PathOfEventAsync(Amqp amqp, Uri url)
    {
        var trace = await platform.WaitForOutcomeAsync(url.AbsoluteUri, Patience);
        Assert.True(trace.Outcome == Outcome.Stored, trace.ToString());
        Delivery? stored = null;
        await Wait.UntilAsync(
            async _ => (stored = (await amqp.DrainAsync(Subscriber)).SingleOrDefault(message => message.Header("cloudEvents:subject") == trace.Article)) is not null,
            $"ArticleStored of {url}",
            Patience);

        // version-trace-parent-flags
        string[] parent = stored!.Header("traceparent").Split('-');
        Assert.Equal(4, parent.Length);
        IReadOnlyList<ExportedSpan>? path = null;
        await Wait.UntilAsync(() => (path = collector.PathOf(parent[2])) is not null, $"all spans above {stored.Header("traceparent")}", Patience);
        Assert.Equal(parent[1], path![0].Trace);
        return path;
    }
}
