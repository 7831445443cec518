using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source health</c>.</summary>
internal static class SourceHealthCommand
{
    public static Command Create(CommonOptions common)
    {
        var sources = new Argument<string[]>("SOURCE") { Description = "Names (sources/...) or addresses; none: all sources.", Arity = ArgumentArity.ZeroOrMore };
        return common.Online(
            new Command("health", "Tells how sources do: whether they answer, whether they fell silent, when they are polled next and why.") { sources },
            run => RunAsync(run, run.Arguments.GetValue(sources) ?? []));
    }

    private static async Task<int> RunAsync(CommandRun run, string[] given)
    {
        using var rows = new Rows(run.Screen, new("source", 24), new("state", 8), new("new a day", 9), new("newest", 19), new("next poll", 19), new("why then"), new("hub"), new("state, because"));
        var exit = ExitCode.Done;
        await foreach (var name in NamesAsync(run, given))
        {
            if (name is null || await HealthAsync(run, name) is not { } health)
            {
                exit = ExitCode.SomeFailed;
            }
            else if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => SourceHealthJson.Write(json, health));
            }
            else
            {
                rows.Add(
                    name,
                    EnumText.OfWire(health.State) ?? "?",
                    health.HasEntriesPerDay ? health.EntriesPerDay.ToString("F1", CultureInfo.InvariantCulture) : "",
                    TimeText.Short(health.NewestEntryTime),
                    TimeText.Short(health.NextPollTime),
                    health.NextPollReason,
                    HubOf(health.Subscription),
                    health.Reason);
            }
        }

        return exit;
    }

    private static string HubOf(Subscription? subscription) => subscription?.State switch
    {
        null => "",
        Subscription.Types.State.Active => $"active until {TimeText.Short(subscription.LeaseEndTime)}, "
            + (subscription.LastPushTime is null ? "no push yet" : $"last push {TimeText.Short(subscription.LastPushTime)}")
            + (subscription.MissedPolls > 0 ? ", polls find what it does not push" : ""),
        _ => $"{EnumText.OfWire(subscription.State)}: {subscription.LastResult}",
    };

    private static async IAsyncEnumerable<string?> NamesAsync(CommandRun run, string[] given)
    {
        foreach (var one in given)
        {
            yield return await KnownSources.NameOfAsync(run, one);
        }

        if (given.Length == 0)
        {
            await foreach (var source in KnownSources.AllAsync(run))
            {
                yield return source.Name;
            }
        }
    }

    private static async Task<SourceHealth?> HealthAsync(CommandRun run, string source)
    {
        try
        {
            return await run.Server.Fetch.CallAsync(
                (client, options) => client.GetSourceHealthAsync(new GetSourceHealthRequest { Name = source + "/health" }, options), run.Stop);
        }
        catch (RpcException exception)
        {
            Screen.Note($"{source}: {RpcFailure.Of(exception).Sentence}");
            return null;
        }
    }
}
