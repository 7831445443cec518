using System.CommandLine;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Backfills;

/// <summary><c>news backfill</c>: pages of the past, taken in behind live news.</summary>
internal static class BackfillCommand
{
    private const int PageSize = 100;

    public static Command Create(CommonOptions common) => new("backfill", "Takes in pages of the past, behind live news.")
    {
        BackfillStartCommand.Create(common),
        ListCommand(common),
        Named(common, "status", "Shows how far backfills are.", (client, name, options) => client.GetBackfillAsync(new GetBackfillRequest { Name = name }, options)),
        Named(common, "pause", "Takes no more of their pages, and holds those that wait.", (client, name, options) => client.PauseBackfillAsync(new PauseBackfillRequest { Name = name }, options)),
        Named(common, "resume", "Goes on with paused ones.", (client, name, options) => client.ResumeBackfillAsync(new ResumeBackfillRequest { Name = name }, options)),
        Named(common, "cancel", "Ends them; pages that were not fetched yet end as excluded.", (client, name, options) => client.CancelBackfillAsync(new CancelBackfillRequest { Name = name }, options)),
    };

    private static Command ListCommand(CommonOptions common)
    {
        var limit = CommonOptions.Limit("At most so many, the newest; else all.");
        return common.Online(new Command("list", "Lists backfills, the newest first.") { limit }, async run =>
        {
            using var rows = BackfillScreen.Rows(run.Screen);
            var all = Paging.AllAsync<Backfill>(
                async (size, token) =>
                {
                    var response = await run.Server.Fetch.CallAsync(
                        (client, options) => client.ListBackfillsAsync(new ListBackfillsRequest { PageSize = size, PageToken = token }, options), run.Stop);
                    return (response.Backfills, response.NextPageToken);
                },
                PageSize,
                run.Arguments.GetValue(limit),
                run.Stop);
            await foreach (var backfill in all)
            {
                BackfillScreen.Show(run, rows, backfill);
            }

            return ExitCode.Done;
        });
    }

    private static Command Named(
        CommonOptions common, string verb, string description, Func<FetchService.FetchServiceClient, string, CallOptions, AsyncUnaryCall<Backfill>> call)
    {
        var names = new Argument<string[]>("BACKFILL") { Description = "Names (backfills/...).", Arity = ArgumentArity.OneOrMore };
        return common.Online(new Command(verb, description) { names }, async run =>
        {
            using var rows = BackfillScreen.Rows(run.Screen);
            var exit = ExitCode.Done;
            foreach (var given in run.Arguments.GetRequiredValue(names))
            {
                var name = given.StartsWith("backfills/", StringComparison.Ordinal) ? given : "backfills/" + given;
                try
                {
                    var backfill = await run.Server.Fetch.CallAsync((client, options) => call(client, name, options), run.Stop);
                    BackfillScreen.Show(run, rows, backfill);
                    if (verb == "status" && !run.Screen.Json)
                    {
                        rows.Flush();
                        BackfillScreen.ShowProblems(run.Screen, backfill);
                    }
                }
                catch (RpcException exception)
                {
                    Screen.Note($"{given}: {RpcFailure.Of(exception).Sentence}");
                    exit = ExitCode.SomeFailed;
                }
            }

            return exit;
        });
    }
}
