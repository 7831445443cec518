using System.CommandLine;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site rules delete</c>.</summary>
internal static class SiteRulesDeleteCommand
{
    public static Command Create(CommonOptions common)
    {
        var site = new Argument<string>("SITE") { Description = "A host, or *. and a domain." };
        return common.Online(new Command("delete", "Deletes the rules of a site.") { site }, async run =>
        {
            var request = new DeleteSiteRulesRequest { Name = SiteNames.Rules(run.Arguments.GetRequiredValue(site)) };
            await run.Server.Clean.CallAsync((client, options) => client.DeleteSiteRulesAsync(request, options), run.Stop);
            return ExitCode.Done;
        });
    }
}
