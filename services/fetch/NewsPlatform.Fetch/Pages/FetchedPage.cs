using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Hosting.Telemetry;

namespace NewsPlatform.Fetch.Pages;

/// <summary>What is known of a page's bytes once they are kept.</summary>
internal sealed record FetchedPage
{
    public required DateTimeOffset Time { get; init; }

    /// <summary>Id of the capture.</summary>
    public required string Capture { get; init; }

    /// <summary>What the capture's row says beyond that; null leaves it at its defaults.</summary>
    public KeptCapture? Kept { get; init; }

    /// <summary>The page's lane: what is live is written first.</summary>
    public Lane Lane { get; init; } = Lane.Live;

    public required string FinalUrl { get; init; }

    public required string ContentType { get; init; }

    /// <summary>HTTP status; 0 for bytes that were handed in.</summary>
    public required long Status { get; init; }

    /// <summary>Size of the decoded body in bytes.</summary>
    public required long Size { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>The span that fetched it: MarkFetched runs in a group's transaction, which has none.</summary>
    public string? Trace { get; } = PipelineTrace.Current;

    /// <summary>Whether it was fetched again for corrections.</summary>
    public bool IsRevisit { get; init; }

    /// <summary>For the trace: status, size, time taken.</summary>
    public required string Detail { get; init; }
}
