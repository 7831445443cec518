using System.CommandLine;
using NewsPlatform.Cli.Output;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source list</c>.</summary>
internal static class SourceListCommand
{
    public static Command Create(CommonOptions common)
    {
        var limit = CommonOptions.Limit("At most so many; else all.");
        return common.Online(new Command("list", "Lists sources.") { limit }, run => RunAsync(run, run.Arguments.GetValue(limit)));
    }

    private static async Task<int> RunAsync(CommandRun run, int? limit)
    {
        using var rows = new Rows(run.Screen, new("source", 24), new("kind", 8), new("every", 8), new("pages", 7), new("last poll", 19), new("last result"), new("url"));
        await foreach (var source in KnownSources.AllAsync(run, limit))
        {
            if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => SourceJson.Write(json, source));
            }
            else
            {
                rows.Add(
                    source.Name,
                    EnumText.OfWire(source.DetectedKind) ?? EnumText.OfWire(source.Kind) ?? "?",
                    source.Paused ? "paused" : source.Interval is null ? "adaptive" : DurationText.Format(source.Interval.ToTimeSpan()),
                    Printable.Number(source.Pages),
                    TimeText.Short(source.LastPollTime),
                    source.LastResult,
                    source.Url);
            }
        }

        return ExitCode.Done;
    }
}
