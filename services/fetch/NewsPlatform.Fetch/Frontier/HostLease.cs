namespace NewsPlatform.Fetch.Frontier;

/// <summary>The right to ask one host, for a while.</summary>
/// <param name="Host">Host, with its port when that is not the scheme's own.</param>
/// <param name="Token">Fencing token: whoever holds an older one has lost the host.</param>
/// <param name="NotBefore">Unix microseconds before which the host must not be asked.</param>
/// <param name="Failures">Faults of the host in a row, by which it is left alone for longer.</param>
/// <param name="RestReason">Why it must not be asked before then; empty for the usual pause.</param>
/// <param name="RevisitAfter">Unix microseconds before which none of its pages is revisited.</param>
internal sealed record HostLease(string Host, long Token, long NotBefore, long Failures, string RestReason, long RevisitAfter)
{
    /// <summary>When it was asked for, as a timestamp of the time provider: it may have taken a while to be given.</summary>
    public long TakenAt { get; init; }
}
