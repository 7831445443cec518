using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsPlatform.Conformance.Http;
using NewsPlatform.Crawling.Http;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.Conformance.Areas;

/// <summary>
/// Of the tests of HTTP caches those that a client which stores validators and nothing else can answer: does the second
/// request ask for a change only, as RFC 9110 section 13 wants it?
/// </summary>
internal static class CacheTests
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        var skipped = 0;
        foreach (var one in folder.Cases("http/cache-tests.jsonl"))
        {
            var test = one.Json.GetProperty("test");
            var requests = test.GetProperty("requests").EnumerateArray().ToList();

            // "check" and "optimal" tests report a choice; nobody fails them.
            if (!one.Is("relevant_to_fetcher") || Case.TextOf(test, "kind") is "check" or "optimal" || requests.Count < 2 || !requests.Exists(IsValidated) || requests.Exists(request => request.TryGetProperty("request_headers", out _)))
            {
                skipped++;
                continue;
            }

            await tally.JudgeAsync($"{one.Suite}:{one.Text("group")}", one.Id, () => JudgeAsync(requests));
        }

        tally.Note($"{skipped} tests of caches not judged: they ask for stored answers, which a fetcher has not, or only report a choice");
    }

    private static bool IsValidated(JsonElement request) => Case.TextOf(request, "expected_type") is "etag_validated" or "lm_validated";

    private static async Task<string?> JudgeAsync(List<JsonElement> requests)
    {
        var now = DateTimeOffset.UtcNow;
        var at = 0;
        RawServer? server = null;
        await using var closing = server = new RawServer(async (stream, cancellation) =>
        {
            var head = await server!.HeadAsync(stream, cancellation);
            var asked = head.Contains("\r\nIf-None-Match:", StringComparison.OrdinalIgnoreCase) || head.Contains("\r\nIf-Modified-Since:", StringComparison.OrdinalIgnoreCase);
            await stream.WriteAsync(Answer(requests[at], now, notModified: asked && IsValidated(requests[at])), cancellation);
        });
        using var fetcher = HttpArea.Fetcher(server.EndPoint);
        FetchResult? last = null;
        for (; at < requests.Count; at++)
        {
            var result = await fetcher.FetchAsync(new FetchRequest(new Uri("http://cache.test/feed.xml"), last?.ETag, last?.LastModified), CancellationToken.None);
            var wanted = Case.TextOf(requests[at], "expected_type") switch
            {
                "etag_validated" => "If-None-Match",
                "lm_validated" => "If-Modified-Since",
                _ => null,
            };
            if (wanted is not null && !server.Requests[at].Contains($"\r\n{wanted}:", StringComparison.OrdinalIgnoreCase))
            {
                return $"request {at + 1} has no {wanted}";
            }

            if (wanted is not null && result.Outcome != FetchOutcome.NotModified)
            {
                return $"request {at + 1} ended as {result.Outcome} ({result.Reason}), expected NotModified";
            }

            last = last is not null && result.Outcome == FetchOutcome.NotModified
                ? result with { ETag = result.ETag ?? last.ETag, LastModified = result.LastModified ?? last.LastModified }
                : result;
        }

        return null;
    }

    private static byte[] Answer(JsonElement request, DateTimeOffset now, bool notModified)
    {
        var status = notModified ? "304 Not Modified" : request.TryGetProperty("response_status", out var given) ? $"{given[0]} {given[1]}" : "200 OK";
        var body = notModified ? "" : Case.TextOf(request, "response_body") ?? "body";
        var answer = new StringBuilder($"HTTP/1.1 {status}\r\n");
        if (request.TryGetProperty("response_headers", out var headers))
        {
            foreach (var header in headers.EnumerateArray())
            {
                // A number is a date, in seconds from now.
                var value = header[1].ValueKind == JsonValueKind.Number ? now.AddSeconds(header[1].GetDouble()).ToString("R", CultureInfo.InvariantCulture) : header[1].GetString();
                answer.Append(header[0].GetString()).Append(": ").Append(value).Append("\r\n");
            }
        }

        answer.Append(notModified ? "" : $"Content-Length: {body.Length}\r\n").Append("Connection: close\r\n\r\n").Append(body);
        return Encoding.Latin1.GetBytes(answer.ToString());
    }
}
