using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Commands.Articles;
using NewsPlatform.Cli.Commands.Backfills;
using NewsPlatform.Cli.Commands.Captures;
using NewsPlatform.Cli.Commands.Pages;
using NewsPlatform.Cli.Commands.Reprocessings;
using NewsPlatform.Cli.Commands.Sites;
using NewsPlatform.Cli.Commands.Sources;
using NewsPlatform.Cli.Offline;
using NewsPlatform.Cli.Output;

namespace NewsPlatform.Cli.Commands;

/// <summary>The command <c>news</c>: all commands on one screen, and how each way to end becomes an exit code.</summary>
internal static class NewsCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        using var stopping = new CancellationTokenSource();
        // The first Ctrl+C asks the command to end, the second ends the process.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        var root = Create();
        // Response files (@file) are off: a search may well begin with @.
        var arguments = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (arguments.Action is ParseErrorAction)
        {
            return Misused(arguments);
        }

        try
        {
            return await arguments.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stopping.Token);
        }
        catch (UsageException exception)
        {
            Screen.Note(exception.Message);
            return ExitCode.WrongUse;
        }
        catch (ServerNotReachedException exception)
        {
            Screen.Note(exception.Message);
            return ExitCode.ServerNotReached;
        }
        catch (RpcException exception)
        {
            var failure = RpcFailure.Of(exception);
            Screen.Note(failure.Sentence);
            return failure.Code is StatusCode.InvalidArgument or StatusCode.OutOfRange ? ExitCode.WrongUse : ExitCode.SomeFailed;
        }
        catch (OutputException exception) when (exception.ReaderHasGone)
        {
            // As with any filter: `news list | head` has had what it wanted.
            return ExitCode.Done;
        }
        catch (OutputException exception)
        {
            Screen.Note(exception.Message);
            return ExitCode.SomeFailed;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Screen.Note("interrupted");
            return ExitCode.SomeFailed;
        }
        catch (Exception exception)
        {
            // The process boundary: a fault of the program, told in full so that it can be reported.
            Console.Error.WriteLine("news: this is a fault of the program: " + exception);
            return ExitCode.SomeFailed;
        }
    }

    private static RootCommand Create()
    {
        var common = new CommonOptions();
        return new RootCommand("news: the news web as clean, deduplicated, enriched, searchable articles.")
        {
            SourceCommand.Create(common),
            SiteCommand.Create(common),
            SubmitCommand.Create(common),
            IngestCommand.Create(common),
            TraceCommand.Create(common),
            ReplayCommand.Create(common),
            BackfillCommand.Create(common),
            ReprocessCommand.Create(common),
            CaptureCommand.Create(common),
            ExportCommand.Create(common),
            ListCommand.Create(common),
            GetCommand.Create(common),
            SearchCommand.Create(common),
            WatchCommand.Create(common),
            ExtractCommand.Create(common),
            AnnotateCommand.Create(common),
            GroupCommand.Create(common),
            common.Server,
            common.Json,
        };
    }

    private static int Misused(ParseResult arguments)
    {
        // A mistyped command is reported twice, first as a missing one.
        var unknown = arguments.UnmatchedTokens.Count;
        foreach (var error in unknown > 0 ? arguments.Errors.TakeLast(unknown) : arguments.Errors)
        {
            Screen.Note(error.Message);
        }

        var path = string.Join(' ', Path(arguments.CommandResult).Reverse());
        Console.Error.WriteLine($"Try: {path} --help");
        return ExitCode.WrongUse;
    }

    private static IEnumerable<string> Path(CommandResult? command)
    {
        for (; command is not null; command = command.Parent as CommandResult)
        {
            yield return command.Command is RootCommand ? "news" : command.Command.Name;
        }
    }
}
