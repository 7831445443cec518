using System.CommandLine;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Lists;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary><c>news submit</c>: asks for pages to be fetched now.</summary>
internal static class SubmitCommand
{
    private const int BatchSize = 1000;

    public static Command Create(CommonOptions common)
    {
        var urls = new Argument<string[]>("URL") { Description = "Addresses of pages.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<string?>("--file") { Description = "Addresses from a file: one a line, or CSV with the column url (else the first); - for standard input.", HelpName = "FILE" };
        var lane = new Option<string?>("--lane") { Description = "live (else for addresses on the command line) or backfill (else for a file)." };
        lane.AcceptOnlyFromAmong("live", "backfill");
        var wait = new Option<bool>("--wait") { Description = "Wait for the outcomes and print them as trace does." };
        var timeout = CommonOptions.Duration("--timeout", "How long --wait waits; else 5m.");
        var command = new Command("submit", "Submits pages to be fetched now.") { urls, file, lane, wait, timeout };
        command.Validators.Add(result =>
        {
            if (result.GetValue(urls) is not { Length: > 0 } && result.GetValue(file) is null)
            {
                result.AddError("Give an address, or --file FILE.");
            }
        });
        return common.Online(command, run => RunAsync(
            run,
            run.Arguments.GetValue(urls) ?? [],
            run.Arguments.GetValue(file),
            run.Arguments.GetValue(lane) switch { "live" => Lane.Live, "backfill" => Lane.Backfill, _ => Lane.Unspecified },
            run.Arguments.GetValue(wait) ? run.Arguments.GetValue(timeout) ?? TimeSpan.FromMinutes(5) : null));
    }

    private static async Task<int> RunAsync(CommandRun run, string[] urls, string? file, Lane lane, TimeSpan? wait)
    {
        var tally = new Tally();
        using (var rows = new Rows(run.Screen, new("page", 26), new("url"), new("refused because", 40)))
        {
            // What a person types is wanted now; a file is work for the quiet hours.
            await SubmitAsync(run, urls, lane == Lane.Unspecified ? Lane.Live : lane, rows, tally, wait is not null);
            if (file is not null)
            {
                using var reader = Open(file);
                await SubmitAsync(run, UrlList.Read(reader, file), lane == Lane.Unspecified ? Lane.Backfill : lane, rows, tally, wait is not null);
            }
        }

        if (tally.Total == 0)
        {
            throw new UsageException($"{file}: holds no address.");
        }

        if (tally.Total > 1)
        {
            Screen.Note($"{Printable.Number(tally.Total - tally.Refused)} of {Printable.Number(tally.Total)} addresses taken");
        }

        var (failed, pending) = wait is { } limit ? await OutcomeWait.ShowAsync(run, tally.Taken, limit) : (0, 0);
        if (pending > 0)
        {
            Screen.Note($"{Printable.Number(pending)} still pending; `news trace URL` tells what becomes of them");
        }

        return tally.Refused + failed + pending > 0 ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static async Task SubmitAsync(CommandRun run, IEnumerable<string> urls, Lane lane, Rows rows, Tally tally, bool outcomesFollow)
    {
        foreach (var batch in urls.Chunk(BatchSize))
        {
            var request = new SubmitUrlsRequest { Lane = lane, Urls = { batch } };
            var response = await PatientCall.MakeAsync(run, (client, options) => client.SubmitUrlsAsync(request, options));
            foreach (var result in response.Results)
            {
                tally.Total++;
                var refused = result.Refusal.Length > 0;
                if (refused)
                {
                    tally.Refused++;
                    Screen.Note($"{result.Url}: refused, {result.Refusal}");
                }

                if (outcomesFollow)
                {
                    if (!refused)
                    {
                        tally.Taken.Add(result.Url);
                    }
                }
                else if (run.Screen.Json)
                {
                    run.Screen.WriteJson(json =>
                    {
                        json.WriteString("url", result.Url);
                        json.WriteText("page", result.Page);
                        json.WriteText("refusal", result.Refusal);
                    });
                }
                else
                {
                    rows.Add(result.Page, result.Url, result.Refusal);
                }
            }
        }
    }

    private static StreamReader Open(string file)
    {
        try
        {
            return new StreamReader(file == "-" ? Console.OpenStandardInput() : File.OpenRead(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file}: cannot be read ({exception.Message})");
        }
    }

    private sealed class Tally
    {
        public int Total { get; set; }

        public int Refused { get; set; }

        public List<string> Taken { get; } = [];
    }
}
