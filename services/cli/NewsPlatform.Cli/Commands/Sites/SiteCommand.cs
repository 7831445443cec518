using System.CommandLine;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site</c>: what is known of sites, learnt and laid down.</summary>
internal static class SiteCommand
{
    public static Command Create(CommonOptions common) => new("site", "What is known of sites: what was learnt of their pages, and rules for them.")
    {
        SiteListCommand.Create(common),
        SiteShowCommand.Create(common),
        SiteRebuildCommand.Create(common),
        new Command("rules", "Rules for sites, kept by the server.")
        {
            SiteRulesListCommand.Create(common),
            SiteRulesGetCommand.Create(common),
            SiteRulesSetCommand.Create(common),
            SiteRulesDeleteCommand.Create(common),
        },
        SiteTestCommand.Create(common),
        SiteImportCommand.Create(common),
    };
}
