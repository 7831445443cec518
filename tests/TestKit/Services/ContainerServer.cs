using System.Globalization;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace NewsPlatform.TestKit.Services;

/// <summary>A server in a container, on a host port that a restart keeps.</summary>
internal sealed class ContainerServer : IServer
{
    private readonly IContainer container;
    private bool created;

    /// <param name="image">The image.</param>
    /// <param name="ports">Port in the container to port on the host.</param>
    /// <param name="environment">Variables.</param>
    /// <param name="command">Command line for the image's entry point.</param>
    public ContainerServer(
        string image,
        IReadOnlyDictionary<int, int> ports,
        IReadOnlyDictionary<string, string> environment,
        params string[] command)
    {
        var builder = new ContainerBuilder(image)
            .WithEnvironment(environment)
            .WithLabel(DockerEngine.ProcessLabel, Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            .WithLabel(DockerEngine.MachineLabel, Environment.MachineName)
            .WithCreateParameterModifier(create => BindToLoopback(create.HostConfig!));
        if (command.Length > 0)
        {
            builder = builder.WithCommand(command);
        }

        foreach (var (inside, outside) in ports)
        {
            builder = builder.WithPortBinding(outside, inside);
        }

        container = builder.Build();
    }

    public string Host => container.Hostname;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (created)
        {
            // Not through Testcontainers: it does not know that the container was killed behind its back.
            await DockerEngine.Client.Containers.StartContainerAsync(container.Id, new ContainerStartParameters(), cancellationToken);
            return;
        }

        await DockerEngine.RemoveOrphansAsync(cancellationToken);
        await container.StartAsync(cancellationToken);
        created = true;
    }

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await DockerEngine.Client.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "KILL" }, cancellationToken);
        await DockerEngine.Client.Containers.WaitContainerAsync(container.Id, cancellationToken);
    }

    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken) =>
        (await DockerEngine.Client.Containers.InspectContainerAsync(container.Id, cancellationToken)).State?.Running == true;

    public async Task<string> OutputAsync(CancellationToken cancellationToken)
    {
        var (output, error) = await container.GetLogsAsync(timestampsEnabled: false, ct: cancellationToken);
        return string.Join('\n', (output + "\n" + error).Split('\n').TakeLast(80));
    }

    public async ValueTask DisposeAsync()
    {
        if (created)
        {
            await DockerEngine.RemoveAsync(container.Id, CancellationToken.None);
        }

        await container.DisposeAsync();
    }

    private static void BindToLoopback(HostConfig host)
    {
        // An engine on another machine is reached by that machine's name, not by loopback.
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { } engine && engine.StartsWith("tcp:", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var binding in host.PortBindings.Values.SelectMany(bindings => bindings))
        {
            binding.HostIP = "127.0.0.1";
        }
    }
}
