using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using NewsPlatform.Crawling.Http;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Conformance.Areas;

/// <summary>
/// Addresses that lead into private networks. Names are resolved and connections opened by stubs: nothing leaves the
/// process, and which addresses would have been connected to is seen exactly.
/// </summary>
internal static class SsrfArea
{
    /// <summary>Where names lie that a case says nothing of: a public address.</summary>
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private static readonly FetchLimits Limits = new() { ConnectTimeout = TimeSpan.FromSeconds(2), HeaderTimeout = TimeSpan.FromSeconds(2), TotalTimeout = TimeSpan.FromSeconds(5) };

    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("ssrf/cases.jsonl"))
        {
            await tally.JudgeAsync(one.Suite, one.Id, () => JudgeAsync(one));
        }
    }

    private static async Task<string?> JudgeAsync(Case one)
    {
        var chain = one.Items("chain").ToList();
        var connected = new List<IPEndPoint>();
        using var fetcher = new PageFetcher(Limits, new AddressGuard([]), TimeProvider.System, Resolver(one), (endPoint, _) =>
        {
            connected.Add(endPoint);
            return Task.FromResult<Stream>(new AnswerStream(Answer(chain, connected.Count - 1)));
        });
        // As everywhere in the product: an address is parsed once, and only its parsed form is fetched.
        var result = PageUrl.TryParse(one.Text("url"), null, out var url, out _)
            ? await fetcher.FetchAsync(new FetchRequest(url.ToUri()), CancellationToken.None)
            : null;
        var seen = $"{result?.Outcome.ToString() ?? "no address"} ({result?.Reason}), connected to [{string.Join(", ", connected)}]";

        var forbidden = Forbidden(one).ToList();
        if (connected.Exists(endPoint => forbidden.Contains(endPoint.Address)))
        {
            return "connected where it must not: " + seen;
        }

        return one.Text("expect") switch
        {
            // Answers before the forbidden hop may be fetched.
            "blocked" when forbidden.Count == 0 || chain.Count > 0 => connected.Count <= chain.Count && result?.Outcome is not FetchOutcome.Ok ? null : "not blocked: " + seen,
            "allowed" => connected.Count > chain.Count ? null : "not connected: " + seen,
            _ => null,
        };
    }

    /// <summary>The answers of the case, look-up by look-up; the last is repeated.</summary>
    private static Func<string, CancellationToken, Task<IPAddress[]>> Resolver(Case one)
    {
        var asked = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return (name, _) =>
        {
            foreach (var host in one.Members("dns"))
            {
                if (string.Equals(host.Name, name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
                {
                    var answers = host.Value.EnumerateArray().ToList();
                    var time = asked[name] = asked.GetValueOrDefault(name, -1) + 1;
                    var answer = answers.Count == 0 ? [] : Addresses(answers[Math.Min(time, answers.Count - 1)]).ToArray();
                    return answer.Length > 0 ? Task.FromResult(answer) : throw new SocketException((int)SocketError.HostNotFound);
                }
            }

            // Names that the suite calls blocked for what they resolve to, without saying what that is.
            var hidden = one.Text("expect") is "blocked" && one.Text("why")!.Contains("needs DNS", StringComparison.Ordinal);
            return Task.FromResult<IPAddress[]>([hidden ? IPAddress.Loopback : Public]);
        };
    }

    /// <summary>Addresses that the case forbids: named, or, where it only says that there are some, those that a name changes to.</summary>
    private static IEnumerable<IPAddress> Forbidden(Case one) =>
        one.Is("must_not_connect") ? one.Members("dns").SelectMany(host => host.Value.EnumerateArray().Skip(1)).SelectMany(Addresses)
        : one.Json.TryGetProperty("must_not_connect", out var list) ? Addresses(list)
        : [];

    private static IEnumerable<IPAddress> Addresses(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Addresses),
        JsonValueKind.String when IPAddress.TryParse(value.GetString(), out var address) => [address],
        _ => [],
    };

    private static string Answer(List<JsonElement> chain, int at) => at < chain.Count
        ? $"HTTP/1.1 {Case.TextOf(chain[at], "status")} Moved\r\nLocation: {Case.TextOf(chain[at], "location")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
}
