namespace NewsPlatform.TestKit.Services;

/// <summary>A broker or database server, either in a container or as child processes. Data and ports outlive a kill.</summary>
internal interface IServer : IAsyncDisposable
{
    /// <summary>The host name to connect to.</summary>
    string Host { get; }

    /// <summary>Starts it, also again after a kill; it may not serve yet when this returns.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>SIGKILL for all its processes; returns when they are gone.</summary>
    Task KillAsync(CancellationToken cancellationToken);

    /// <summary>Whether it still runs, as far as the operating system or engine knows.</summary>
    Task<bool> IsRunningAsync(CancellationToken cancellationToken);

    /// <summary>CPU time of all its processes so far; null where it cannot be told, as in a container.</summary>
    TimeSpan? CpuTime { get; }

    /// <summary>What it wrote last, for messages.</summary>
    Task<string> OutputAsync(CancellationToken cancellationToken);
}
