using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Containers;

/// <summary>docker-compose.yml as it is: images built, everything healthy, services scaled, articles from a feed to the store.</summary>
public sealed class ComposeTests
{
    private const int Articles = 12;
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);

    [ComposeFact]
    public async Task Compose_file_with_replicas_stores_the_articles_of_a_feed()
    {
        var (fetchPort, storePort) = (FreePort.Next(), FreePort.Next());
        var project = string.Create(CultureInfo.InvariantCulture, $"newsplatform-test-{Environment.ProcessId}");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["COMPOSE_PROJECT_NAME"] = project,
            ["IMAGE_PREFIX"] = "newsplatform-test",
            ["BUILD"] = "published",
            ["RUNTIME_IMAGE"] = ComposeFactAttribute.RuntimeImage,
            ["RABBITMQ_IMAGE"] = TestServices.RabbitMqImage,
            ["POSTGRES_IMAGE"] = TestServices.PostgresImage,
            ["FETCH_PORTS"] = fetchPort.ToString(CultureInfo.InvariantCulture),
            // Any: nobody asks it here.
            ["CLEAN_PORTS"] = "0",
            ["STORE_PORTS"] = storePort.ToString(CultureInfo.InvariantCulture),
            ["FETCH_ALLOWED_NETWORKS"] = "172.16.0.0/12,192.168.0.0/16,10.0.0.0/8",
            ["FETCH_HOST_INTERVAL"] = "0s",
        };
        foreach (var service in new[] { "Fetch", "Clean", "Enrich", "Store" })
        {
            var name = service.ToLowerInvariant();
            (await Command.RunAsync(
                "dotnet",
                ["publish", RepositoryRoot.At("services", name, $"NewsPlatform.{service}"), "--no-build", "-c", BuildOutput.Configuration, "-o", RepositoryRoot.At("artifacts", "publish", name)],
                Minutes)).EnsureSuccess($"publish {service}");
        }

        try
        {
            var up = await Compose("up", "-d", "--build", "--wait", "--scale", "clean=2", "--scale", "enrich=2");
            Assert.True(up.ExitCode == 0, $"{up.Output}\n{up.Error}\n{(await Compose("logs", "--tail", "40")).Output}");

            // The pages are served on this machine's address in the compose network.
            var network = await Command.RunAsync(
                "docker", ["network", "inspect", $"{project}_default", "-f", "{{(index .IPAM.Config 0).Gateway}}"], Minutes);
            await using var web = await TestWeb.StartAsync(network.EnsureSuccess("network inspect").Output.Trim());
            ArticlePages.Serve(web, Articles);

            using var fetchChannel = GrpcChannel.ForAddress($"http://127.0.0.1:{fetchPort}");
            using var storeChannel = GrpcChannel.ForAddress($"http://127.0.0.1:{storePort}");
            var fetch = new FetchService.FetchServiceClient(fetchChannel);
            var store = new StoreService.StoreServiceClient(storeChannel);
            await fetch.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed.xml").AbsoluteUri } });

            using var watch = store.WatchChanges(new WatchChangesRequest { FromPosition = 0 }, deadline: DateTime.UtcNow.AddMinutes(3));
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (seen.Count < Articles && await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
                seen.Add(watch.ResponseStream.Current.Article.Name);
            }

            var listed = await store.ListArticlesAsync(new ListArticlesRequest { PageSize = 100 });
            Assert.Equal(Articles, listed.Articles.Count);
            Assert.All(listed.Articles, article => Assert.NotEmpty(article.Annotations.Entities));
            Assert.All(listed.Articles, article => Assert.Equal(1, article.Revisions));

            var running = (await Compose("ps", "--format", "{{.Service}} {{.Health}}")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.Equal(8, running.Length);
            Assert.All(running, line => Assert.EndsWith(" healthy", line, StringComparison.Ordinal));
        }
        finally
        {
            await Compose("down", "-v", "--timeout", "5");
        }

        Task<CommandResult> Compose(params string[] arguments) =>
            Command.RunAsync("docker", ["compose", "-f", RepositoryRoot.At("docker-compose.yml"), .. arguments], Minutes, environment);
    }
}
