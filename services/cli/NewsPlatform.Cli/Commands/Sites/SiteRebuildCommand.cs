using System.CommandLine;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site rebuild</c>.</summary>
internal static class SiteRebuildCommand
{
    public static Command Create(CommonOptions common)
    {
        var site = new Argument<string>("SITE") { Description = "A host, or an address of it." };
        return common.Online(new Command("rebuild", "Forgets what was learnt of a site; its next articles teach it anew.") { site }, async run =>
        {
            var request = new RebuildSiteProfileRequest { Name = SiteNames.Profile(run.Arguments.GetRequiredValue(site)) };
            SiteShowCommand.Show(run.Screen, await run.Server.Clean.CallAsync((client, options) => client.RebuildSiteProfileAsync(request, options), run.Stop));
            return ExitCode.Done;
        });
    }
}
