using NewsPlatform.Clean;
using NewsPlatform.Enrich;
using NewsPlatform.Fetch;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Standalone.Demo;
using NewsPlatform.Standalone.Display;
using NewsPlatform.Standalone.Intake;
using NewsPlatform.Store;

namespace NewsPlatform.Standalone;

/// <summary>All four services in one process, with something to do from the first second.</summary>
internal static class StandaloneHost
{
    private const string NoDemo = "--no-demo";
    private const string Help = "--help";

    private const string Usage =
        """
        NewsPlatform, all services in one process.

        usage: NewsPlatform.Standalone [INPUT...] [--no-demo] [--data DIR] [--http PORT] [--grpc PORT] [--Section:Setting VALUE]

        INPUT    a page, a feed, a sitemap or a site (http:// or https://), an HTML or text file, or a folder of such files
                 none: the built-in demo newsroom, unless --no-demo is given
        Settings are listed in docs/configuration.md.
        """;

    /// <summary>The modules of this host.</summary>
    public static IReadOnlyList<ServiceModule> Modules { get; } =
        [FetchModule.Module, CleanModule.Module, EnrichModule.Module, StoreModule.Module, DisplayModule.Module];

    /// <summary>Runs until the process is told to stop.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var arguments = CommandLineFlags.Parse(args, NoDemo, Help);
            if (arguments.Switches.Contains(Help))
            {
                Console.WriteLine(Usage);
                return 0;
            }

            var inputs = Input.ReadAll(arguments.Operands);
            await using var demo = inputs.Count == 0 && !arguments.Switches.Contains(NoDemo) ? await StartDemoAsync() : null;
            await using var app = NewsHost.Build(
                arguments with { Settings = demo is null ? arguments.Settings : WithDemoSettings(arguments.Settings) },
                Modules,
                builder =>
                {
                    builder.Services.AddSingleton(new IntakeInputs(inputs, demo is null ? [] : [.. demo.Feeds, demo.Sitemap]));
                    builder.Services.AddHostedService<IntakeWorker>();
                    // The display says what happens; the log only what goes wrong.
                    if (builder.Configuration["Logging:LogLevel:Default"] is null)
                    {
                        builder.Logging.AddFilter("NewsPlatform", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
                            // A port in use is told below, in two lines; what stops a running host is critical.
                            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
                    }
                });
            await using var claim = DataFolderClaim.Take(app.Services.GetRequiredService<ServerOptions>().DataFolder);
            await app.MigrateAsync();
            await app.RunToEndAsync();
            return 0;
        }
        catch (InvalidSettingsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            await Console.Error.WriteLineAsync("--help tells more.");
            return 2;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message}\nAnother host may be running; --http PORT and --grpc PORT choose other ports.");
            return 2;
        }
    }

    private static async Task<DemoServer> StartDemoAsync()
    {
        try
        {
            // The same port each time, so that a second run finds the same addresses again.
            return await DemoServer.StartAsync(8090, TimeProvider.System, CancellationToken.None);
        }
        catch (IOException)
        {
            return await DemoServer.StartAsync(0, TimeProvider.System, CancellationToken.None);
        }
    }

    // The demo newsroom is on this machine and patient: it may be asked there, and more often than the web.
    private static Dictionary<string, string?> WithDemoSettings(IReadOnlyDictionary<string, string?> settings)
    {
        var all = new Dictionary<string, string?>(settings, StringComparer.OrdinalIgnoreCase);
        all.TryAdd("Fetch:AllowedNetworks", "127.0.0.1/32");
        all.TryAdd("Fetch:HostInterval", "50ms");
        all.TryAdd("Fetch:MinimumPollInterval", "10s");
        all.TryAdd("Fetch:RetryDelays", "2s,5s");
        return all;
    }
}
