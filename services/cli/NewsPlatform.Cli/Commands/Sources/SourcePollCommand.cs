using System.CommandLine;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source poll</c>.</summary>
internal static class SourcePollCommand
{
    public static Command Create(CommonOptions common)
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Name (sources/...) or address.", Arity = ArgumentArity.OneOrMore };
        return common.Online(
            new Command("poll", "Makes sources due now; politeness still holds.") { sources },
            run => RunAsync(run, run.Arguments.GetRequiredValue(sources)));
    }

    private static async Task<int> RunAsync(CommandRun run, string[] sources)
    {
        var exit = ExitCode.Done;
        foreach (var given in sources)
        {
            if (await KnownSources.NameOfAsync(run, given) is not { } name || await PollAsync(run, name) is not { } source)
            {
                exit = ExitCode.SomeFailed;
            }
            else if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => SourceJson.Write(json, source));
            }
            else
            {
                run.Screen.WriteLine($"due\t{source.Name}\t{Printable.Line(source.Url)}");
            }
        }

        return exit;
    }

    private static async Task<Source?> PollAsync(CommandRun run, string name)
    {
        try
        {
            return await run.Server.Fetch.CallAsync((client, options) => client.PollSourceAsync(new PollSourceRequest { Name = name }, options), run.Stop);
        }
        catch (RpcException exception)
        {
            Screen.Note($"{name}: {RpcFailure.Of(exception).Sentence}");
            return null;
        }
    }
}
