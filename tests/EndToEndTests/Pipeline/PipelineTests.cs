using System.Text;
using System.Text.Json;
using Google.Protobuf;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>Articles cross four services, two processes each, over RabbitMQ and PostgreSQL.</summary>
[Collection(PipelineGroup.Name)]
public sealed class PipelineTests(PipelineFixture pipeline)
{
    private const int Articles = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private DistributedPlatform Platform => pipeline.Platform;

    [Fact]
    public Task Articles_of_a_feed_and_a_sitemap_cross_all_four_services() => Platform.RunAsync(async () =>
    {
        await using var feed = await TestWeb.StartAsync("127.0.0.101");
        await using var sitemap = await TestWeb.StartAsync("127.0.0.102");
        ArticlePages.Serve(feed, Articles);
        ArticlePages.Serve(sitemap, Articles);
        var feedSource = await Platform.Fetchers[0].Fetch.CreateSourceAsync(
            new CreateSourceRequest { Source = new Source { Url = feed.At("/feed.xml").AbsoluteUri, Kind = SourceKind.Feed } });
        await Platform.Fetchers[1].Fetch.CreateSourceAsync(
            new CreateSourceRequest { Source = new Source { Url = sitemap.At("/sitemap.xml").AbsoluteUri, Kind = SourceKind.Sitemap } });

        foreach (var (web, number) in from web in (TestWeb[])[feed, sitemap] from number in Enumerable.Range(0, Articles) select (web, number))
        {
            var page = ArticlePages.Create(number, web.Address);
            var url = web.At(page.Path).AbsoluteUri;
            var trace = await Platform.WaitForOutcomeAsync(url, Patience);
            Assert.True(trace.Outcome == Outcome.Stored, trace.ToString());

            // Any replica answers for all.
            var article = await Platform.Stores[number % PipelineFixture.Replicas].Store.GetArticleAsync(new GetArticleRequest { Name = trace.Article });
            Assert.Equal(url, article.Url);
            Assert.Contains(page.Title, article.Title, StringComparison.Ordinal);
            Assert.All(page.Paragraphs, paragraph => Assert.Contains(paragraph, article.Text, StringComparison.Ordinal));
            Assert.NotNull(article.Annotations);
            Assert.Equal((1, 1), (article.Revision, article.Revisions));
            Assert.Equal(trace.Capture, article.Provenance.Capture);
            Assert.True(article.Provenance.FetchTime <= article.Provenance.CleanTime && article.Provenance.CleanTime <= article.Provenance.EnrichTime, article.Provenance.ToString());
            Assert.Equal(web == feed ? feedSource.Name : trace.Source, article.Provenance.Source);
        }

        Assert.Equal(Articles, (await Platform.Fetchers[1].Fetch.GetSourceAsync(new GetSourceRequest { Name = feedSource.Name })).Pages);
    });

    [Fact]
    public Task Bytes_of_a_capture_are_those_that_the_site_sent_from_each_replica() => Platform.RunAsync(async () =>
    {
        await using var web = await TestWeb.StartAsync("127.0.0.103");
        // Larger than a chunk, and than one gRPC message's usual 4 MB.
        var html = ArticlePages.Create(7, web.Address).Html.Replace("</body>", $"<!-- {new string('x', 5 << 20)} --></body>", StringComparison.Ordinal);
        web.Serve("/large.html", TestResponse.Html(html));
        var url = web.At("/large.html").AbsoluteUri;
        await Platform.SubmitAsync([url]);
        var trace = await Platform.WaitForOutcomeAsync(url, Patience);

        foreach (var fetcher in Platform.Fetchers)
        {
            var capture = await fetcher.Fetch.GetCaptureAsync(new GetCaptureRequest { Name = trace.Capture });
            using var call = fetcher.Fetch.DownloadCapture(new DownloadCaptureRequest { Name = trace.Capture });
            using var bytes = new MemoryStream();
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                Assert.InRange(call.ResponseStream.Current.Data.Length, 1, 64 << 10);
                call.ResponseStream.Current.Data.WriteTo(bytes);
            }

            Assert.Equal(Encoding.UTF8.GetByteCount(html), capture.Size);
            Assert.True(Encoding.UTF8.GetBytes(html).AsSpan().SequenceEqual(bytes.ToArray()), "the capture differs from what was served");
        }
    });

    [Fact]
    public Task Page_of_the_backfill_lane_keeps_to_it_at_each_stage() => Platform.RunAsync(async () =>
    {
        await using var web = await TestWeb.StartAsync("127.0.0.104");
        await using var amqp = await Amqp.ConnectAsync(pipeline.Broker);
        string[] stages = ["PageFetched", "ArticleCleaned", "ArticleEnriched", "PageSettled"];
        foreach (var stage in stages)
        {
            await amqp.BindAsync($"test.lane.{stage}", Amqp.Exchange(stage), "#");
        }

        var page = ArticlePages.Create(40, web.Address);
        web.Serve(page.Path, TestResponse.Html(page.Html));
        var url = web.At(page.Path).AbsoluteUri;
        await Platform.Fetch.SubmitUrlAsync(new SubmitUrlRequest { Url = url, Lane = Lane.Backfill });
        await Platform.WaitForOutcomeAsync(url, Patience);

        foreach (var stage in stages)
        {
            var own = new List<Delivery>();
            await Wait.UntilAsync(
                async _ =>
                {
                    own.AddRange((await amqp.DrainAsync($"test.lane.{stage}")).Where(message => Encoding.UTF8.GetString(message.Body.Span).Contains(url, StringComparison.Ordinal)));
                    return own.Count > 0;
                },
                $"{stage} of {url}");
            Assert.All(own, message => Assert.Equal("backfill", message.RoutingKey));
        }
    });

    [Fact]
    public async Task Queues_of_each_stage_are_shared_by_its_replicas()
    {
        var broker = await SharedServices.RabbitMqAsync();
        var expected = from stage in (string[])["clean", "enrich", "fetch", "store"]
                       from lane in (string[])["backfill", "live"]
                       select $"newsplatform.{stage}.{lane} {PipelineFixture.Replicas}";
        IReadOnlyList<string> found = [];

        // The management API hears of consumers seconds after they come.
        for (var attempt = 0; attempt < 60 && !found.SequenceEqual(expected, StringComparer.Ordinal); attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            found = await ConsumersAsync(broker);
        }

        Assert.Equal(expected, found);
    }

    private async Task<IReadOnlyList<string>> ConsumersAsync(RabbitMqService broker)
    {
        var json = await broker.Management.GetStringAsync(new Uri(broker.ManagementUri, "api/consumers" + pipeline.Broker.AbsolutePath));
        using var consumers = JsonDocument.Parse(json);
        return [.. consumers.RootElement.EnumerateArray()
            .Select(consumer => consumer.GetProperty("queue").GetProperty("name").GetString()!)
            .Where(queue => queue.StartsWith("newsplatform.", StringComparison.Ordinal))
            .CountBy(queue => queue, StringComparer.Ordinal)
            .Select(queue => $"{queue.Key} {queue.Value}")
            .Order(StringComparer.Ordinal)];
    }
}
