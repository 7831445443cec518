using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Commands.Pages;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Text;
using Kind = NewsPlatform.Contracts.Fetch.V1.Backfill.Types.Kind;

namespace NewsPlatform.Cli.Commands.Backfills;

/// <summary><c>news backfill start</c>.</summary>
internal static class BackfillStartCommand
{
    private const int PartBytes = 4 << 20;
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions common)
    {
        var inputs = new Argument<string[]>("FILE|SITEMAP")
        {
            Description = "Lists or CSV files of addresses, addresses of sitemaps, or WARC files (.warc, .warc.gz); all of one kind.", Arity = ArgumentArity.OneOrMore,
        };
        var since = CommonOptions.Time("--since", "Sitemaps: only entries of then or later.");
        var until = CommonOptions.Time("--until", "Sitemaps: only entries before then.");
        var title = new Option<string?>("--name") { Description = "What to call it.", HelpName = "NAME" };
        var refetch = new Option<bool>("--refetch") { Description = "Take pages again that the platform has an outcome for." };
        var id = new Option<string?>("--request-id") { Description = "The same id again goes on with what the first call began: for an upload that broke off.", HelpName = "ID" };
        var wait = new Option<bool>("--wait") { Description = "Wait until it has ended." };
        var command = new Command("start", "Starts a backfill.") { inputs, since, until, title, refetch, id, wait };
        return common.Online(command, run =>
        {
            var given = run.Arguments.GetRequiredValue(inputs);
            var kinds = given.Select(KindOf).Distinct().ToList();
            if (kinds.Count > 1)
            {
                throw new UsageException($"{string.Join(", ", given)}: are of different kinds; start a backfill for each.");
            }

            var backfill = new Backfill
            {
                Kind = kinds[0],
                DisplayName = run.Arguments.GetValue(title) ?? "",
                Inputs = { given.Select(input => new BackfillInput { Label = kinds[0] == Kind.Sitemap ? input : Path.GetFileName(input) }) },
                Since = TimeOf(run.Arguments.GetValue(since)),
                Until = TimeOf(run.Arguments.GetValue(until)),
                Refetch = run.Arguments.GetValue(refetch),
            };
            return RunAsync(run, given, new CreateBackfillRequest { Backfill = backfill, RequestId = run.Arguments.GetValue(id) ?? Guid.NewGuid().ToString("n") }, run.Arguments.GetValue(wait));
        });
    }

    private static async Task<int> RunAsync(CommandRun run, string[] given, CreateBackfillRequest request, bool wait)
    {
        // All files before anything is made: a mistyped name must not leave half a backfill behind.
        var files = request.Backfill.Kind == Kind.Sitemap ? [] : given.Select(Open).ToList();
        try
        {
            var backfill = await PatientCall.MakeAsync(run, (client, options) => client.CreateBackfillAsync(request, options));
            try
            {
                foreach (var (number, file) in files.Index())
                {
                    await UploadAsync(run, backfill, number, file);
                }
            }
            catch (Exception exception) when (exception is RpcException or ServerNotReachedException or OperationCanceledException)
            {
                Screen.Note($"{backfill.Name}: the upload broke off; the same command with --request-id {request.RequestId} goes on with it");
                throw;
            }

            backfill = await GetAsync(run, backfill.Name);
            while (wait && !BackfillScreen.HasEnded(backfill))
            {
                await Task.Delay(AskAgain, run.Time, run.Stop);
                backfill = await GetAsync(run, backfill.Name);
            }

            using var rows = BackfillScreen.Rows(run.Screen);
            BackfillScreen.Show(run, rows, backfill);
            return wait && backfill.State != Backfill.Types.State.Succeeded ? ExitCode.SomeFailed : ExitCode.Done;
        }
        finally
        {
            foreach (var file in files)
            {
                await file.DisposeAsync();
            }
        }
    }

    private static async Task UploadAsync(CommandRun run, Backfill backfill, int number, FileStream file)
    {
        var input = backfill.Inputs[number];
        if (input.Complete)
        {
            return;
        }

        if (input.UploadedBytes > 0)
        {
            Screen.Note($"{input.Label}: going on behind {Printable.Number(input.UploadedBytes)} bytes");
            file.Seek(input.UploadedBytes, SeekOrigin.Begin);
        }

        var part = new byte[PartBytes];
        bool last;
        do
        {
            var offset = file.Position;
            var length = await file.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, run.Stop);
            last = length < part.Length;
            var request = new UploadBackfillInputRequest
            {
                Name = backfill.Name, Input = number, Offset = offset, Data = UnsafeByteOperations.UnsafeWrap(part.AsMemory(0, length)), Last = last,
            };
            await PatientCall.MakeAsync(run, (client, options) => client.UploadBackfillInputAsync(request, options));
        }
        while (!last);
    }

    private static Task<Backfill> GetAsync(CommandRun run, string name) =>
        run.Server.Fetch.CallAsync((client, options) => client.GetBackfillAsync(new GetBackfillRequest { Name = name }, options), run.Stop);

    private static Kind KindOf(string input) =>
        input.Contains("://", StringComparison.Ordinal) ? Kind.Sitemap
        : input.EndsWith(".warc", StringComparison.OrdinalIgnoreCase) || input.EndsWith(".warc.gz", StringComparison.OrdinalIgnoreCase) ? Kind.Warc
        : Kind.List;

    private static Timestamp? TimeOf(DateTimeOffset? time) => time is { } at ? Timestamp.FromDateTimeOffset(at) : null;

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: cannot be read ({exception.Message})");
        }
    }
}
