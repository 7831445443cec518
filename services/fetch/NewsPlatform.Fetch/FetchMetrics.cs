using System.Diagnostics.Metrics;
using NewsPlatform.Crawling.Http;

namespace NewsPlatform.Fetch;

/// <summary>What Fetch counts.</summary>
internal sealed class FetchMetrics
{
    private readonly Counter<long> requests;

    private readonly Counter<long> pushes;

    public FetchMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("NewsPlatform.Fetch");
        requests = meter.CreateCounter<long>("newsplatform.fetch.requests", "{request}", "Requests to the web by outcome");
        pushes = meter.CreateCounter<long>("newsplatform.fetch.pushes", "{push}", "Pushes of WebSub hubs by what became of them: taken, forged, unreadable, unwanted, too_large");
    }

    public void Asked(FetchOutcome outcome) => requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Pushed(string outcome) => pushes.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
