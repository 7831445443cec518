using System.CommandLine;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Store.V1;

namespace NewsPlatform.Cli.Commands.Articles;

/// <summary><c>news search</c>.</summary>
internal static class SearchCommand
{
    // The contract's limit (SearchArticlesRequest.page_size).
    private const int PageSize = 100;
    private const int DefaultLimit = 20;

    public static Command Create(CommonOptions common)
    {
        var query = new Argument<string[]>("QUERY") { Description = """Words, and "phrases in double quotes".""", Arity = ArgumentArity.OneOrMore };
        var filter = CommonOptions.Filter();
        var limit = CommonOptions.Limit($"At most so many; else {DefaultLimit}.");
        return common.Online(
            new Command("search", "Finds articles that hold all words of the query, best first.") { query, filter, limit },
            run => RunAsync(
                run,
                string.Join(' ', run.Arguments.GetRequiredValue(query)),
                run.Arguments.GetValue(filter) ?? "",
                run.Arguments.GetValue(limit) ?? DefaultLimit));
    }

    private static async Task<int> RunAsync(CommandRun run, string query, string filter, int limit)
    {
        using var rows = ArticleRows.Open(run.Screen);
        var results = Paging.AllAsync<SearchResult>(
            async (size, token) =>
            {
                var request = new SearchArticlesRequest
                {
                    Query = query, PageSize = size, PageToken = token, Filter = filter, ReadMask = run.Screen.Json ? ArticleJson.Mask : ArticleJson.RowMask,
                };
                var response = await run.Server.Store.CallAsync((client, options) => client.SearchArticlesAsync(request, options), run.Stop);
                return (response.Results, response.NextPageToken);
            },
            PageSize,
            limit,
            run.Stop);
        var found = false;
        await foreach (var result in results)
        {
            found = true;
            if (run.Screen.Json)
            {
                run.Screen.WriteJson(json =>
                {
                    ArticleJson.Write(json, result.Article);
                    json.WriteScore("score", result.Score);
                });
            }
            else
            {
                rows.Add(run.Screen, result.Article);
            }
        }

        if (!found && !run.Screen.Json)
        {
            Screen.Note("nothing found");
        }

        return ExitCode.Done;
    }
}
