using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>Messages overtake each other: what was fetched last is current, whatever arrives last.</summary>
public sealed partial class ReorderedMessagesTests
{
    private const int Pages = 20;
    private const int Versions = 3;

    private static readonly Uri Site = new("https://reordered.invalid/");

    [Fact]
    public async Task Older_revisions_that_arrive_after_newer_ones_stay_history()
    {
        var broker = await SharedServices.CreateVirtualHostAsync();
        await using var platform = await DistributedPlatform.StartAsync(broker, await SharedServices.CreateDatabaseAsync(), replicas: 1, ["--Fetch:AnnounceAgainAfter=10m"]);
        await platform.RunAsync(async () =>
        {
            await using var enriched = await Interceptor.StartAsync(broker, "ArticleEnriched", "store");
            await using var settled = await Interceptor.StartAsync(broker, "PageSettled", "fetch");
            for (var version = 1; version <= Versions; version++)
            {
                for (var number = 0; number < Pages; number++)
                {
                    await platform.Fetch.IngestPageAsync(new IngestPageRequest
                    {
                        Url = UrlOf(number),
                        Content = ByteString.CopyFromUtf8(Html(number, version)),
                        ContentType = "text/html; charset=utf-8",
                    });
                }
            }

            await Wait.UntilAsync(() => enriched.Held == Pages * Versions, $"{Pages * Versions} articles at the store's door", FaultSize.Patience);
            await enriched.ReleaseAsync(NewestFirstThenShuffled);
            await Wait.UntilAsync(() => settled.Held >= Pages * Versions, "the store to settle all of them", FaultSize.Patience);
            await settled.ReleaseAsync(deliveries => Shuffled(deliveries, 2));
            await platform.WaitUntilSettledAsync(FaultSize.Patience);

            var traces = await platform.TracesAsync();
            Assert.Equal(Pages, traces.Count);
            Assert.All(traces, trace => Assert.True(trace.Outcome == Outcome.Stored, trace.ToString()));
            for (var number = 0; number < Pages; number++)
            {
                var article = await platform.Store.LookupArticleAsync(new LookupArticleRequest { Url = UrlOf(number) });
                Assert.Contains(Marker(number, Versions), article.Text, StringComparison.Ordinal);
                Assert.Equal(Versions, article.Revisions);
                var revisions = (await platform.Store.ListRevisionsAsync(new ListRevisionsRequest { Parent = article.Name })).Revisions;
                Assert.Equal(Versions, revisions.Count);
                Assert.Single(revisions, revision => revision.Name.EndsWith($"/{article.Revision}", StringComparison.Ordinal));
            }

            // Told of once each: an article is new once, and a late revision is no news.
            var changes = await platform.ChangesAsync();
            Assert.Equal(Enumerable.Range(1, changes.Count).Select(n => (long)n), changes.Select(change => change.Position));
            Assert.Equal(Pages, changes.Count(change => change.Kind == ChangeKind.Stored));
            Assert.All(changes.GroupBy(change => change.Article.Name, StringComparer.Ordinal), of => Assert.Equal(ChangeKind.Stored, of.First().Kind));
        });
    }

    [Fact]
    public async Task Ghost_of_an_older_fetch_does_not_displace_what_was_fetched_since()
    {
        var broker = await SharedServices.CreateVirtualHostAsync();
        await using var web = await TestWeb.StartAsync("127.0.0.121");
        await using var platform = await DistributedPlatform.StartAsync(broker, await SharedServices.CreateDatabaseAsync(), replicas: 1, ["--Fetch:AnnounceAgainAfter=2s"]);
        await platform.RunAsync(async () =>
        {
            var url = web.At("/changing.html").AbsoluteUri;
            var version = 1;
            web.Serve("/changing.html", _ => TestResponse.Html(Html(0, version)));
            await using var enriched = await Interceptor.StartAsync(broker, "ArticleEnriched", "store");

            // The first message is held; the sweeper announces the page again, and the second gets through.
            await platform.SubmitAsync([url]);
            await Wait.UntilAsync(() => enriched.Held >= 2, "the page to be announced again", FaultSize.Patience);
            Delivery? ghost = null;
            await enriched.ReleaseAsync(deliveries =>
            {
                ghost = deliveries[0];
                return deliveries.Skip(1);
            });
            await platform.WaitForOutcomeAsync(url, FaultSize.Patience, trace => trace.Outcome == Outcome.Stored);

            version = 2;
            await platform.SubmitAsync([url]);
            await platform.WaitForChangesAsync(2, FaultSize.Patience);
            await enriched.SendAsync(ghost!);
            await platform.WaitUntilSettledAsync(FaultSize.Patience);
            await StoreHasTakenAllAsync(broker);

            var article = await platform.Store.LookupArticleAsync(new LookupArticleRequest { Url = url });
            Assert.Contains(Marker(0, 2), article.Text, StringComparison.Ordinal);
            Assert.Equal((2, 2), (article.Revision, article.Revisions));
            Assert.Equal([ChangeKind.Stored, ChangeKind.Revised], (await platform.ChangesAsync()).Select(change => change.Kind));
        });
    }

    private static async Task StoreHasTakenAllAsync(Uri broker)
    {
        await using var amqp = await Amqp.ConnectAsync(broker);
        await Wait.UntilAsync(
            async token => (await amqp.Channel.QueueDeclarePassiveAsync("newsplatform.store.live", token)).MessageCount == 0,
            "the store's queue to be empty",
            FaultSize.Patience);

        // Taken is not yet stored; that takes milliseconds.
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    // Half of the pages get their newest version first, so that every older one arrives late; the rest come by chance.
    private static IEnumerable<Delivery> NewestFirstThenShuffled(IReadOnlyList<Delivery> deliveries)
    {
        var late = deliveries.Where(delivery => NumberOf(delivery) % 2 == 0).OrderByDescending(VersionOf);
        return late.Concat(Shuffled([.. deliveries.Where(delivery => NumberOf(delivery) % 2 == 1)], 1));
    }

    private static Delivery[] Shuffled(IReadOnlyList<Delivery> deliveries, int seed)
    {
        var shuffled = deliveries.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static string UrlOf(int number) => new Uri(Site, ArticlePages.PathOf(number)).AbsoluteUri;

    private static string Marker(int number, int version) => $"This is version {version} of the report with the number {number} in the series";

    private static string Html(int number, int version)
    {
        var page = ArticlePages.Create(number, Site);
        var first = System.Net.WebUtility.HtmlEncode(page.Paragraphs[0]);
        Assert.Contains(first, page.Html, StringComparison.Ordinal);
        return page.Html.Replace(first, $"{Marker(number, version)}. {first}", StringComparison.Ordinal);
    }

    private static int NumberOf(Delivery delivery) => Part(delivery, "number");

    private static int VersionOf(Delivery delivery) => Part(delivery, "version");

    private static int Part(Delivery delivery, string name) =>
        int.Parse(MarkerPattern().Match(System.Text.Encoding.UTF8.GetString(delivery.Body.Span)).Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("This is version (?<version>[0-9]+) of the report with the number (?<number>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex MarkerPattern();
}
