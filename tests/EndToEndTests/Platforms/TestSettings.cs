namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>Settings that make a platform do in seconds what it does in minutes by default.</summary>
internal static class TestSettings
{
    /// <summary>Lets the crawler ask this machine, without pauses.</summary>
    public static readonly string[] Local =
    [
        "--Fetch:AllowedNetworks=127.0.0.0/8",
        "--Fetch:HostInterval=0s",
        "--Fetch:MinimumPollInterval=1s",
        "--Fetch:IdleWait=100ms",
    ];

    /// <summary>Notices within seconds that something was lost.</summary>
    public static readonly string[] Impatient =
    [
        "--Fetch:HostLease=4s",
        "--Fetch:AnnounceAgainAfter=4s",
        "--Fetch:AnnounceBackfillAgainAfter=4s",
        "--Fetch:RetryDelays=1s,2s,4s",
    ];

    /// <summary>The same for Store.</summary>
    public static readonly string[] ImpatientStore = ["--Store:RelayLease=3s"];
}
