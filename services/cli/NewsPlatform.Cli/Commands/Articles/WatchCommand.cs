using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Store.V1;

namespace NewsPlatform.Cli.Commands.Articles;

/// <summary><c>news watch</c>: each change of the store as it happens, until Ctrl+C.</summary>
internal static class WatchCommand
{
    private const long FromNow = -1;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // A server that restarts is back within this time; one that is gone for longer is reported.
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(60);

    public static Command Create(CommonOptions common)
    {
        var from = new Option<long>("--from")
        {
            Description = "Changes after this position, 0 for all; else only what happens from now on.",
            HelpName = "POSITION",
            DefaultValueFactory = _ => FromNow,
        };
        var limit = CommonOptions.Limit("End after so many.");
        var news = new Option<bool>("--news") { Description = "Leave out what another extractor read out of old captures." };
        return common.Online(
            new Command("watch", "Streams changes of the store until Ctrl+C.") { from, limit, news },
            run => RunAsync(run, run.Arguments.GetValue(from), run.Arguments.GetValue(limit), run.Arguments.GetValue(news)));
    }

    private static async Task<int> RunAsync(CommandRun run, long from, int? limit, bool newsOnly)
    {
        using var rows = new Rows(run.Screen, new("position", 9), new("change", 11), new("published", 16), new("title"), new("url"));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        var (position, left) = (from, limit ?? int.MaxValue);
        // A stream is silent until something happens: a short call first tells whether there is a server at all. From here
        // on one that does not answer may be restarting.
        await run.Server.Store.CallAsync(
            (client, options) => client.ListChangesAsync(new ListChangesRequest { FromPosition = Math.Max(from, 0), PageSize = 1, ReadMask = ArticleJson.RowMask }, options),
            run.Stop);
        long? lostAt = null;
        var pause = FirstPause;
        while (left > 0)
        {
            try
            {
                var request = new WatchChangesRequest { FromPosition = position, ReadMask = run.Screen.Json ? ArticleJson.Mask : ArticleJson.RowMask };
                await run.Server.Store.StreamAsync(
                    (client, options) => client.WatchChanges(request, options),
                    change =>
                    {
                        (lostAt, pause, position) = (null, FirstPause, change.Position);
                        if (newsOnly && change.Cause == Contracts.Type.V1.RevisionCause.Reextracted)
                        {
                            return;
                        }

                        Show(run.Screen, rows, change);
                        if (--left == 0)
                        {
                            enough.Cancel();
                        }
                    },
                    enough.Token);
            }
            catch (OperationCanceledException) when (enough.IsCancellationRequested)
            {
                return ExitCode.Done;
            }
            catch (ServerNotReachedException exception)
            {
                lostAt ??= run.Time.GetTimestamp();
                if (run.Time.GetElapsedTime(lostAt.Value) > LongestAbsence)
                {
                    throw;
                }

                Screen.Note($"the connection is lost, trying again {After(position)} ({exception.Cause})");
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled)
            {
                lostAt ??= run.Time.GetTimestamp();
                if (run.Time.GetElapsedTime(lostAt.Value) > LongestAbsence)
                {
                    throw;
                }

                Screen.Note($"the stream broke off, trying again {After(position)} ({RpcFailure.Of(exception).Message})");
            }

            try
            {
                await Task.Delay(pause, run.Time, run.Stop);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Done;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        return ExitCode.Done;
    }

    private static string After(long position) => position < 0
        ? "from then on; what happens meanwhile is missed"
        : string.Create(CultureInfo.InvariantCulture, $"from position {position}");

    private static void Show(Screen screen, Rows rows, Change change)
    {
        var kind = EnumText.OfWire(change.Kind);
        var reextracted = change.Cause == Contracts.Type.V1.RevisionCause.Reextracted;
        var article = change.Article ?? new Contracts.Type.V1.Article();
        if (screen.Json)
        {
            screen.WriteJson(json =>
            {
                json.WriteNumber("position", change.Position);
                json.WriteString("kind", kind);
                json.WriteString("cause", EnumText.OfWire(change.Cause));
                json.WriteString("time", TimeText.Of(change.Time));
                json.WriteText("reason", change.Reason);
                json.WriteStartObject("article");
                ArticleJson.Write(json, article);
                json.WriteEndObject();
            });
        }
        else
        {
            rows.Add(change.Position.ToString(CultureInfo.InvariantCulture), reextracted ? "reextracted" : kind, ArticleRows.Published(screen, article), article.Title, article.Url);
            rows.Flush();
        }

        screen.Flush();
    }
}
