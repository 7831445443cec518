using NewsPlatform.Contracts.Store.V1;

namespace NewsPlatform.Store.Changes;

/// <summary>A row of the change log.</summary>
internal sealed class ChangeEntry
{
    public long Position { get; set; }

    /// <summary>A <see cref="ChangeKind"/>.</summary>
    public long Kind { get; init; }

    public string Article { get; init; } = "";

    public long Revision { get; init; }

    public long Time { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>The span that made the change.</summary>
    public string? Trace { get; init; }
}
