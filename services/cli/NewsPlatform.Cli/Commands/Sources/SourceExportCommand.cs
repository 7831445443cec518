using System.CommandLine;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Crawling.Opml;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source export</c>.</summary>
internal static class SourceExportCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Where to write the OPML file." };
        return common.Online(
            new Command("export", "Writes all sources that are feeds, or may be, to an OPML file for feed readers.") { file },
            run => RunAsync(run, run.Arguments.GetRequiredValue(file)));
    }

    private static async Task<int> RunAsync(CommandRun run, FileInfo file)
    {
        var outlines = new List<OpmlOutline>();
        await foreach (var source in KnownSources.AllAsync(run))
        {
            var kind = source.DetectedKind == SourceKind.Unspecified ? source.Kind : source.DetectedKind;
            if (kind is SourceKind.Feed or SourceKind.Unspecified)
            {
                var title = source.DisplayName.Length == 0 ? source.Url : source.DisplayName;
                outlines.Add(new OpmlOutline([new("type", "rss"), new("text", title), new("title", title), new("xmlUrl", source.Url)], []));
            }
        }

        var bytes = OpmlWriter.Write(new OpmlDocument("2.0", [new("title", "NewsPlatform sources")], outlines));
        try
        {
            await File.WriteAllBytesAsync(file.FullName, bytes, run.Stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Screen.Note($"{file}: {fault.Message}");
            return ExitCode.SomeFailed;
        }

        Screen.Note($"{outlines.Count} feeds written to {file}.");
        return ExitCode.Done;
    }
}
