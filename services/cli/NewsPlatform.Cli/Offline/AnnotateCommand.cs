using System.CommandLine;
using NewsPlatform.Cli.Commands;
using NewsPlatform.Cli.Output;
using NewsPlatform.TextAnalysis;

namespace NewsPlatform.Cli.Offline;

/// <summary><c>news annotate</c>: entities, quotes, dates, topics and more out of texts, without a server.</summary>
internal static class AnnotateCommand
{
    public static Command Create(CommonOptions common)
    {
        var input = OfflineOptions.Input();
        var output = OfflineOptions.Output();
        var threads = OfflineOptions.Threads();
        return common.Offline(
            new Command("annotate", "Annotates texts, without a server.") { input, output, threads },
            (arguments, screen, stop) => LineRun.RunAsync(
                screen,
                "texts",
                arguments.GetRequiredValue(input),
                arguments.GetValue(output),
                arguments.GetValue(threads),
                (line, cancel) => Annotate(DocumentLine.Parse(line), TimeProvider.System, cancel),
                stop));
    }

    private static LineResult Annotate(DocumentLine line, TimeProvider time, CancellationToken stop)
    {
        if (line.Document is null)
        {
            return LineResult.Failure(line.Id, line.Error!);
        }

        try
        {
            var start = time.GetTimestamp();
            var annotations = ArticleAnalyzer.Analyze(line.Document, new AnalysisOptions(), stop);
            var seconds = time.GetElapsedTime(start).TotalSeconds;
            return new LineResult(
                JsonLine.Of(json =>
                {
                    json.WritePropertyName("id");
                    json.WriteRawValue(line.Id);
                    AnalysisJson.Write(json, annotations);
                    json.WriteNumber("seconds", Math.Round(seconds, 6));
                }),
                Error: null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The boundary of one text: the others must not suffer from a fault that this one found.
            return LineResult.Failure(line.Id, $"line {line.Number}: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
