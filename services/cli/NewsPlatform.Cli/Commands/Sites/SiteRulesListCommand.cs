using System.CommandLine;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site rules list</c>.</summary>
internal static class SiteRulesListCommand
{
    // Rules may have 64 KB each.
    private const int PageSize = 200;

    public static Command Create(CommonOptions common) => common.Online(new Command("list", "Lists the rules that hold."), RunAsync);

    private static async Task<int> RunAsync(CommandRun run)
    {
        using var rows = new Rows(run.Screen, new("site"), new("from", 9), new("etag", 9), new("changed", 19));
        var all = Paging.AllAsync<SiteRules>(
            async (size, token) =>
            {
                var response = await run.Server.Clean.CallAsync(
                    (client, options) => client.ListSiteRulesAsync(new ListSiteRulesRequest { PageSize = size, PageToken = token }, options), run.Stop);
                return (response.SiteRules, response.NextPageToken);
            },
            PageSize,
            null,
            run.Stop);
        await foreach (var rules in all)
        {
            if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => SiteJson.Write(json, rules));
            }
            else
            {
                rows.Add(rules.Name.Split('/')[^1], EnumText.OfWire(rules.Origin), rules.Etag, TimeText.Short(rules.UpdateTime));
            }
        }

        return ExitCode.Done;
    }
}
