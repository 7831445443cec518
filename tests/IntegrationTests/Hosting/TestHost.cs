using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.Hosting;

/// <summary>A host as production builds it, on free ports.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private GrpcChannel? channel;
    private HttpClient? http;

    private TestHost(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public GrpcChannel Channel => channel ??= GrpcChannel.ForAddress(Get<LocalAddress>().Grpc);

    public HttpClient Http => http ??= new HttpClient { BaseAddress = Get<LocalAddress>().Http };

    public EventPublisher Publisher => Get<EventPublisher>();

    /// <summary>Settings of a host: a database and a virtual host of its own where these are servers.</summary>
    public static async Task<Dictionary<string, string?>> SettingsAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite, BusTransport transport = BusTransport.InMemory, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Server:HttpPort"] = "0",
            ["Server:GrpcPort"] = "0",
            ["Server:DataFolder"] = ScratchFolder.Create("host"),
            ["Database:Provider"] = provider.ToString(),
            ["Bus:Transport"] = transport.ToString(),
        };
        if (provider == DatabaseProvider.Postgres)
        {
            settings["Database:ConnectionString"] = await SharedServices.CreateDatabaseAsync() + ";Maximum Pool Size=20";
        }

        if (transport == BusTransport.RabbitMq)
        {
            settings["Bus:Uri"] = (await SharedServices.CreateVirtualHostAsync()).AbsoluteUri;
        }

        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    /// <summary>Builds a host and brings its database up to date; nothing runs.</summary>
    public static async Task<TestHost> BuildAsync(
        IReadOnlyList<ServiceModule> modules, IReadOnlyDictionary<string, string?> settings, TimeProvider? clock = null, Action<WebApplicationBuilder>? configure = null)
    {
        var arguments = CommandLineFlags.Parse([.. settings.Select(s => $"--{s.Key}={s.Value}")]);
        var built = NewsHost.Build(arguments, modules, builder =>
        {
            builder.Logging.ClearProviders();
            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }

            configure?.Invoke(builder);
        });
        await built.MigrateAsync();
        return new TestHost(built);
    }

    /// <summary>Builds a host and starts it; returns when its bus is up.</summary>
    public static Task<TestHost> StartAsync(
        IReadOnlyList<ServiceModule> modules, IReadOnlyDictionary<string, string?> settings, TimeProvider? clock = null, Action<WebApplicationBuilder>? configure = null)
    {
        // MassTransit keeps a host's log in the flow of its caller, where the test's next host would find it disposed.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(async () =>
            {
                var host = await BuildAsync(modules, settings, clock, configure);
                await host.app.StartAsync();
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
                await host.Publisher.ReadyAsync(limit.Token);
                return host;
            });
        }
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        channel?.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
