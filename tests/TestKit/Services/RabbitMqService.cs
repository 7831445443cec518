using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.TestKit.Services;

/// <summary>A real RabbitMQ broker with its management API for tests, empty at first, with faults to order.</summary>
public sealed class RabbitMqService : IAsyncDisposable
{
    /// <summary>As in docker-compose.yml: schedulers without work sleep.</summary>
    internal const string SchedulerFlags = "+sbwt none +sbwtdcpu none +sbwtdio none";

    private const string User = "newsplatform";
    private const string Password = "newsplatform-test";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long a new quorum queue must exist before a kill. The broker writes its register of quorum queues to disk
    /// every half second; a queue that is younger when the broker is killed comes back without a leader and hangs.
    /// </summary>
    public static readonly TimeSpan QueueSettling = TimeSpan.FromSeconds(2);

    private readonly IServer server;
    private readonly int amqpPort;
    private readonly int managementPort;
    private readonly HttpClient management = new() { Timeout = TimeSpan.FromSeconds(15) };
    private int virtualHosts;

    private RabbitMqService(IServer server, ServiceMode mode, int amqpPort, int managementPort)
    {
        this.server = server;
        this.amqpPort = amqpPort;
        this.managementPort = managementPort;
        Mode = mode;
        management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{User}:{Password}")));
    }

    /// <summary>How it runs.</summary>
    public ServiceMode Mode { get; }

    /// <summary>Address, user and password, with the default virtual host. Kept over a restart.</summary>
    public Uri AmqpUri => new($"amqp://{User}:{Password}@{server.Host}:{amqpPort}/");

    /// <summary>Where the management API answers, with the same user and password.</summary>
    public Uri ManagementUri => new($"http://{server.Host}:{managementPort}/");

    /// <summary>A client of the management API with its credentials set; addresses are relative to <see cref="ManagementUri"/>.</summary>
    public HttpClient Management => management;

    /// <summary>CPU time of the server so far; null where it cannot be told, as in a container.</summary>
    public TimeSpan? CpuTime => server.CpuTime;

    /// <summary>How long the last start took until the broker accepted AMQP connections.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts a broker and waits until it accepts connections.</summary>
    /// <param name="mode">How to run it; chosen by <see cref="TestServices"/> unless told.</param>
    /// <param name="cancellationToken">Ends the start early.</param>
    public static async Task<RabbitMqService> StartAsync(ServiceMode? mode = null, CancellationToken cancellationToken = default)
    {
        var chosen = mode ?? await TestServices.ChooseAsync(TestServices.RabbitMqImage);
        var (amqp, http) = (FreePort.Next(), FreePort.Next());
        IServer backend = chosen == ServiceMode.Process
            ? new RabbitMqProcess(amqp, http, User, Password)
            : new ContainerServer(
                TestServices.RabbitMqImage,
                new Dictionary<int, int> { [5672] = amqp, [15672] = http },
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["RABBITMQ_DEFAULT_USER"] = User,
                    ["RABBITMQ_DEFAULT_PASS"] = Password,
                    ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = SchedulerFlags,
                });
        var service = new RabbitMqService(backend, chosen, amqp, http);
        try
        {
            await service.BringUpAsync(cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// SIGKILL for the whole broker. Confirmed messages in quorum queues that are older than <see cref="QueueSettling"/>
    /// are there after <see cref="RestartAsync"/>.
    /// </summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => server.KillAsync(cancellationToken);

    /// <summary>Starts it again, killing it first if it runs: same data, same address. Returns when it accepts connections.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (await server.IsRunningAsync(cancellationToken))
        {
            await server.KillAsync(cancellationToken);
        }

        await BringUpAsync(cancellationToken);
    }

    /// <summary>Creates an empty virtual host of its own for a test.</summary>
    /// <returns>The address with that virtual host.</returns>
    public async Task<Uri> CreateVirtualHostAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test-{Interlocked.Increment(ref virtualHosts)}";
        using var created = await management.PutAsync(new Uri(ManagementUri, $"api/vhosts/{name}"), JsonContent.Create(new object()), cancellationToken);
        created.EnsureSuccessStatusCode();

        // A virtual host is usable a little after it was created; its creator gets all permissions.
        await Readiness.WaitAsync(server, $"virtual host {name}", token => VirtualHostRunsAsync(name, token), StartTimeout, cancellationToken);
        return new Uri(AmqpUri, name);
    }

    /// <summary>What the broker wrote last.</summary>
    public Task<string> OutputAsync(CancellationToken cancellationToken = default) => server.OutputAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        management.Dispose();
        return server.DisposeAsync();
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await server.StartAsync(cancellationToken);
        await Readiness.WaitAsync(
            server,
            "RabbitMQ",
            async token => await SpeaksAmqpAsync(token) && await VirtualHostRunsAsync("%2F", token),
            StartTimeout,
            cancellationToken);
        StartTime = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>
    /// Whether the broker answers the protocol header with Connection.Start (AMQP 0-9-1, 4.2.2). That a port accepts
    /// connections tells nothing: the engine's proxy accepts them before the broker is up.
    /// </summary>
    private async Task<bool> SpeaksAmqpAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, amqpPort, limit.Token);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), limit.Token);
            var frameType = new byte[1];
            return await stream.ReadAsync(frameType, limit.Token) == 1 && frameType[0] == 1;
        }
        catch (Exception error) when (error is SocketException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<bool> VirtualHostRunsAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            // This check answers 200 only when every virtual host runs; asking for the one tells that it exists.
            using var exists = await management.GetAsync(new Uri(ManagementUri, $"api/vhosts/{name}"), cancellationToken);
            using var run = await management.GetAsync(new Uri(ManagementUri, "api/health/checks/virtual-hosts"), cancellationToken);
            return exists.IsSuccessStatusCode && run.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
