namespace NewsPlatform.TestKit.Services;

/// <summary>How brokers and databases for tests are run.</summary>
public enum ServiceMode
{
    /// <summary>Containers of a Docker engine.</summary>
    Docker,

    /// <summary>Child processes of Debian's packages.</summary>
    Process,
}
