using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;
using RabbitMQ.Client;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>What another extractor has read is read anew, by processes of their own over RabbitMQ and PostgreSQL.</summary>
[Collection(PipelineGroup.Name)]
public sealed class ReprocessingTests(PipelineFixture pipeline)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private DistributedPlatform Platform => pipeline.Platform;

    [Fact]
    public Task Article_that_another_extractor_has_read_is_read_anew_and_is_no_news() => Platform.RunAsync(async () =>
    {
        await using var web = await TestWeb.StartAsync("127.0.0.131");
        ArticlePages.Serve(web, 3);
        await using var amqp = await Amqp.ConnectAsync(pipeline.Broker);
        await amqp.BindAsync("test.enriched", Amqp.Exchange("ArticleEnriched"), "#");
        await amqp.BindAsync("test.news", Amqp.Exchange("ArticleRevised"), "revised.#");
        await amqp.BindAsync("test.anew", Amqp.Exchange("ArticleRevised"), "reextracted.#");
        var urls = Enumerable.Range(0, 3).Select(i => web.At(ArticlePages.PathOf(i)).AbsoluteUri).ToList();
        await Platform.SubmitAsync(urls);
        foreach (var url in urls)
        {
            await Platform.WaitForOutcomeAsync(url, Patience);
        }

        // What an extractor that loses the end of each text would have sent.
        var read = (await amqp.DrainAsync("test.enriched")).Select(delivery => Parser.Parse<ArticleEnriched>(Encoding.UTF8.GetString(delivery.Body.Span))).Last(message => message.Page.Url == urls[1]);
        var whole = read.Article.Text;
        read.Article.Text = whole[..(whole.Length / 2)];
        read.Article.ContentHash = "of another extractor";
        read.Article.Provenance.ExtractorVersion = "0.other";
        read.Article.Provenance.Reprocessing = "reprocessings/other";
        read.Article.Provenance.CleanTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow);
        read.Page.Lane = Lane.Backfill;
        await amqp.Channel.BasicPublishAsync(
            Amqp.Exchange("ArticleEnriched"), "backfill", mandatory: true, new BasicProperties { ContentType = "application/json" }, Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(read)));
        await Wait.UntilAsync(async _ => (await LookupAsync(urls[1])).Revision == 2, "the other reading to be stored");

        var selection = new CaptureSelection { Site = "127.0.0.131", ExtractorVersion = "0.other" };
        var dry = await EndAsync(await Platform.Cleaners[0].Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { Selection = selection }));
        var run = await EndAsync(await Platform.Cleaners[1].Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { Confirms = dry.Name }));

        Assert.Equal((State.Succeeded, 1L, 1L), (dry.State, dry.Counts.Changed, dry.Counts.BodyChanged));
        Assert.Equal((State.Succeeded, 1L, 1L, 0L), (run.State, run.Counts.Changed, run.Counts.Revised, run.Counts.Unsettled));
        var article = await LookupAsync(urls[1]);
        Assert.Equal((3, whole, run.Name), (article.Revision, article.Text, article.Provenance.Reprocessing));
        await Wait.UntilAsync(
            async _ => (await Platform.WaitForOutcomeAsync(urls[1], Patience)).Steps.Any(step => step.Step == "reextracted" && step.Detail.EndsWith(run.Name, StringComparison.Ordinal)), "the step in the trace");
        var told = new List<Delivery>();
        await Wait.UntilAsync(
            async _ =>
            {
                told.AddRange((await amqp.DrainAsync("test.anew")).Where(delivery => Encoding.UTF8.GetString(delivery.Body.Span).Contains(article.Name, StringComparison.Ordinal)));
                return told.Count == 2;
            },
            "both revisions to be told");
        Assert.DoesNotContain(await amqp.DrainAsync("test.news"), delivery => Encoding.UTF8.GetString(delivery.Body.Span).Contains(article.Name, StringComparison.Ordinal));

        // The others were read by the present extractor, and would be read so again.
        var all = await EndAsync(await Platform.Cleaners[0].Clean.ReprocessCapturesAsync(new ReprocessCapturesRequest { Selection = new CaptureSelection { Site = "127.0.0.131" } }));
        Assert.Equal((3, 0), (all.Counts.Unchanged, all.Counts.Changed));
    });

    private async Task<Article> LookupAsync(string url) => await Platform.Store.LookupArticleAsync(new LookupArticleRequest { Url = url });

    private async Task<Reprocessing> EndAsync(Reprocessing run)
    {
        await Wait.UntilAsync(
            async token => (run = await Platform.Cleaners[0].Clean.GetReprocessingAsync(new GetReprocessingRequest { Name = run.Name }, cancellationToken: token)).State != State.Running, "the run to end");
        return run;
    }
}
