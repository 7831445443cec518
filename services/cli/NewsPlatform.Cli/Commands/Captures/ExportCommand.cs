using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Commands.Sources;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Captures;

/// <summary><c>news export</c>: what the platform keeps, for other tools.</summary>
internal static class ExportCommand
{
    // A stream that breaks off is asked for again for so long after the last capture that came.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions common)
    {
        var source = new Option<string?>("--source") { Description = "Only pages of this source: its name or address.", HelpName = "SOURCE" };
        var since = CommonOptions.Time("--since", "Only captures fetched then or later.");
        var until = CommonOptions.Time("--until", "Only captures fetched before then.");
        var output = new Option<string?>("--output") { Description = "The file; a run that was interrupted is taken up again. Else standard output.", HelpName = "FILE" };
        var warc = common.Online(
            new Command("warc", "Captures as one WARC 1.1 file (gzip), as web archives read it.") { source, since, until, output },
            run => WarcAsync(run, run.Arguments.GetValue(source), run.Arguments.GetValue(since), run.Arguments.GetValue(until), run.Arguments.GetValue(output)));
        return new Command("export", "Exports what the platform keeps.") { warc };
    }

    private static async Task<int> WarcAsync(CommandRun run, string? source, DateTimeOffset? since, DateTimeOffset? until, string? output)
    {
        if (run.Screen.Json && output is null or "-")
        {
            throw new UsageException("--json wants standard output for itself: give --output FILE.");
        }

        if (output is null or "-" && !Console.IsOutputRedirected)
        {
            throw new UsageException("an archive is no text for a terminal: give --output FILE, or redirect.");
        }

        var request = new ExportCapturesRequest
        {
            // What the contract calls "until the call": fixed now, so that a second call means the same.
            Until = Timestamp.FromDateTimeOffset(until ?? run.Time.GetUtcNow()),
            Since = since is { } from ? Timestamp.FromDateTimeOffset(from) : null,
        };
        if (source is not null)
        {
            request.Source = await KnownSources.NameOfAsync(run, source) ?? throw new UsageException($"{source}: there is no such source.");
        }

        // As typed: "7d" is another time in each run, and yet the same wish.
        var wish = string.Join(' ', run.Arguments.Tokens.Select(token => token.Value));
        using var file = ExportFile.Open(output, wish, request);
        var (captures, leftOut) = await CopyAsync(run, request, file);
        file.Complete();
        if (run.Screen.Json)
        {
            run.Screen.WriteJson(json =>
            {
                json.WriteString("file", output);
                json.WriteNumber("captures", captures);
                json.WriteNumber("leftOut", leftOut);
                json.WriteNumber("bytes", file.Length);
            });
        }

        Screen.Note($"{Printable.Number(captures)} captures written{(output is null or "-" ? "" : $" to {output}")}{(leftOut == 0 ? "" : $"; {Printable.Number(leftOut)} left out: their bytes are lost or damaged")}");
        return leftOut == 0 ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private static async Task<(long Captures, long LeftOut)> CopyAsync(CommandRun run, ExportCapturesRequest request, ExportFile file)
    {
        var (captures, leftOut, before) = (0L, 0L, 0L);
        var progress = run.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await run.Server.Fetch.StreamAsync(
                    (client, options) => client.ExportCaptures(request, options),
                    part =>
                    {
                        leftOut = before + part.LeftOut;
                        file.Take(part);
                        if (part.Capture.Length > 0)
                        {
                            captures++;
                            request.PageToken = part.PageToken;
                            progress = run.Time.GetTimestamp();
                        }
                    },
                    run.Stop);
                return (captures, leftOut);
            }
            catch (Exception exception) when (captures > 0 && Passes(exception) && run.Time.GetElapsedTime(progress) < Patience)
            {
                Screen.Note("the server broke off; going on behind the last capture");
                file.ForgetUnfinished();
                before = leftOut;
                await Task.Delay(Pause, run.Time, run.Stop);
            }
        }
    }

    private static bool Passes(Exception exception) =>
        exception is ServerNotReachedException || (exception is RpcException rpc && RpcFailure.Of(rpc) is { RetryAfter: not null } or { Code: StatusCode.Cancelled or StatusCode.Unavailable });
}
