using System.CommandLine;
using NewsPlatform.Cli.Offline;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site rules set</c>.</summary>
internal static class SiteRulesSetCommand
{
    public static Command Create(CommonOptions common)
    {
        var site = new Argument<string>("SITE") { Description = "The site that the file is for." };
        var file = new Argument<string>("FILE") { Description = "A file of rules (docs/site-rules.md)." };
        var etag = new Option<string?>("--etag") { Description = "Only if the present rules have this etag.", HelpName = "ETAG" };
        return common.Online(new Command("set", "Sets the rules of a site.") { site, file, etag }, run =>
            RunAsync(run, run.Arguments.GetRequiredValue(site), run.Arguments.GetRequiredValue(file), run.Arguments.GetValue(etag) ?? ""));
    }

    private static async Task<int> RunAsync(CommandRun run, string site, string file, string etag)
    {
        var (parsed, faults) = File.Exists(file) ? RuleFiles.Read(file) : throw new UsageException($"{file}: there is no such file");
        if (parsed is null)
        {
            throw new UsageException(string.Join("; ", faults));
        }

        var request = new UpdateSiteRulesRequest { SiteRules = new SiteRules { Name = SiteNames.Rules(site), Content = parsed.Content, Etag = etag } };
        var set = await run.Server.Clean.CallAsync((client, options) => client.UpdateSiteRulesAsync(request, options), run.Stop);
        if (run.Screen.Json)
        {
            run.Screen.WriteJson(json => SiteJson.Write(json, set));
        }
        else
        {
            run.Screen.WriteLine($"{set.Name} · etag {set.Etag}");
        }

        return ExitCode.Done;
    }
}
