using System.CommandLine;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Opml;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source import</c>.</summary>
internal static class SourceImportCommand
{
    // What the server would cut off or refuse.
    private const int MaxName = 200;

    public static Command Create(CommonOptions common)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "An OPML file, as feed readers export it." };
        var backfill = new Option<bool>("--backfill") { Description = "Their pages wait behind live news." };
        return common.Online(
            new Command("import", "Adds the feeds of an OPML file as sources.") { file, backfill },
            run => RunAsync(run, run.Arguments.GetRequiredValue(file), run.Arguments.GetValue(backfill) ? Lane.Backfill : Lane.Unspecified));
    }

    private static async Task<int> RunAsync(CommandRun run, FileInfo file, Lane lane)
    {
        if (!file.Exists)
        {
            throw new UsageException($"{file}: there is no such file.");
        }

        if (file.Length > OpmlReader.MaxBytes)
        {
            throw new UsageException($"{file}: has {file.Length} bytes; at most {OpmlReader.MaxBytes} are read.");
        }

        var read = OpmlReader.Read(await File.ReadAllBytesAsync(file.FullName, run.Stop), null);
        if (read.Document is not { } document)
        {
            Screen.Note($"{file}: {read.Reason}");
            return ExitCode.SomeFailed;
        }

        var feeds = document.Feeds();
        if (feeds.Count == 0)
        {
            Screen.Note($"{file}: names no feeds.");
            return ExitCode.SomeFailed;
        }

        var exit = ExitCode.Done;
        foreach (var feed in feeds)
        {
            var name = feed.Title is { } title ? StoredLine(title) : "";
            if (!await SourceAdding.AddAsync(run, new Source { Url = feed.Url, Kind = SourceKind.Unspecified, DisplayName = name, Lane = lane }))
            {
                exit = ExitCode.SomeFailed;
            }
        }

        return exit;
    }

    private static string StoredLine(string title)
    {
        var line = string.Concat(title.Where(c => !char.IsControl(c)));
        return line.Length <= MaxName ? line : line[..(char.IsHighSurrogate(line[MaxName - 1]) ? MaxName - 1 : MaxName)];
    }
}
