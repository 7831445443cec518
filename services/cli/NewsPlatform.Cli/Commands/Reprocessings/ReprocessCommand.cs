using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Commands.Sources;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Text;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.Cli.Commands.Reprocessings;

/// <summary><c>news reprocess</c>: what another extractor reads out of captures that are kept.</summary>
internal static class ReprocessCommand
{
    private const int PageSize = 100;

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions common)
    {
        var source = new Option<string?>("--source") { Description = "Only pages of this source: its name or address.", HelpName = "SOURCE" };
        var since = CommonOptions.Time("--since", "Only captures fetched then or later.");
        var until = CommonOptions.Time("--until", "Only captures fetched before then.");
        var site = new Option<string?>("--site") { Description = "Only pages of this host and the hosts beneath it.", HelpName = "HOST" };
        var extractor = new Option<string?>("--extractor") { Description = "Only articles that this version of the extractor has read.", HelpName = "VERSION" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Compare only; that is what is done unless --for-real is given." };
        var forReal = new Option<bool>("--for-real") { Description = "Make revisions without a dry run before." };
        var noWait = NoWait();
        var command = new Command("reprocess", "Reads captures that are kept with the present extractor and tells what it reads differently; with `start`, for real.")
        {
            source, since, until, site, extractor, dryRun, forReal, noWait,
        };
        command.Subcommands.Add(StartCommand(common));
        command.Subcommands.Add(ListCommand(common));
        command.Subcommands.Add(Named(common, "show", "Shows a run with its report.", withReport: true, (client, name, options) => client.GetReprocessingAsync(new GetReprocessingRequest { Name = name }, options)));
        command.Subcommands.Add(Named(common, "cancel", "Ends runs; what they have changed stays.", withReport: false, (client, name, options) => client.CancelReprocessingAsync(new CancelReprocessingRequest { Name = name }, options)));
        return common.Online(command, async run =>
        {
            if (run.Arguments.GetValue(dryRun) && run.Arguments.GetValue(forReal))
            {
                throw new UsageException("--dry-run and --for-real: give one of the two.");
            }

            var selection = new CaptureSelection
            {
                Since = TimeOf(run.Arguments.GetValue(since)),
                Until = TimeOf(run.Arguments.GetValue(until)),
                Site = run.Arguments.GetValue(site) ?? "",
                ExtractorVersion = run.Arguments.GetValue(extractor) ?? "",
            };
            if (run.Arguments.GetValue(source) is { } wished)
            {
                selection.Source = await KnownSources.NameOfAsync(run, wished) ?? throw new UsageException($"{wished}: there is no such source.");
            }

            return await RunAsync(run, new ReprocessCapturesRequest { Selection = selection, DryRun = !run.Arguments.GetValue(forReal) }, !run.Arguments.GetValue(noWait));
        });
    }

    private static Option<bool> NoWait() => new("--no-wait") { Description = "Do not wait until it has ended." };

    private static Command StartCommand(CommonOptions common)
    {
        var name = new Argument<string>("DRYRUN") { Description = "Name of a dry run that has succeeded (reprocessings/...)." };
        var noWait = NoWait();
        return common.Online(
            new Command("start", "Does for real what a dry run has shown.") { name, noWait },
            run => RunAsync(run, new ReprocessCapturesRequest { Confirms = NameOf(run.Arguments.GetRequiredValue(name)), DryRun = false }, !run.Arguments.GetValue(noWait)));
    }

    private static Command ListCommand(CommonOptions common)
    {
        var limit = CommonOptions.Limit("At most so many, the newest; else all.");
        return common.Online(new Command("list", "Lists runs, the newest first.") { limit }, async run =>
        {
            using var rows = ReprocessingScreen.Rows(run.Screen);
            var all = Paging.AllAsync<Reprocessing>(
                async (size, token) =>
                {
                    var response = await run.Server.Clean.CallAsync(
                        (client, options) => client.ListReprocessingsAsync(new ListReprocessingsRequest { PageSize = size, PageToken = token }, options), run.Stop);
                    return (response.Reprocessings, response.NextPageToken);
                },
                PageSize,
                run.Arguments.GetValue(limit),
                run.Stop);
            await foreach (var one in all)
            {
                ReprocessingScreen.ShowRow(run.Screen, rows, one);
            }

            return ExitCode.Done;
        });
    }

    private static Command Named(
        CommonOptions common, string verb, string description, bool withReport, Func<CleanService.CleanServiceClient, string, CallOptions, AsyncUnaryCall<Reprocessing>> call)
    {
        var names = new Argument<string[]>("RUN") { Description = "Names (reprocessings/...).", Arity = ArgumentArity.OneOrMore };
        return common.Online(new Command(verb, description) { names }, async run =>
        {
            using var rows = ReprocessingScreen.Rows(run.Screen);
            var exit = ExitCode.Done;
            foreach (var given in run.Arguments.GetRequiredValue(names))
            {
                try
                {
                    var one = await run.Server.Clean.CallAsync((client, options) => call(client, NameOf(given), options), run.Stop);
                    if (withReport)
                    {
                        ReprocessingScreen.ShowReport(run.Screen, one);
                    }
                    else
                    {
                        ReprocessingScreen.ShowRow(run.Screen, rows, one);
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

    private static async Task<int> RunAsync(CommandRun run, ReprocessCapturesRequest request, bool wait)
    {
        request.RequestId = Guid.NewGuid().ToString("n");
        var made = await run.Server.Clean.CallAsync((client, options) => client.ReprocessCapturesAsync(request, options), run.Stop);
        if (wait)
        {
            try
            {
                made = await ReprocessingScreen.WatchAsync(run.Screen, made, tell => WaitAsync(run, made, tell));
            }
            catch (OperationCanceledException)
            {
                Screen.Note($"{made.Name} goes on; news reprocess show tells how far it is, news reprocess cancel ends it");
                throw;
            }
        }

        ReprocessingScreen.ShowReport(run.Screen, made);
        return wait && made.State != State.Succeeded ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static async Task<Reprocessing> WaitAsync(CommandRun run, Reprocessing made, Action<Reprocessing> tell)
    {
        while (made.State == State.Running)
        {
            tell(made);
            await Task.Delay(AskAgain, run.Time, run.Stop);
            made = await run.Server.Clean.CallAsync((client, options) => client.GetReprocessingAsync(new GetReprocessingRequest { Name = made.Name }, options), run.Stop);
        }

        return made;
    }

    private static string NameOf(string given) => given.StartsWith("reprocessings/", StringComparison.Ordinal) ? given : "reprocessings/" + given;

    private static Timestamp? TimeOf(DateTimeOffset? time) => time is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
