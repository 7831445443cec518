using System.CommandLine;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site rules get</c>.</summary>
internal static class SiteRulesGetCommand
{
    public static Command Create(CommonOptions common)
    {
        var site = new Argument<string>("SITE") { Description = "A host, or *. and a domain." };
        return common.Online(new Command("get", "Prints the rules of a site.") { site }, async run =>
        {
            var request = new GetSiteRulesRequest { Name = SiteNames.Rules(run.Arguments.GetRequiredValue(site)) };
            var rules = await run.Server.Clean.CallAsync((client, options) => client.GetSiteRulesAsync(request, options), run.Stop);
            if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => SiteJson.Write(json, rules));
            }
            else
            {
                foreach (var line in rules.Content.TrimEnd().Split('\n'))
                {
                    run.Screen.WriteLine(Printable.Line(line.TrimEnd()));
                }
            }

            return ExitCode.Done;
        });
    }
}
