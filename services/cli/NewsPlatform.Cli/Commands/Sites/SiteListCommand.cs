using System.CommandLine;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site list</c>.</summary>
internal static class SiteListCommand
{
    private const int PageSize = 500;

    public static Command Create(CommonOptions common)
    {
        var limit = CommonOptions.Limit("At most so many; else all.");
        return common.Online(new Command("list", "Lists the sites of which something was learnt.") { limit }, run => RunAsync(run, run.Arguments.GetValue(limit)));
    }

    private static async Task<int> RunAsync(CommandRun run, int? limit)
    {
        using var rows = new Rows(run.Screen, new("site"), new("version", 8), new("articles", 9), new("learnt", 19), new("rules"));
        var all = Paging.AllAsync<SiteProfile>(
            async (size, token) =>
            {
                var response = await run.Server.Clean.CallAsync(
                    (client, options) => client.ListSiteProfilesAsync(new ListSiteProfilesRequest { PageSize = size, PageToken = token }, options), run.Stop);
                return (response.SiteProfiles, response.NextPageToken);
            },
            PageSize,
            limit,
            run.Stop);
        await foreach (var profile in all)
        {
            if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => SiteJson.Write(json, profile, full: false));
            }
            else
            {
                rows.Add(profile.Name.Split('/')[^1], Printable.Number(profile.Version), Printable.Number(profile.TotalPages), TimeText.Short(profile.UpdateTime), profile.Rules.Split('/')[^1]);
            }
        }

        return ExitCode.Done;
    }
}
