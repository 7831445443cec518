using System.Globalization;
using System.Net;
using System.Text;
using NewsPlatform.Conformance.Http;
using NewsPlatform.Crawling.Http;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Answers and connections of servers, good and bad, on loopback whatever address is asked.</summary>
internal static class HttpArea
{
    private static readonly FetchLimits Limits = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(2),
        HeaderTimeout = TimeSpan.FromSeconds(2),
        IdleTimeout = TimeSpan.FromSeconds(1.5),
        TotalTimeout = TimeSpan.FromSeconds(4),
    };

    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("http/responses.jsonl"))
        {
            await tally.JudgeAsync(one.Suite, one.Id, () => CannedAnswer.JudgeAsync(one, folder));
        }

        using var authority = new TestAuthority();
        foreach (var one in folder.Cases("http/behaviour.jsonl"))
        {
            await tally.JudgeAsync(one.Suite, one.Id, () => BehaviourAsync(one, authority));
        }

        await CacheTests.RunAsync(folder, tally);
    }

    /// <summary>A fetcher for which every name and address is this server.</summary>
    public static PageFetcher Fetcher(IPEndPoint server, FetchLimits? limits = null) => new(
        limits ?? Limits,
        new AddressGuard([IPNetwork.Parse("127.0.0.0/8")]),
        TimeProvider.System,
        (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        (_, cancellation) => GuardedConnector.ConnectSocketAsync(server, cancellation));

    /// <summary>What must become of a fetch: a typed end within the time limits, and for each kind of server the right one.</summary>
    private static async Task<string?> BehaviourAsync(Case one, TestAuthority authority)
    {
        var name = one.Id[(one.Id.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (Behaviours.Of(name, authority) is not { } behaviour)
        {
            return $"the runner knows no server that does '{one.Text("server_does")}'";
        }

        RawServer? server = null;
        await using var closing = server = new RawServer((stream, cancellation) => behaviour(server!, stream, cancellation));
        using var fetcher = Fetcher(server.EndPoint);
        var url = new Uri(Behaviours.IsTls(name) ? "https://tls.test/feed.xml" : "http://plain.test/feed.xml");
        var result = await fetcher.FetchAsync(new FetchRequest(url), CancellationToken.None).WaitAsync(Limits.TotalTimeout + TimeSpan.FromSeconds(4));
        var expect = one.Text("expect")!;
        FetchOutcome[]? right = expect switch
        {
            _ when expect.Contains("retried", StringComparison.Ordinal) => [FetchOutcome.Ok],
            _ when expect.Contains("timeout", StringComparison.Ordinal) => [FetchOutcome.TimedOut],
            _ when expect.Contains("body cap", StringComparison.Ordinal) => [FetchOutcome.TooLarge],
            _ when expect.Contains("hop cap", StringComparison.Ordinal) => [FetchOutcome.TooManyRedirects],
            _ when expect.Contains("recorded", StringComparison.Ordinal) => [FetchOutcome.TlsFailed],
            _ when expect.Contains(" or ", StringComparison.Ordinal) => null,
            _ when expect.Contains("error", StringComparison.Ordinal) || expect.Contains("bounded", StringComparison.Ordinal) || expect.Contains("refuse", StringComparison.Ordinal)
                => [.. Enum.GetValues<FetchOutcome>().Except([FetchOutcome.Ok])],
            _ => null,
        };
        return right is null || right.Contains(result.Outcome)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{result.Outcome} ({result.Reason}), expected: {expect}");
    }
}
