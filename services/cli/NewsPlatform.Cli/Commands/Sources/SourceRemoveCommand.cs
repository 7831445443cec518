using System.CommandLine;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source remove</c>.</summary>
internal static class SourceRemoveCommand
{
    public static Command Create(CommonOptions common)
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Name (sources/...) or address.", Arity = ArgumentArity.OneOrMore };
        return common.Online(
            new Command("remove", "Stops polling sources. Their pages and articles stay.") { sources },
            run => RunAsync(run, run.Arguments.GetRequiredValue(sources)));
    }

    private static async Task<int> RunAsync(CommandRun run, string[] sources)
    {
        var exit = ExitCode.Done;
        foreach (var given in sources)
        {
            if (await KnownSources.NameOfAsync(run, given) is not { } name || !await RemoveAsync(run, name))
            {
                exit = ExitCode.SomeFailed;
            }
            else if (run.Screen.Json)
            {
                run.Screen.WriteJson(json =>
                {
                    json.WriteString("name", name);
                    json.WriteBoolean("removed", true);
                });
            }
            else
            {
                run.Screen.WriteLine($"removed\t{name}");
            }
        }

        return exit;
    }

    private static async Task<bool> RemoveAsync(CommandRun run, string name)
    {
        try
        {
            await run.Server.Fetch.CallAsync((client, options) => client.DeleteSourceAsync(new DeleteSourceRequest { Name = name }, options), run.Stop);
            return true;
        }
        catch (RpcException exception)
        {
            Screen.Note($"{name}: {RpcFailure.Of(exception).Sentence}");
            return false;
        }
    }
}
