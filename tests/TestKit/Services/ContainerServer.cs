using System.Globalization;
using System.Net.Sockets;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace NewsPlatform.TestKit.Services;

/// <summary>A server in a container, on a host port that a restart keeps.</summary>
internal sealed class ContainerServer : IServer
{
    private const string Loopback = "127.0.0.1";

    private readonly string image;
    private readonly IReadOnlyDictionary<int, int> ports;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly string[] command;
    private IContainer? container;

    /// <param name="image">The image.</param>
    /// <param name="ports">Port in the container to port on the host.</param>
    /// <param name="environment">Variables.</param>
    /// <param name="command">Command line for the image's entry point.</param>
    public ContainerServer(string image, IReadOnlyDictionary<int, int> ports, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        this.image = image;
        this.ports = ports;
        this.environment = environment;
        this.command = command;
    }

    public string Host { get; private set; } = Loopback;

    public TimeSpan? CpuTime => null;

    private IContainer Container => container ?? throw new InvalidOperationException($"The container of {image} was not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (container is not null)
        {
            // Not through Testcontainers: it does not know that the container was killed behind its back.
            await DockerEngine.Client.Containers.StartContainerAsync(container.Id, new ContainerStartParameters(), cancellationToken);
            return;
        }

        await DockerEngine.RemoveOrphansAsync(cancellationToken);
        container = await BuildAsync(cancellationToken);
        await container.StartAsync(cancellationToken);

        // The engine's proxy accepts at once where the engine shares our loopback. It does not where it runs on another
        // machine, or where the tests run in a container and only the engine's socket was handed in.
        Host = await AcceptsAsync(ports.Values.First(), cancellationToken) ? Loopback : container.Hostname;
    }

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await DockerEngine.Client.Containers.KillContainerAsync(Container.Id, new ContainerKillParameters { Signal = "KILL" }, cancellationToken);
        await DockerEngine.Client.Containers.WaitContainerAsync(Container.Id, cancellationToken);
    }

    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken) =>
        (await DockerEngine.Client.Containers.InspectContainerAsync(Container.Id, cancellationToken)).State?.Running == true;

    public async Task<string> OutputAsync(CancellationToken cancellationToken)
    {
        var (output, error) = await Container.GetLogsAsync(timestampsEnabled: false, ct: cancellationToken);
        return string.Join('\n', (output + "\n" + error).Split('\n').TakeLast(80));
    }

    public async ValueTask DisposeAsync()
    {
        if (container is null)
        {
            return;
        }

        if (container.State != TestcontainersStates.Undefined)
        {
            await DockerEngine.RemoveAsync(container.Id, CancellationToken.None);
        }

        await container.DisposeAsync();
    }

    private async Task<IContainer> BuildAsync(CancellationToken cancellationToken)
    {
        var builder = new ContainerBuilder(image)
            .WithEnvironment(environment)
            .WithLabel(DockerEngine.ProcessLabel, Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            .WithLabel(DockerEngine.MachineLabel, Environment.MachineName);
        if (command.Length > 0)
        {
            builder = builder.WithCommand(command);
        }

        foreach (var (inside, outside) in ports)
        {
            builder = builder.WithPortBinding(outside, inside);
        }

        if (!DockerEngine.IsRemote)
        {
            var gateway = File.Exists("/.dockerenv") ? await DockerEngine.GatewayAsync(cancellationToken) : null;
            builder = builder.WithCreateParameterModifier(create => BindToThisMachine(create.HostConfig!, gateway));
        }

        return builder.Build();
    }

    private static void BindToThisMachine(HostConfig host, string? gateway)
    {
        string[] addresses = gateway is null ? [Loopback] : [Loopback, gateway];
        host.PortBindings = host.PortBindings!.ToDictionary(
            port => port.Key,
            IList<PortBinding> (port) => [.. port.Value.SelectMany(binding =>
                addresses.Select(address => new PortBinding { HostIP = address, HostPort = binding.HostPort }))],
            StringComparer.Ordinal);
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
