using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsPlatform.Conformance.Http;
using NewsPlatform.Crawling.Feeds;
using NewsPlatform.Crawling.Http;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.Conformance.Areas;

/// <summary>One canned answer of the suite: status, header and body as given; what it must lead to is read from the case's own words.</summary>
internal static partial class CannedAnswer
{
    // The body's bound, its copy while it grows, and 50 MB that the suite grants.
    private const long MaxBytes = 120L * 1024 * 1024;

    private const string Target = """<?xml version="1.0"?><rss version="2.0"><channel><title>ok</title><link>http://e.test/</link><item><guid>1</guid><title>one</title></item></channel></rss>""";

    public static async Task<string?> JudgeAsync(Case one, CaseFolder folder)
    {
        var body = one.Text("body_file") is { } file ? folder.Bytes(file) : [];
        RawServer? server = null;
        await using var closing = server = new RawServer(async (stream, cancellation) =>
        {
            var head = await server!.HeadAsync(stream, cancellation);
            await stream.WriteAsync(Answer(one, body, head), cancellation);
        });
        using var fetcher = HttpArea.Fetcher(server.EndPoint);
        var url = new Uri("http://canned.test/answer");
        FetchResult? fetched = null;
        var (_, memory) = Measured.Run(() => fetched = fetcher.FetchAsync(new FetchRequest(url), CancellationToken.None).GetAwaiter().GetResult());
        var result = fetched!;
        if (memory > MaxBytes)
        {
            return $"held {memory >> 20} MB";
        }

        var requests = server.Requests.Count;
        if (Expected(one, result, requests) is { } wrong)
        {
            return $"{wrong}; {result.Outcome} ({result.Reason})";
        }

        if (!one.Is("poll_twice") && !one.Text("expect")!.Contains("next request", StringComparison.Ordinal))
        {
            return null;
        }

        var second = await fetcher.FetchAsync(new FetchRequest(url, result.ETag, result.LastModified), CancellationToken.None);
        return SecondPoll(one, second, server.Requests[^1]);
    }

    private static byte[] Answer(Case one, byte[] body, string head)
    {
        var path = head.Split(' ') is [_, var target, ..] ? target : "/";
        if (path.StartsWith("/chain/", StringComparison.Ordinal))
        {
            var left = int.Parse(path[7..], CultureInfo.InvariantCulture);
            return left > 0 ? Redirect($"/chain/{left - 1}") : Ok();
        }

        if (path is not "/answer")
        {
            return path is "/loop" ? Redirect("/loop") : Ok();
        }

        var status = one.Is("poll_twice") && (Field(head, "If-None-Match") ?? Field(head, "If-Modified-Since")) is not null ? 304 : int.Parse(one.Text("status")!, CultureInfo.InvariantCulture);
        var answer = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n"));
        foreach (var header in one.Members("headers"))
        {
            answer.Append(header.Name).Append(": ").Append(header.Value.GetString()).Append("\r\n");
        }

        if (status is not (204 or 304))
        {
            answer.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        answer.Append("Connection: close\r\n\r\n");
        return status is 204 or 304 ? Encoding.UTF8.GetBytes(answer.ToString()) : [.. Encoding.UTF8.GetBytes(answer.ToString()), .. body];
    }

    private static byte[] Redirect(string location) => Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private static byte[] Ok() => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {Target.Length}\r\nConnection: close\r\n\r\n{Target}");

    private static string? Expected(Case one, FetchResult result, int requests)
    {
        if (one.Json.GetProperty("expect") is { ValueKind: JsonValueKind.Object } retry)
        {
            return RetryAfterDiffers(retry, result.RetryAfter);
        }

        var expect = one.Text("expect")!;
        var ok = result.Outcome == FetchOutcome.Ok;
        if (TitleWord().Match(expect) is { Success: true } title)
        {
            var feed = FeedReader.Read(result.Body, result.ContentType, result.FinalUrl);
            return Shown.Difference("title", title.Groups["title"].Value, feed.Document?.Title);
        }

        bool? right = expect switch
        {
            _ when expect.StartsWith("parsed", StringComparison.Ordinal) && !expect.Contains("clean error", StringComparison.Ordinal) => ok && Entries(result) == 1,
            _ when expect.StartsWith("parsed if", StringComparison.Ordinal) => ok && Entries(result) == 1,
            _ when expect.Contains("body cap", StringComparison.Ordinal) || expect.StartsWith("stopped at the cap", StringComparison.Ordinal) => result.Outcome == FetchOutcome.TooLarge,
            _ when expect.StartsWith("follow;", StringComparison.Ordinal) => ok && result.Redirects.Count == 1,
            _ when expect.StartsWith("stop a", StringComparison.Ordinal) => result.Outcome == FetchOutcome.TooManyRedirects && requests <= 12,
            _ when expect.StartsWith("not a redirect", StringComparison.Ordinal) => result.Redirects.Count == 0 && requests == 1,
            _ when expect.StartsWith("recorded as a failed", StringComparison.Ordinal) => !ok || result.Body.IsEmpty,
            _ when expect.StartsWith("not retried", StringComparison.Ordinal) => !ok && requests == 1,
            _ when expect.StartsWith("back off", StringComparison.Ordinal) => result.Outcome == FetchOutcome.RateLimited,
            _ when expect.StartsWith("refuse", StringComparison.Ordinal) || expect.StartsWith("partial", StringComparison.Ordinal) || expect is "clean error" => !ok,
            _ => null,
        };
        return right is false ? "expected: " + expect : null;
    }

    private static string? RetryAfterDiffers(JsonElement expected, TimeSpan? actual)
    {
        var seconds = expected.GetProperty("seconds");
        return seconds.ValueKind switch
        {
            JsonValueKind.Number => Shown.Difference("wait", TimeSpan.FromSeconds(seconds.GetDouble()), actual),
            JsonValueKind.Null => Shown.Difference("wait", null, actual),
            _ => actual is null && seconds.GetString()!.Contains("ignored", StringComparison.Ordinal) ? null : Shown.Difference("wait", RetryAfter.Max, actual),
        };
    }

    /// <summary>The second poll sends the validators byte by byte, no cookie, and understands "not modified".</summary>
    private static string? SecondPoll(Case one, FetchResult second, string head)
    {
        if (Field(head, "Cookie") is { } cookie)
        {
            return $"sent the cookie {cookie}";
        }

        var headers = one.Members("headers").ToDictionary(header => header.Name, header => header.Value.GetString(), StringComparer.OrdinalIgnoreCase);
        if (headers.GetValueOrDefault("ETag") is { } tag)
        {
            return Shown.Difference("If-None-Match", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(tag)), Field(head, "If-None-Match"))
                ?? Shown.Difference("second poll", FetchOutcome.NotModified, second.Outcome);
        }

        return headers.GetValueOrDefault("Last-Modified") is { } modified && Field(head, "If-Modified-Since") is { } sent
            ? Shown.Difference("If-Modified-Since", modified, sent) ?? Shown.Difference("second poll", FetchOutcome.NotModified, second.Outcome)
            : null;
    }

    private static int Entries(FetchResult result) => FeedReader.Read(result.Body, result.ContentType, result.FinalUrl).Document?.Entries.Count ?? 0;

    private static string? Field(string head, string name)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 2)..];
            }
        }

        return null;
    }

    [GeneratedRegex(@"^title (?<title>\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex TitleWord();
}
