using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Health;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Hosting;

/// <summary>Builds and runs a host of one or more services.</summary>
public static class NewsHost
{
    /// <summary>Runs modules until the process is told to stop.</summary>
    /// <returns>The exit code: 0, or 2 when the settings are wrong.</returns>
    public static async Task<int> RunAsync(string[] args, params ServiceModule[] modules)
    {
        try
        {
            await using var app = Build(CommandLineFlags.Parse(args), modules);
            await app.MigrateAsync();
            await app.RunToEndAsync();
            return 0;
        }
        catch (InvalidSettingsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }

    /// <summary>Runs a host until it is told to stop, which may be before it has started.</summary>
    public static async Task RunToEndAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Builds a host. The caller migrates and runs it.</summary>
    /// <exception cref="InvalidSettingsException">The settings are wrong.</exception>
    public static WebApplication Build(
        ParsedArguments arguments, IReadOnlyList<ServiceModule> modules, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "NewsPlatform" });
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(arguments.Settings);
        if (arguments.Operands.Count > 0 && configure is null)
        {
            throw new InvalidSettingsException([$"\"{arguments.Operands[0]}\" is no setting; settings are written --Section:Setting=value"]);
        }

        // Faults are gathered over all sections and modules: one message tells all that is wrong.
        var faults = new List<string>();
        var server = Read<ServerOptions>(ServerOptions.Section);
        var database = Read<DatabaseOptions>(DatabaseOptions.Section);
        var bus = Read<BusOptions>(BusOptions.Section);
        var peers = Read<PeerOptions>(PeerOptions.Section);
        var blobs = Read<BlobOptions>(BlobOptions.Section);
        faults.AddRange(blobs.Faults());
        if (database.Provider == DatabaseProvider.Postgres && database.ConnectionString.Length == 0)
        {
            faults.Add("Database:ConnectionString is empty; PostgreSQL needs one, such as Host=localhost;Database=news;Username=news");
        }

        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            .AddFilter("MassTransit", LogLevel.Warning)
            // A stack trace for each try of each message; what became of it FailureFilter tells once.
            .AddFilter("MassTransit.ReceiveTransport", LogLevel.None)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            });

        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = server.MaxMessageBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
            kestrel.Limits.Http2.InitialStreamWindowSize = 1 << 20;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Listen(server.Address, server.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(server.Address, server.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        });

        var services = builder.Services;
        services.AddRouting();
        services.AddSingleton(server);
        services.AddSingleton(database);
        services.AddSingleton(bus);
        services.AddSingleton(peers);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(blobs);
        services.AddSingleton<IBlobStore>(_ => blobs.Store == BlobStoreKind.S3 ? new S3BlobStore(blobs) : new FileBlobStore(Path.Combine(server.DataFolder, "blobs")));
        services.AddSingleton<LocalAddress>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = server.MaxMessageBytes;
            grpc.MaxSendMessageSize = server.MaxMessageBytes;
            grpc.Interceptors.Add<ErrorInterceptor>();
        })
            // Without it an error with an ErrorInfo cannot be written as JSON and becomes an empty 500.
            .AddJsonTranscoding(json => json.TypeRegistry = TypeRegistry.FromMessages(Google.Rpc.ErrorInfo.Descriptor));
        services.AddGrpcReflection();
        services.AddHealth();
        services.AddTelemetry(builder.Configuration, modules.Count == 1 ? modules[0].Name : "standalone");

        var subscriptions = new Subscriptions();
        foreach (var module in modules)
        {
            Gather(() => module.AddServices(services, builder.Configuration));
            module.AddConsumers(subscriptions);
        }

        if (faults.Count > 0)
        {
            throw new InvalidSettingsException(faults);
        }

        services.AddBus(bus, subscriptions);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseRouting();
        foreach (var module in modules)
        {
            module.MapEndpoints(app);
        }

        app.MapGrpcReflectionService();
        app.MapHealth();
        return app;

        T Read<T>(string section)
            where T : class, new()
        {
            var options = new T();
            Gather(() => options = OptionsReader.Read<T>(builder.Configuration, section));
            return options;
        }

        void Gather(Action read)
        {
            try
            {
                read();
            }
            catch (InvalidSettingsException exception)
            {
                faults.AddRange(exception.Faults);
            }
        }
    }

    /// <summary>Registers a service's database and its migrations.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The service's name.</param>
    /// <param name="migrations">A type of the assembly that embeds the migrations.</param>
    /// <param name="canBeAway">
    /// Whether the service, once it has started, goes on with its work while the database is away: it is then degraded, but ready.
    /// </param>
    public static void AddDatabase(this IServiceCollection services, string name, Type migrations, bool canBeAway = false)
    {
        services.AddKeyedSingleton(name, (provider, _) =>
            new Database(provider.GetRequiredService<DatabaseOptions>(), name, provider.GetRequiredService<ServerOptions>().DataFolder));
        services.AddSingleton(provider => provider.GetRequiredKeyedService<Database>(name));
        services.AddSingleton(new MigrationSource(name, migrations.Assembly, canBeAway));
    }

    /// <summary>Brings the databases of all modules to their present version, waiting for a database that is not up yet.</summary>
    public static async Task MigrateAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("NewsPlatform.Hosting.Migrations");
        var time = app.Services.GetRequiredService<TimeProvider>();
        foreach (var source in app.Services.GetServices<MigrationSource>())
        {
            var database = app.Services.GetRequiredKeyedService<Database>(source.Service);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    foreach (var name in await Migrator.MigrateAsync(database, source.Assembly, cancellationToken))
                    {
                        log.Migrated(source.Service, name);
                    }

                    break;
                }
                catch (Exception exception) when (Database.IsTransient(exception) && attempt < 60)
                {
                    log.WaitingForDatabase(source.Service, exception.Message);
                    await Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken);
                }
            }
        }
    }
}

/// <summary>Where a service's migrations are embedded.</summary>
internal sealed record MigrationSource(string Service, System.Reflection.Assembly Assembly, bool CanBeAway);

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Service}: applied migration {Migration}")]
    public static partial void Migrated(this ILogger log, string service, string migration);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Service}: waiting for the database: {Reason}")]
    public static partial void WaitingForDatabase(this ILogger log, string service, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "the first work will find nothing prepared")]
    public static partial void NotWarmedUp(this ILogger log, Exception exception);
}
