using System.Globalization;
using System.Text;
using NewsPlatform.Crawling.Robots;

namespace NewsPlatform.Conformance.Areas;

/// <summary>robots.txt: single questions on which the known implementations agree, and real files.</summary>
internal static class RobotsArea
{
    public static async Task RunAsync(CaseFolder folder, Tally tally)
    {
        var disputed = 0;
        foreach (var one in folder.Cases("robots/cases.jsonl"))
        {
            if (one.Is("disputed"))
            {
                disputed++;
                continue;
            }

            await tally.JudgeAsync(one, () =>
            {
                var bytes = one.Text("robots_b64") is { } exact ? Convert.FromBase64String(exact) : Encoding.UTF8.GetBytes(one.Text("robots")!);
                var decision = RobotsFile.Parse(bytes).Decide(one.Text("agent")!, PathOf(one.Text("url")!));
                return Shown.Difference($"{one.Text("agent")} at {one.Text("url")}", one.Is("allowed"), decision.Allowed);
            });
        }

        foreach (var one in folder.Cases("robots/crawl_delay.jsonl"))
        {
            await tally.JudgeAsync(one, () =>
            {
                var delay = RobotsFile.Parse(Encoding.UTF8.GetBytes(one.Text("robots")!)).CrawlDelay(one.Text("agent")!);
                double? expected = one.Text("crawl_delay") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
                return Shown.Difference("crawl-delay", expected, delay?.TotalSeconds);
            });
        }

        tally.Note($"{disputed} questions not judged, on which the implementations disagree");
    }

    public static async Task RunRealAsync(CaseFolder folder, Tally tally)
    {
        foreach (var one in folder.Cases("robots/real.jsonl"))
        {
            var robots = RobotsFile.Parse(folder.Bytes(one));
            foreach (var check in one.Items("checks"))
            {
                var (agent, url) = (Case.TextOf(check, "agent")!, Case.TextOf(check, "url")!);
                await tally.JudgeAsync(one.Suite, $"{one.Id} {agent} {url}", () =>
                    Shown.Difference("allowed", check.GetProperty("allowed").GetBoolean(), robots.Decide(agent, PathOf(url)).Allowed));
            }
        }
    }

    /// <summary>Path and query as the case writes them: a URL parser would already have changed their encoding.</summary>
    private static string PathOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return url;
        }

        var path = url.AsSpan(scheme + 3).IndexOfAny('/', '?', '#');
        return path < 0 ? "/" : url[(scheme + 3 + path)..];
    }
}
