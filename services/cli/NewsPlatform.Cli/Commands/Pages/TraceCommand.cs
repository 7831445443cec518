using System.CommandLine;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary><c>news trace</c>: what became of an address, step by step.</summary>
internal static class TraceCommand
{
    private const int PageSize = 500;

    public static Command Create(CommonOptions common)
    {
        var urls = new Argument<string[]>("URL") { Description = "Addresses.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every address ever seen." };
        var outcome = new Option<string?>("--outcome") { Description = "With --all: only those that ended so." };
        outcome.AcceptOnlyFromAmong("pending", "stored", "duplicate", "rejected", "excluded", "failed");
        var quarantined = new Option<bool>("--quarantined") { Description = "With --all: only pages in quarantine." };
        var limit = CommonOptions.Limit("With --all: at most so many.");
        var command = new Command("trace", "Tells what became of addresses.") { urls, all, outcome, quarantined, limit };
        command.Validators.Add(result =>
        {
            var some = result.GetValue(urls) is { Length: > 0 };
            if (some == result.GetValue(all))
            {
                result.AddError(some ? "Give addresses or --all, not both." : "Give an address, or --all.");
            }
        });
        return common.Online(command, run => run.Arguments.GetValue(all)
            ? AllAsync(
                run,
                new ListTracesRequest
                {
                    Outcome = run.Arguments.GetValue(outcome) is { } name ? Enum.Parse<Outcome>(name, ignoreCase: true) : Outcome.Unspecified,
                    Quarantined = run.Arguments.GetValue(quarantined),
                },
                run.Arguments.GetValue(limit))
            : SomeAsync(run, run.Arguments.GetRequiredValue(urls)));
    }

    /// <summary>All traces that a request selects.</summary>
    public static IAsyncEnumerable<PageTrace> ListAsync(CommandRun run, ListTracesRequest request, int? limit) => Paging.AllAsync<PageTrace>(
        async (size, token) =>
        {
            var page = request.Clone();
            page.PageSize = size;
            page.PageToken = token;
            var response = await run.Server.Fetch.CallAsync((client, options) => client.ListTracesAsync(page, options), run.Stop);
            return (response.Traces, response.NextPageToken);
        },
        PageSize,
        limit,
        run.Stop);

    private static async Task<int> AllAsync(CommandRun run, ListTracesRequest request, int? limit)
    {
        using var rows = Traces.Rows(run.Screen);
        await foreach (var trace in ListAsync(run, request, limit))
        {
            Traces.Show(run, rows, trace);
        }

        return ExitCode.Done;
    }

    private static async Task<int> SomeAsync(CommandRun run, string[] urls)
    {
        var exit = ExitCode.Done;
        using var rows = Traces.Rows(run.Screen);
        foreach (var url in urls)
        {
            try
            {
                var trace = await Traces.OfAsync(run, url);
                if (run.Screen.Json)
                {
                    Traces.Show(run, rows, trace);
                }
                else
                {
                    Tell(run.Screen, trace);
                }
            }
            catch (RpcException exception)
            {
                var failure = RpcFailure.Of(exception);
                Screen.Note(failure.Code == StatusCode.NotFound ? $"{url}: was never seen ({failure.Reason})" : $"{url}: {failure.Sentence}");
                exit = ExitCode.SomeFailed;
            }
        }

        return exit;
    }

    private static void Tell(Screen screen, PageTrace trace)
    {
        var reason = trace.Reason.Length > 0 ? trace.Reason : trace.ReasonCode;
        screen.WriteLine(Printable.Line(trace.Url), new Spectre.Console.Style(decoration: Spectre.Console.Decoration.Bold));
        screen.WriteLine($"{EnumText.OfWire(trace.Outcome)}{(reason.Length > 0 ? ": " + Printable.Line(reason) : "")}");
        if (trace.Article.Length > 0)
        {
            screen.WriteLine(trace.Article);
        }

        if (trace.Quarantined)
        {
            screen.WriteLine($"in quarantine; `news replay {trace.Name}` sends it through again");
        }

        foreach (var step in trace.Steps)
        {
            screen.WriteLine($"  {TimeText.Short(step.Time)}  {step.Step,-11}  {Printable.Line(step.Detail)}".TrimEnd());
        }

        if (trace.DueTime is not null)
        {
            screen.WriteLine($"  {TimeText.Short(trace.DueTime)}  {"due",-11}  {Printable.Line(trace.DueReason)}".TrimEnd());
        }

        if (trace.GoneTime is not null)
        {
            screen.WriteLine($"  {TimeText.Short(trace.GoneTime)}  {"gone",-11}  not there since; the article stays");
        }

        if (trace.NextRevisitTime is not null)
        {
            screen.WriteLine($"  {TimeText.Short(trace.NextRevisitTime)}  {"revisit due",-11}  {Printable.Line(trace.NextRevisitReason)}".TrimEnd());
        }

        screen.WriteLine();
    }
}
