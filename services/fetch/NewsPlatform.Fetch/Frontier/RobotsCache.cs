using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Robots;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>What is known of hosts' robots.txt files, for as long as it may be believed. At most 10,000 origins and 8 MB of files.</summary>
internal sealed class RobotsCache(FetchOptions options, TimeProvider time)
{
    private const int MaxOrigins = 10_000;

    // Of files as they are served: one that is all short groups takes up to thirty times as much in memory.
    private const long MaxBytes = 8 << 20;

    // Of one answer. What lies beyond the limit of the standard is read so that what stands before it is known, and left at that.
    private const int MaxAnswer = 8 << 20;

    private readonly ExpiringCache<Entry> entries = new(MaxOrigins, MaxBytes, time);

    /// <summary>The rules for an address, asked for during a visit when they are not known.</summary>
    /// <returns>
    /// The rules, or a reason why they could not be had: then nothing may be asked for now (RFC 9309, 2.3.1.4). What keeps
    /// the host from answering anything is given, too, for it is the verdict on the page as well.
    /// </returns>
    public async Task<(RobotsFile? File, string Reason, FetchResult? HostFault)> GetAsync(Uri url, HostVisit visit, CancellationToken cancellationToken)
    {
        var origin = url.GetLeftPart(UriPartial.Authority);
        if (entries.TryGet(origin, out var known))
        {
            return (known.File, known.Reason, known.HostFault);
        }

        var result = await visit.AskAsync(
            new FetchRequest(new Uri(origin + "/robots.txt"), MaxBytes: MaxAnswer, Accept: "text/plain,*/*;q=0.1"), cancellationToken);
        if (result is null)
        {
            return (null, "the visit of the host was over before its robots.txt was read", null);
        }

        var (file, reason) = Judge(result);
        // Rules that could not be had are asked for again soon.
        var lifetime = file is null ? TimeSpan.FromSeconds(Math.Min(60, options.RobotsLifetime.TotalSeconds)) : options.RobotsLifetime;
        var hostFault = IsHostFault(result) ? result : null;
        entries.Put(origin, new Entry(file, reason, hostFault), Math.Min(result.Body.Length, RobotsFile.MaxBytes), lifetime);
        return (file, reason, hostFault);
    }

    private static (RobotsFile? File, string Reason) Judge(FetchResult result) => result switch
    {
        { Outcome: FetchOutcome.Ok } => (RobotsFile.Parse(result.Body.Span), ""),
        // No robots.txt is as large as that (RFC 9309, 2.5): it says nothing that can be trusted.
        { Outcome: FetchOutcome.TooLarge } => (RobotsFile.DisallowAll, ""),
        { Outcome: FetchOutcome.HttpStatus or FetchOutcome.RateLimited, Status: { } status } =>
            RobotsAccess.ForStatus(status) is { } rules && rules != RobotsFile.DisallowAll
                ? (rules, "")
                : (null, $"robots.txt answered {status}"),
        { Outcome: FetchOutcome.TooManyRedirects or FetchOutcome.BadRedirect } => (RobotsFile.AllowAll, ""),
        _ => (null, $"robots.txt could not be read: {result.Reason}"),
    };

    // Where a redirect of robots.txt leads says nothing of the host itself.
    private static bool IsHostFault(FetchResult result) =>
        result.Redirects.Count == 0 && result.Outcome is FetchOutcome.DnsFailed or FetchOutcome.ConnectFailed or FetchOutcome.TlsFailed or FetchOutcome.BlockedAddress;

    private sealed record Entry(RobotsFile? File, string Reason, FetchResult? HostFault);
}
