using System.Diagnostics.Metrics;
using NewsPlatform.Crawling.Http;

namespace NewsPlatform.Fetch;

/// <summary>What Fetch counts.</summary>
internal sealed class FetchMetrics
{
    private readonly Counter<long> requests;

    public FetchMetrics(IMeterFactory meters) =>
        requests = meters.Create("NewsPlatform.Fetch").CreateCounter<long>("newsplatform.fetch.requests", "{request}", "Requests to the web by outcome");

    public void Asked(FetchOutcome outcome) => requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
}
