using System.ComponentModel.DataAnnotations;
using System.Net;

namespace NewsPlatform.Hosting.Configuration;

/// <summary>Where a host listens and keeps its files.</summary>
public sealed class ServerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Server";

    /// <summary>Address to listen on. Loopback by default, because nothing here authenticates; containers set <c>0.0.0.0</c>.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>Port for HTTP/1.1: JSON, health. 0 takes a free one. Flag <c>--http</c>.</summary>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = 8080;

    /// <summary>Port for gRPC (HTTP/2 without TLS; one plaintext port cannot serve both). 0 takes a free one. Flag <c>--grpc</c>.</summary>
    [Range(0, 65535)]
    public int GrpcPort { get; set; } = 8081;

    /// <summary>Folder for databases and captures. Flag <c>--data</c>.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Time that a unary call may take when the client states no deadline.</summary>
    [DurationRange("1s", "1h")]
    public TimeSpan DefaultDeadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest gRPC message taken or sent, in bytes: the largest page and some room.</summary>
    [Range(1 << 20, 256 << 20)]
    public int MaxMessageBytes { get; set; } = 24 << 20;

    /// <summary>How long work may be under way without anything getting done before the host calls itself dead.</summary>
    [DurationRange("10s", "1d")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(5);
}
