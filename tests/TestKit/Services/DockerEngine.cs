using System.Globalization;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Services;

/// <summary>The Docker engine of this machine, if one answers.</summary>
public static class DockerEngine
{
    internal const string ProcessLabel = "newsplatform.tests.process";
    internal const string MachineLabel = "newsplatform.tests.machine";

    private const string DefaultHost = "unix:///var/run/docker.sock";
    private static readonly TimeSpan PullTimeout = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<bool>> Answer = new(AskAsync);
    private static readonly Lazy<DockerClient> LazyClient = new(CreateClient);

    /// <summary>Whether an engine answers at DOCKER_HOST or at /var/run/docker.sock; asked once.</summary>
    public static Task<bool> AnswersAsync() => Answer.Value;

    /// <summary>Whether an image is in the engine, or could be pulled into it just now.</summary>
    internal static async Task<bool> HasImageAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            await Client.Images.InspectImageAsync(image, cancellationToken);
            return true;
        }
        catch (DockerApiException)
        {
            return await PullAsync(image, cancellationToken);
        }
    }

    internal static DockerClient Client => LazyClient.Value;

    /// <summary>
    /// Removes containers of test processes that were killed before they could do it. Testcontainers' own reaper does
    /// this where it runs; it is switched off where its image cannot be had.
    /// </summary>
    internal static async Task RemoveOrphansAsync(CancellationToken cancellationToken)
    {
        var mine = await Client.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
                {
                    ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [$"{MachineLabel}={Environment.MachineName}"] = true },
                },
            },
            cancellationToken);
        foreach (var container in mine)
        {
            if (container.Labels.TryGetValue(ProcessLabel, out var label)
                && int.TryParse(label, CultureInfo.InvariantCulture, out var pid)
                && !LinuxProcesses.IsRunning(pid))
            {
                await RemoveAsync(container.ID, cancellationToken);
            }
        }
    }

    /// <summary>Whether the engine is on another machine, where a port bound to loopback is out of reach.</summary>
    internal static bool IsRemote =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { } host && host.StartsWith("tcp:", StringComparison.Ordinal);

    /// <summary>The engine's address on its default network, by which containers reach the ports of the others.</summary>
    internal static async Task<string?> GatewayAsync(CancellationToken cancellationToken) =>
        (await Client.Networks.InspectNetworkAsync("bridge", cancellationToken)).IPAM?.Config?.FirstOrDefault()?.Gateway;

    internal static async Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            await Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
        }
        catch (DockerApiException)
        {
            // Another test process removes it at the same time.
        }
    }

    private static async Task<bool> PullAsync(string image, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PullTimeout);
        try
        {
            var colon = image.LastIndexOf(':');
            var tagged = colon > image.LastIndexOf('/');
            await Client.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = tagged ? image[..colon] : image, Tag = tagged ? image[(colon + 1)..] : "latest" },
                new AuthConfig(),
                new Progress<JSONMessage>(),
                limit.Token);
            await Client.Images.InspectImageAsync(image, limit.Token);
            return true;
        }
        catch (Exception error) when (error is DockerApiException or HttpRequestException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static DockerClient CreateClient() =>
        (TestcontainersSettings.OS.DockerEndpointAuthConfig ?? throw new InvalidOperationException("Testcontainers finds no Docker engine."))
        .GetDockerClientBuilder(Guid.NewGuid())
        .Build();

    private static async Task<bool> AskAsync()
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        var address = new Uri(string.IsNullOrEmpty(host) ? DefaultHost : host);
        if (address.Scheme is not ("unix" or "tcp" or "http"))
        {
            return false;
        }

        using var handler = new SocketsHttpHandler();
        if (string.Equals(address.Scheme, "unix", StringComparison.Ordinal))
        {
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        var ping = string.Equals(address.Scheme, "unix", StringComparison.Ordinal) ? "http://docker/_ping" : $"http://{address.Authority}/_ping";
        try
        {
            using var response = await http.GetAsync(new Uri(ping));
            return response.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or SocketException)
        {
            return false;
        }
    }
}
