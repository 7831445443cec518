using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source add</c>.</summary>
internal static class SourceAddCommand
{
    public static Command Create(CommonOptions common)
    {
        var urls = new Argument<string[]>("URL") { Description = "Address of a feed, a sitemap or a site.", Arity = ArgumentArity.OneOrMore };
        var kind = SourceKindOption.Create("What the address is; else found out at the first poll.");
        var interval = CommonOptions.Duration("--interval", "Wished time between polls; else adaptive.");
        var name = new Option<string?>("--name") { Description = "What people call it; else the feed's own title.", HelpName = "NAME" };
        var backfill = new Option<bool>("--backfill") { Description = "Its pages wait behind live news." };
        var command = new Command("add", "Adds sources.") { urls, kind, interval, name, backfill };
        return common.Online(command, run => RunAsync(
            run,
            run.Arguments.GetRequiredValue(urls),
            new Source
            {
                Kind = SourceKindOption.Of(run.Arguments.GetValue(kind)),
                Interval = run.Arguments.GetValue(interval) is { } time ? Duration.FromTimeSpan(time) : null,
                DisplayName = run.Arguments.GetValue(name) ?? "",
                Lane = run.Arguments.GetValue(backfill) ? Lane.Backfill : Lane.Unspecified,
            }));
    }

    private static async Task<int> RunAsync(CommandRun run, string[] urls, Source like)
    {
        var exit = ExitCode.Done;
        foreach (var url in urls)
        {
            var wanted = like.Clone();
            wanted.Url = url;
            if (!await SourceAdding.AddAsync(run, wanted))
            {
                exit = ExitCode.SomeFailed;
            }
        }

        return exit;
    }
}
