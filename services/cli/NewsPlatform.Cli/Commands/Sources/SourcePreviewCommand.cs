using System.CommandLine;
using System.Globalization;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source preview</c>.</summary>
internal static class SourcePreviewCommand
{
    public static Command Create(CommonOptions common)
    {
        var url = new Argument<string>("URL") { Description = "Address of a feed, a sitemap or a site." };
        var kind = SourceKindOption.Create("What it is to be read as; else found out.");
        return common.Online(
            new Command("preview", "Asks an address as a poll would and shows what the poll would bring. Adds no source, fetches no page.") { url, kind },
            run => RunAsync(run, new PreviewFeedRequest { Url = run.Arguments.GetRequiredValue(url), Kind = SourceKindOption.Of(run.Arguments.GetValue(kind)) }));
    }

    private static async Task<int> RunAsync(CommandRun run, PreviewFeedRequest request)
    {
        var preview = await run.Server.Fetch.CallAsync((client, options) => client.PreviewFeedAsync(request, options), run.Stop);
        if (run.Screen.Json)
        {
            run.Screen.WriteJson(json => FeedPreviewJson.Write(json, preview));
        }
        else
        {
            Show(run.Screen, preview);
        }

        return preview.Problem.Length == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    // A plan is no promise: two units say enough.
    private static string Rough(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Days}d {time.Hours}h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours}h {time.Minutes}m"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m {time.Seconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds}s"),
    };

    private static void Show(Screen screen, FeedPreview preview)
    {
        Line("address", preview.Url + (preview.Source.Length > 0 ? $" (is {preview.Source})" : ""));
        Line("answered", preview.FinalUrl == preview.Url ? "" : preview.FinalUrl);
        Line("status", preview.Status == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{preview.Status} {preview.ContentType}"));
        Line("robots.txt", preview.RobotsDecision);
        Line("problem", preview.Problem);
        if (preview.Problem.Length > 0)
        {
            return;
        }

        Line("kind", EnumText.OfWire(preview.DetectedKind) ?? "?");
        Line("title", preview.Title);
        Line("hub", preview.Hub);
        Line("pages", string.Create(CultureInfo.InvariantCulture, $"{preview.PageCount}, {preview.NewPageCount} of them new"));
        if (preview.PollInterval is { } interval)
        {
            Line("next poll", $"{Rough(interval.ToTimeSpan())} later: {preview.PollIntervalReason}");
        }

        foreach (var feed in preview.Feeds)
        {
            Line("feed", feed);
        }

        if (preview.Pages.Count == 0)
        {
            return;
        }

        screen.WriteLine();
        using var rows = new Rows(screen, new("published", 19), new("known", 5), new("title"), new("address"));
        foreach (var page in preview.Pages)
        {
            rows.Add(TimeText.Short(page.PublishTime), page.Known ? "yes" : "no", page.Title, page.Url);
        }

        void Line(string name, string value)
        {
            if (value.Length > 0)
            {
                screen.WriteLine($"{name,-12}{Printable.Line(value)}");
            }
        }
    }
}
