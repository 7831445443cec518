using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.EndToEndTests.Python;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Pipeline;

/// <summary>Clients in another language, which know the protos or plain JSON and nothing else of the platform.</summary>
[Collection(PipelineGroup.Name)]
public sealed class ForeignClientTests(PipelineFixture pipeline)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private DistributedPlatform Platform => pipeline.Platform;

    [Fact]
    public Task Grpc_client_in_Python_submits_watches_and_gets() => Platform.RunAsync(async () =>
    {
        await using var web = await TestWeb.StartAsync("127.0.0.111");
        var page = ArticlePages.Create(50, web.Address);
        web.Serve(page.Path, TestResponse.Html(page.Html));

        var said = Assert.Single(await PythonScripts.RunAsync(
            "grpc_client.py",
            [Platform.Fetchers[1].GrpcAddress.Authority, Platform.Stores[1].GrpcAddress.Authority, web.At(page.Path).AbsoluteUri, "60"],
            Patience));

        Assert.Equal("CHANGE_KIND_STORED", said.GetProperty("kind").GetString());
        Assert.Equal("OUTCOME_STORED", said.GetProperty("outcome").GetString());
        Assert.Equal(["submitted", "fetched", "cleaned", "enriched", "stored"], said.GetProperty("steps").EnumerateArray().Select(step => step.GetString()));
        Assert.Contains(page.Title, said.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.All(page.Paragraphs, paragraph => Assert.Contains(paragraph, said.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.Equal(1, said.GetProperty("revision").GetInt32());
        Assert.Equal(["name", "title"], said.GetProperty("masked").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page.Html))), said.GetProperty("sha256").GetString());
        Assert.InRange(said.GetProperty("largest_chunk").GetInt32(), 1, 64 << 10);
        Assert.Equal("NOT_FOUND", said.GetProperty("missing").GetString());
    });

    [Fact]
    public Task Amqp_subscriber_in_Python_reads_events_of_one_language_as_plain_JSON() => Platform.RunAsync(async () =>
    {
        await using var web = await TestWeb.StartAsync("127.0.0.112");
        string[] german = ["/ratsbeschluss.html", "/hafen.html"];
        var english = ArticlePages.Create(51, web.Address);
        web.Serve(english.Path, TestResponse.Html(english.Html));
        web.Serve(german[0], TestResponse.Html(GermanPages.Council(web.At(german[0]))));
        web.Serve(german[1], TestResponse.Html(GermanPages.Harbour(web.At(german[1]))));
        var broker = pipeline.Broker.AbsoluteUri;
        await PythonScripts.RunAsync("amqp_subscriber.py", [broker, "bind", "newsplatform.events.v1.ArticleStored", "stored.de.#", "subscriber.german"], Patience);

        string[] urls = [web.At(english.Path).AbsoluteUri, .. german.Select(path => web.At(path).AbsoluteUri)];
        await Platform.SubmitAsync(urls);
        foreach (var url in urls)
        {
            await Platform.WaitForOutcomeAsync(url, Patience);
        }

        var events = await PythonScripts.RunAsync("amqp_subscriber.py", [broker, "read", "subscriber.german", "2", "30"], Patience);

        Assert.Equal(urls[1..].Order(StringComparer.Ordinal), events.Select(UrlOf).Order(StringComparer.Ordinal));
        Assert.Equal(events.Count, events.Select(e => HeaderOf(e, "cloudEvents:id")).Distinct(StringComparer.Ordinal).Count());
        foreach (var stored in events)
        {
            var body = stored.GetProperty("body");
            var article = body.GetProperty("article");
            Assert.Equal("newsplatform.events.v1.ArticleStored", stored.GetProperty("exchange").GetString());
            Assert.StartsWith("stored.de.", stored.GetProperty("routing_key").GetString(), StringComparison.Ordinal);
            Assert.Equal(4, stored.GetProperty("routing_key").GetString()!.Split('.').Length);
            Assert.Equal("1.0", HeaderOf(stored, "cloudEvents:specversion"));
            Assert.Equal("newsplatform.events.v1.ArticleStored", HeaderOf(stored, "cloudEvents:type"));
            Assert.NotEmpty(HeaderOf(stored, "cloudEvents:source"));
            Assert.Equal(article.GetProperty("name").GetString(), HeaderOf(stored, "cloudEvents:subject"));
            Assert.True(DateTimeOffset.TryParse(HeaderOf(stored, "cloudEvents:time"), System.Globalization.CultureInfo.InvariantCulture, out _));

            // ProtoJSON: lowerCamelCase names, 64-bit numbers as strings, times as RFC 3339, enums by name.
            Assert.Equal(JsonValueKind.String, body.GetProperty("position").ValueKind);
            Assert.True(body.GetProperty("time").TryGetDateTimeOffset(out _));
            Assert.StartsWith("ARTICLE_KIND_", article.GetProperty("kind").GetString(), StringComparison.Ordinal);
            Assert.Equal("de", article.GetProperty("language").GetString());
            Assert.True(article.GetProperty("contentHash").GetString()!.Length > 0);
            Assert.True(article.GetProperty("provenance").GetProperty("fetchTime").TryGetDateTimeOffset(out _));
        }
    });

    private static string? UrlOf(JsonElement message) => message.GetProperty("body").GetProperty("article").GetProperty("url").GetString();

    private static string HeaderOf(JsonElement message, string name) => message.GetProperty("headers").GetProperty(name).GetString()!;
}
