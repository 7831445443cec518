using System.Globalization;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store;
using NewsPlatform.Store.Articles;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>A store on free ports with a database of its own and the bus within the process.</summary>
public sealed class StoreHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly GrpcChannel channel;
    private readonly Dictionary<string, string?> settings;

    private StoreHost(WebApplication app, Dictionary<string, string?> settings)
    {
        this.app = app;
        this.settings = settings;
        var address = app.Services.GetRequiredService<LocalAddress>();
        channel = GrpcChannel.ForAddress(address.Grpc);
        Client = new StoreService.StoreServiceClient(channel);
        Http = new HttpClient { BaseAddress = address.Http };
    }

    public StoreService.StoreServiceClient Client { get; }

    public HttpClient Http { get; }

    internal ArticleWriter Writer => Get<ArticleWriter>();

    public static async Task<StoreHost> StartAsync(DatabaseProvider provider, params (string Name, string Value)[] more)
    {
        var chosen = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Server:HttpPort"] = "0",
            ["Server:GrpcPort"] = "0",
            ["Server:DataFolder"] = ScratchFolder.Create("store"),
            ["Database:Provider"] = provider.ToString(),
            // A test that stores one article after another would wait for others each time.
            ["Store:Gather"] = "0s",
        };
        if (provider == DatabaseProvider.Postgres)
        {
            chosen["Database:ConnectionString"] = await SharedServices.CreateDatabaseAsync() + ";Maximum Pool Size=20";
        }

        foreach (var (name, value) in more)
        {
            chosen[name] = value;
        }

        return await StartAsync(chosen);
    }

    /// <summary>Another process of the same store. Only PostgreSQL knows replicas.</summary>
    public Task<StoreHost> StartReplicaAsync() => StartAsync(settings);

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    internal Task<Settlement> StoreAsync(Page page) =>
        Writer.StoreAsync(Writer.Read(page.Ref, page.Article), CancellationToken.None);

    public async Task<List<Article>> ListAllAsync(string filter = "", int pageSize = 0)
    {
        var all = new List<Article>();
        var request = new ListArticlesRequest { Filter = filter, PageSize = pageSize };
        do
        {
            var response = await Client.ListArticlesAsync(request);
            all.AddRange(response.Articles);
            request.PageToken = response.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return all;
    }

    public async Task<List<Change>> ChangesAsync(long from = 0)
    {
        var all = new List<Change>();
        while (true)
        {
            var response = await Client.ListChangesAsync(new ListChangesRequest { FromPosition = from, PageSize = 100 });
            if (response.Changes.Count == 0)
            {
                return all;
            }

            all.AddRange(response.Changes);
            from = response.LastPosition;
        }
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<StoreHost> StartAsync(Dictionary<string, string?> chosen)
    {
        var arguments = CommandLineFlags.Parse([.. chosen.Select(s => string.Create(CultureInfo.InvariantCulture, $"--{s.Key}={s.Value}"))]);
        var built = NewsHost.Build(arguments, [StoreModule.Module], builder => builder.Logging.SetMinimumLevel(LogLevel.Warning));
        await built.MigrateAsync();
        await built.StartAsync();
        return new StoreHost(built, chosen);
    }
}
