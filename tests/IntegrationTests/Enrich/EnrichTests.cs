using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Enrich;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Fetch;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.IntegrationTests.Hosting.Messaging;

namespace NewsPlatform.IntegrationTests.Enrich;

public sealed class InMemoryEnrichTests() : EnrichTests(BusTransport.InMemory);

public sealed class RabbitMqEnrichTests() : EnrichTests(BusTransport.RabbitMq);

/// <summary>Annotations by event and by call.</summary>
public abstract class EnrichTests(BusTransport transport) : IAsyncLifetime
{
    private const string Text = "👍 The mayor of Berlin, Ann Miller, met reporters yesterday. “We will rebuild the harbour,” Miller said.";

    private readonly Probe<ArticleEnriched> enriched = new("probe");
    private TestHost host = null!;

    private EnrichService.EnrichServiceClient Client => new(host.Channel);

    public async Task InitializeAsync() =>
        host = await TestHost.StartAsync([EnrichModule.Module, enriched.Module], await TestHost.SettingsAsync(DatabaseProvider.Sqlite, transport));

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Cleaned_article_is_annotated_and_goes_on_in_its_lane()
    {
        var page = SampleEvents.Fetched("p1", Lane.Backfill).Page;
        var article = new Article { Name = "articles/a", Url = "https://news.example/a", Title = "Harbour", Text = Text, Language = "en", Provenance = new Provenance { Page = page.Name } };

        await host.Publisher.PublishAsync(new ArticleCleaned { Page = page, Article = article }, "1", article.Name, "backfill", CancellationToken.None);

        var message = await enriched.FirstAsync();
        Assert.Equal(page, message.Page);
        Assert.Equal((article.Name, Text), (message.Article.Name, message.Article.Text));
        Assert.Equal(page.Name, message.Article.Provenance.Page);
        Assert.NotNull(message.Article.Provenance.EnrichTime);
        Assert.NotEmpty(message.Article.Annotations.Annotators);
        Assert.All(message.Article.Annotations.Annotators, a => Assert.NotEqual("", a.Version));
    }

    [Fact]
    public async Task Spans_count_code_points()
    {
        var annotations = (await Client.AnnotateTextAsync(new AnnotateTextRequest { Text = Text, Language = "en" })).Annotations;

        Assert.NotEmpty(annotations.Quotes);
        Assert.Equal(annotations.Quotes[0].Span.Text, Slice(annotations.Quotes[0].Span));
        foreach (var mention in annotations.Entities.SelectMany(e => e.Mentions))
        {
            Assert.Equal(mention.Text, Slice(new Span { Start = mention.Start, End = mention.End }));
        }

        static string Slice(Span span) => string.Concat(Text.EnumerateRunes().Skip(span.Start).Take(span.End - span.Start).Select(r => r.ToString()));
    }

    [Theory]
    [InlineData(0, "2026-01-02")]
    [InlineData(-300, "2026-01-01")]
    public async Task Relative_dates_are_counted_from_the_local_day_of_publication(int offset, string yesterday)
    {
        // 02:30 UTC on 3 January is the evening of the 2nd five hours to the west.
        var published = new NewsTime
        {
            Time = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 3, 2, 30, 0, TimeSpan.Zero)),
            Precision = Precision.Minute,
            OffsetKnown = true,
            OffsetMinutes = offset,
        };

        var annotations = (await Client.AnnotateTextAsync(new AnnotateTextRequest { Text = Text, Language = "en", Published = published })).Annotations;

        Assert.Contains(annotations.Dates, d => d.Span.Text == "yesterday" && d.Value == yesterday);
    }

    [Fact]
    public async Task Requests_are_checked()
    {
        await RefusedAsync("INVALID_FIELD", new AnnotateTextRequest());
        await RefusedAsync("TOO_LARGE", new AnnotateTextRequest { Text = new string('x', 1_000_001) });
        await RefusedAsync("TOO_LARGE", new AnnotateTextRequest { Text = "x", Title = new string('x', 1_000_001) });
        await RefusedAsync("INVALID_FIELD", new AnnotateTextRequest { Text = "x", Published = new NewsTime() });
        await RefusedAsync("INVALID_FIELD", new AnnotateTextRequest { Text = "x", Published = new NewsTime { Time = new Timestamp { Seconds = long.MaxValue } } });
        await RefusedAsync("INVALID_FIELD", new AnnotateTextRequest { Text = "x", Published = new NewsTime { Time = new Timestamp(), OffsetMinutes = 9999 } });
        await RefusedAsync("INVALID_FIELD", new AnnotateTextRequest { Text = "x", Published = new NewsTime { Time = new Timestamp { Seconds = -62135596800 }, OffsetMinutes = -300 } });
    }

    private Task RefusedAsync(string reason, AnnotateTextRequest request) =>
        SourceTests.RefusedAsync(StatusCode.InvalidArgument, reason, () => Client.AnnotateTextAsync(request).ResponseAsync);
}
