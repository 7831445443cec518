using System.CommandLine;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source polls</c>.</summary>
internal static class SourcePollsCommand
{
    private const int PageSize = 100;

    public static Command Create(CommonOptions common)
    {
        var source = new Argument<string>("SOURCE") { Description = "Name (sources/...) or address." };
        var limit = CommonOptions.Limit("At most so many; else all that are kept.");
        return common.Online(
            new Command("polls", "Lists the latest polls of a source and pushes of its hub, newest first.") { source, limit },
            run => RunAsync(run, run.Arguments.GetRequiredValue(source), run.Arguments.GetValue(limit)));
    }

    private static async Task<int> RunAsync(CommandRun run, string given, int? limit)
    {
        if (await KnownSources.NameOfAsync(run, given) is not { } name)
        {
            return ExitCode.SomeFailed;
        }

        var polls = Paging.AllAsync<Poll>(
            async (size, token) =>
            {
                var response = await run.Server.Fetch.CallAsync(
                    (client, options) => client.ListPollsAsync(new ListPollsRequest { Parent = name, PageSize = size, PageToken = token }, options), run.Stop);
                return (response.Polls, response.NextPageToken);
            },
            PageSize,
            limit,
            run.Stop);
        using var rows = new Rows(run.Screen, new("polled", 19), new("ok", 3), new("new", 6), new("next poll", 19), new("why then"), new("result"));
        await foreach (var poll in polls)
        {
            if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => SourceHealthJson.Write(json, poll));
            }
            else
            {
                rows.Add(TimeText.Short(poll.PollTime), poll.Succeeded ? "yes" : "no", Printable.Number(poll.NewPages), TimeText.Short(poll.NextPollTime), poll.NextPollReason, poll.Result);
            }
        }

        return ExitCode.Done;
    }
}
