using System.CommandLine;

namespace NewsPlatform.Cli.Commands.Sources;

/// <summary><c>news source</c>: the feeds, sitemaps and sites that lead to pages.</summary>
internal static class SourceCommand
{
    public static Command Create(CommonOptions common) => new("source", "Feeds, sitemaps and sites that are polled for articles.")
    {
        SourceAddCommand.Create(common),
        SourcePreviewCommand.Create(common),
        SourceListCommand.Create(common),
        SourceRemoveCommand.Create(common),
        SourcePollCommand.Create(common),
        SourceHealthCommand.Create(common),
        SourcePollsCommand.Create(common),
        SourceImportCommand.Create(common),
        SourceExportCommand.Create(common),
    };
}
