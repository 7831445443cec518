using System.ComponentModel.DataAnnotations;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>What carries the events.</summary>
public enum BusTransport
{
    /// <summary>Within the process: for the standalone host. What it loses when the process dies, the sweeper announces again.</summary>
    InMemory,

    /// <summary>RabbitMQ with quorum queues.</summary>
    RabbitMq,
}

/// <summary>The event bus.</summary>
public sealed class BusOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Bus";

    /// <summary>What carries the events.</summary>
    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>Address of the broker with user, password and virtual host.</summary>
    public Uri Uri { get; set; } = new("amqp://guest:guest@127.0.0.1:5672/");

    /// <summary>Messages of one queue handled at once in one process.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 16;

    /// <summary>Messages of one queue held ready in one process, beyond those being handled.</summary>
    [Range(1, 4096)]
    public int Prefetch { get; set; } = 64;

    /// <summary>How long a message waits, in growing steps, for a dependency that is away before it is left to the sweeper.</summary>
    [DurationRange("0s", "10m")]
    public TimeSpan DependencyPatience { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a process that stops waits for the messages under way; what is not done by then another process gets.</summary>
    [DurationRange("100ms", "10m")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
