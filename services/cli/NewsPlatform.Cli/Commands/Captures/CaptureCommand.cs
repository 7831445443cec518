using System.CommandLine;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Commands.Pages;
using NewsPlatform.Cli.Offline;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Cli.Commands.Captures;

/// <summary><c>news capture</c>: pages' bytes as they were kept.</summary>
internal static class CaptureCommand
{
    public static Command Create(CommonOptions common)
    {
        var wanted = new Argument<string>("URL") { Description = "Address of a page, for its latest capture, or name of a capture (captures/...)." };
        var output = new Option<string?>("--output") { Description = "Write the page to this file; else to standard output.", HelpName = "FILE" };
        var headers = new Option<bool>("--headers") { Description = "Status and header fields first, as they were received." };
        var get = common.Online(
            new Command("get", "Shows a page as it was fetched; with --json, what is known of the capture.") { wanted, output, headers },
            run => GetAsync(run, run.Arguments.GetRequiredValue(wanted), run.Arguments.GetValue(output), run.Arguments.GetValue(headers)));
        return new Command("capture", "Pages' bytes as they were kept.") { get };
    }

    private static async Task<int> GetAsync(CommandRun run, string wanted, string? output, bool headers)
    {
        if (await NameOfAsync(run, wanted) is not { } name)
        {
            return ExitCode.SomeFailed;
        }

        var request = new GetCaptureRequest { Name = name, View = headers || run.Screen.Json ? CaptureView.Full : CaptureView.Basic };
        var capture = await run.Server.Fetch.CallAsync((client, options) => client.GetCaptureAsync(request, options), run.Stop);
        if (run.Screen.Json)
        {
            run.Screen.WriteJson(json => CaptureJson.Write(json, capture));
        }

        // With --json, standard output is the description's alone.
        if (output is null && run.Screen.Json)
        {
            return ExitCode.Done;
        }

        using var sink = OutputFile.Open(output, input: null);
        if (headers)
        {
            sink.Write(System.Text.Encoding.UTF8.GetBytes(HeadOf(capture)));
        }

        await run.Server.Fetch.StreamAsync(
            (client, options) => client.DownloadCapture(new DownloadCaptureRequest { Name = name }, options), chunk => sink.Write(chunk.Data.Span), run.Stop);
        return ExitCode.Done;
    }

    private static string HeadOf(Capture capture) =>
        string.Concat([$"HTTP/1.1 {capture.Status}\r\n", .. capture.Headers.Select(field => $"{field.Name}: {field.Value}\r\n"), "\r\n"]);

    private static async Task<string?> NameOfAsync(CommandRun run, string wanted)
    {
        if (!wanted.Contains("://", StringComparison.Ordinal))
        {
            return wanted.StartsWith("captures/", StringComparison.Ordinal) ? wanted : "captures/" + wanted;
        }

        try
        {
            var trace = await Traces.OfAsync(run, wanted);
            if (trace.Capture.Length > 0)
            {
                return trace.Capture;
            }

            Screen.Note($"{wanted}: has no capture; its outcome is {EnumText.OfWire(trace.Outcome)}{(trace.Reason.Length == 0 ? "" : $", {trace.Reason}")}");
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            Screen.Note($"{wanted}: {RpcFailure.Of(exception).Sentence}");
        }

        return null;
    }
}
