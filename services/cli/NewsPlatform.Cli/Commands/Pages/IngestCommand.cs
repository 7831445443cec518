using System.CommandLine;
using Google.Protobuf;
using NewsPlatform.Cli.Offline;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Pages;

/// <summary><c>news ingest</c>: hands in a saved page instead of having it fetched.</summary>
internal static class IngestCommand
{
    // The contract's limit (IngestPageRequest.content).
    private const int MaxBytes = 20 * 1024 * 1024;

    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "The page's bytes as served; .gz is unpacked." };
        var url = new Option<string>("--url") { Description = "The address that the bytes come from.", HelpName = "URL", Required = true };
        var type = new Option<string?>("--content-type") { Description = "Else found out.", HelpName = "TYPE" };
        var backfill = new Option<bool>("--backfill") { Description = "Wait behind live news." };
        var wait = new Option<bool>("--wait") { Description = "Wait for the outcome." };
        var timeout = CommonOptions.Duration("--timeout", "How long --wait waits; else 5m.");
        return common.Online(
            new Command("ingest", "Hands in a saved page.") { file, url, type, backfill, wait, timeout },
            run => RunAsync(
                run,
                run.Arguments.GetRequiredValue(file),
                new IngestPageRequest
                {
                    Url = run.Arguments.GetRequiredValue(url),
                    ContentType = run.Arguments.GetValue(type) ?? PageFileName.ContentType(run.Arguments.GetRequiredValue(file)) ?? "",
                    Lane = run.Arguments.GetValue(backfill) ? Lane.Backfill : Lane.Live,
                },
                run.Arguments.GetValue(wait) ? run.Arguments.GetValue(timeout) ?? TimeSpan.FromMinutes(5) : null));
    }

    private static async Task<int> RunAsync(CommandRun run, string file, IngestPageRequest request, TimeSpan? wait)
    {
        var (bytes, error) = PageFile.Read(file, MaxBytes);
        if (error is not null || bytes.Length > MaxBytes)
        {
            throw new UsageException($"{file}: {error ?? "is larger than 20 MB, the most that a page may have"}");
        }

        request.Content = UnsafeByteOperations.UnsafeWrap(bytes);
        var trace = await PatientCall.MakeAsync(run, (client, options) => client.IngestPageAsync(request, options));
        if (wait is { } limit)
        {
            return await OutcomeWait.ShowAsync(run, [request.Url], limit) is (0, 0) ? ExitCode.Done : ExitCode.SomeFailed;
        }

        using var rows = Traces.Rows(run.Screen);
        Traces.Show(run, rows, trace);
        return ExitCode.Done;
    }
}
