using System.Globalization;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Services;

/// <summary>RabbitMQ from Debian's packages as child processes: a node, and a port mapper (epmd) of its own.</summary>
internal sealed class RabbitMqProcess(int amqpPort, int managementPort, string user, string password) : IServer
{
    private const string Binary = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string Name = "test@localhost";

    private readonly string folder = ScratchFolder.Create("rabbitmq");
    private readonly int distributionPort = FreePort.Next();
    private readonly int mapperPort = FreePort.Next();
    private ChildProcess? mapper;
    private ChildProcess? node;

    public string Host => "127.0.0.1";

    public TimeSpan? CpuTime => node is null ? null : LinuxProcesses.TreeCpuTime(node.Id);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await DebianPackages.EnsureAsync(DebianPackages.Broker, cancellationToken);
        await WriteConfigurationAsync(cancellationToken);

        // A node that finds no port mapper starts one that outlives it, on every interface and on the default port.
        if (mapper is null or { HasExited: true })
        {
            mapper = await ChildProcess.StartAsync(
                "epmd",
                ["-port", Text(mapperPort), "-address", "127.0.0.1", "-relaxed_command_check"],
                workingDirectory: folder,
                cancellationToken: cancellationToken);
        }

        node = await ChildProcess.StartAsync(Binary, [], Environment(), folder, cancellationToken);
    }

    /// <summary>The node only: the port mapper forgets it by itself when its connection breaks.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => node?.KillAsync(cancellationToken) ?? Task.CompletedTask;

    public Task<bool> IsRunningAsync(CancellationToken cancellationToken) => Task.FromResult(node is { HasExited: false });

    public Task<string> OutputAsync(CancellationToken cancellationToken) => Task.FromResult(node?.Output(80) ?? "");

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }

        if (mapper is not null)
        {
            await mapper.DisposeAsync();
        }

        ScratchFolder.Delete(folder);
    }

    private async Task WriteConfigurationAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[rabbitmq_management].\n", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "rabbitmq.conf"),
            $"""
            listeners.tcp.default = 127.0.0.1:{amqpPort}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {managementPort}
            default_user = {user}
            default_pass = {password}
            log.console = true
            log.file = false
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 100MB

            """,
            cancellationToken);

        // Erlang demands that nobody but the owner can read the cookie.
        var cookie = Path.Combine(folder, ".erlang.cookie");
        if (!File.Exists(cookie))
        {
            await File.WriteAllTextAsync(cookie, Guid.NewGuid().ToString("N"), cancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
            }
        }
    }

    private Dictionary<string, string?> Environment() => new(StringComparer.Ordinal)
    {
        ["HOME"] = folder,
        ["LANG"] = "C.UTF-8",
        ["ERL_EPMD_PORT"] = Text(mapperPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = Name,
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(amqpPort),
        ["RABBITMQ_DIST_PORT"] = Text(distributionPort),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated"),
        ["RABBITMQ_SCHEMA_DIR"] = Path.Combine(folder, "schema"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} " + RabbitMqService.SchedulerFlags,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
