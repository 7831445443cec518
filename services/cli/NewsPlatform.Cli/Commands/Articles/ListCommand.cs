using System.CommandLine;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Commands.Articles;

/// <summary><c>news list</c>: every stored article once.</summary>
internal static class ListCommand
{
    // A page of records with text stays within a few MB.
    private const int PageSize = 200;

    public static Command Create(CommonOptions common)
    {
        var filter = CommonOptions.Filter();
        var limit = CommonOptions.Limit("At most so many; else all.");
        return common.Online(
            new Command("list", "Lists every stored article once.") { filter, limit },
            run => RunAsync(run, run.Arguments.GetValue(filter) ?? "", run.Arguments.GetValue(limit)));
    }

    private static async Task<int> RunAsync(CommandRun run, string filter, int? limit)
    {
        using var rows = ArticleRows.Open(run.Screen);
        var articles = Paging.AllAsync<Article>(
            async (size, token) =>
            {
                var request = new ListArticlesRequest
                {
                    PageSize = size, PageToken = token, Filter = filter, ReadMask = run.Screen.Json ? ArticleJson.Mask : ArticleJson.RowMask,
                };
                var response = await run.Server.Store.CallAsync((client, options) => client.ListArticlesAsync(request, options), run.Stop);
                return (response.Articles, response.NextPageToken);
            },
            PageSize,
            limit,
            run.Stop);
        await foreach (var article in articles)
        {
            if (run.Screen.Json)
            {
                run.Screen.WriteJson(json => ArticleJson.Write(json, article));
            }
            else
            {
                rows.Add(run.Screen, article);
            }
        }

        return ExitCode.Done;
    }
}
