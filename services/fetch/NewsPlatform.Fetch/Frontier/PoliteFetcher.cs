using NewsPlatform.Crawling.Http;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// Asks for one address during a visit of its host, as its robots.txt allows. Redirects are followed hop by hop, each in
/// its turn and by the rules of the address that it leads to; one that leaves the host waits for a visit of the other.
/// </summary>
internal sealed class PoliteFetcher(RobotsCache robots, FetchOptions options)
{
    /// <summary>Asks.</summary>
    /// <param name="request">What to fetch; its address is of the visit's host.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What came of it; null when the visit was over before anything was asked.</returns>
    public async Task<PoliteAnswer?> AskAsync(FetchRequest request, HostVisit visit, CancellationToken cancellationToken)
    {
        var asked = 0;
        while (true)
        {
            var (rules, noRules, hostFault) = await robots.GetAsync(request.Url, visit, cancellationToken);
            if (hostFault is not null)
            {
                return new PoliteAnswer { Result = hostFault };
            }

            if (rules is null && !visit.IsOver)
            {
                return new PoliteAnswer { NoRules = noRules };
            }

            if (rules is not null)
            {
                visit.Obey(rules.CrawlDelay(options.ProductToken));
                var decision = rules.Decide(options.ProductToken, request.Url.PathAndQuery);
                if (!decision.Allowed)
                {
                    var rule = decision.Line is { } line ? $"\"{decision.Rule}\" in line {line}" : decision.Rule ?? "a rule";
                    return new PoliteAnswer { Forbidden = $"robots.txt forbids {(asked == 0 ? "it" : request.Url.AbsoluteUri)} by {rule}" };
                }

                var result = await visit.AskAsync(request with { FollowRedirects = false }, cancellationToken);
                if (result is not null && result.Outcome != FetchOutcome.Redirected)
                {
                    return new PoliteAnswer { Result = result, AllowedBy = decision.Rule is { } allow ? $"allowed by {allow}" : "allowed: no rule", Usage = rules.UsageFor(options.ProductToken) };
                }

                if (result is { Location: { } location })
                {
                    asked++;
                    request = request with { Url = location, Hops = result.Redirects };
                    if (PageUrl.HostOf(location) == visit.Host)
                    {
                        continue;
                    }
                }
            }

            // The other host's turn, or the next visit of this one.
            return asked == 0 ? null : new PoliteAnswer { Onward = new RedirectRoute(request.Url, request.Hops ?? []) };
        }
    }
}

/// <summary>What came of a polite request: exactly one of the first four is set.</summary>
internal sealed record PoliteAnswer
{
    /// <summary>What the web answered.</summary>
    public FetchResult? Result { get; init; }

    /// <summary>Why robots.txt could not be had: nothing may be asked for now.</summary>
    public string? NoRules { get; init; }

    /// <summary>The rule that forbids the address or one that it redirects to.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Where redirects have led, to be asked in its own turn.</summary>
    public RedirectRoute? Onward { get; init; }

    /// <summary>What robots.txt said to the last request, for people.</summary>
    public string AllowedBy { get; init; } = "";

    /// <summary>What robots.txt says of use by machines, one line each as written.</summary>
    public IReadOnlyList<string> Usage { get; init; } = [];
}
