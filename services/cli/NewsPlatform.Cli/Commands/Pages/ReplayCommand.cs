using System.CommandLine;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary><c>news replay</c>: sends pages through the pipeline again.</summary>
internal static class ReplayCommand
{
    public static Command Create(CommonOptions common)
    {
        var pages = new Argument<string[]>("PAGE") { Description = "Address or name (pages/...).", Arity = ArgumentArity.ZeroOrMore };
        var quarantined = new Option<bool>("--quarantined") { Description = "All pages in quarantine." };
        var command = new Command("replay", "Sends pages through again: from their captures where there are any, else from the web.") { pages, quarantined };
        command.Validators.Add(result =>
        {
            if (result.GetValue(pages) is { Length: > 0 } == result.GetValue(quarantined))
            {
                result.AddError("Give pages, or --quarantined.");
            }
        });
        return common.Online(command, run => RunAsync(run, run.Arguments.GetValue(pages) ?? [], run.Arguments.GetValue(quarantined)));
    }

    private static async Task<int> RunAsync(CommandRun run, IEnumerable<string> pages, bool quarantined)
    {
        if (quarantined)
        {
            // The whole list first: replaying changes what it holds.
            List<string> names = [];
            await foreach (var trace in TraceCommand.ListAsync(run, new ListTracesRequest { Quarantined = true }, limit: null))
            {
                names.Add(trace.Name);
            }

            pages = names;
        }

        var exit = ExitCode.Done;
        using var rows = Traces.Rows(run.Screen);
        foreach (var page in pages)
        {
            try
            {
                var name = page.StartsWith("pages/", StringComparison.Ordinal) ? page : (await Traces.OfAsync(run, page)).Name;
                Traces.Show(run, rows, await PatientCall.MakeAsync(run, (client, options) => client.ReplayPageAsync(new ReplayPageRequest { Name = name }, options)));
            }
            catch (RpcException exception)
            {
                Screen.Note($"{page}: {RpcFailure.Of(exception).Sentence}");
                exit = ExitCode.SomeFailed;
            }
        }

        return exit;
    }
}
