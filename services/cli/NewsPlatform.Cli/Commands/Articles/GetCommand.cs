using System.CommandLine;
using Grpc.Core;
using NewsPlatform.Cli.Client;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Commands.Articles;

/// <summary><c>news get</c>: one article, to read or as its whole record.</summary>
internal static class GetCommand
{
    public static Command Create(CommonOptions common)
    {
        var articles = new Argument<string[]>("ARTICLE") { Description = "Name (articles/...) or any address at which it was seen.", Arity = ArgumentArity.OneOrMore };
        var markdown = new Option<bool>("--markdown") { Description = "Print the body as Markdown." };
        return common.Online(
            new Command("get", "Shows articles.") { articles, markdown },
            run => RunAsync(run, run.Arguments.GetRequiredValue(articles), run.Arguments.GetValue(markdown)));
    }

    private static async Task<int> RunAsync(CommandRun run, string[] articles, bool markdown)
    {
        var exit = ExitCode.Done;
        foreach (var wanted in articles)
        {
            if (await FindAsync(run, wanted) is not { } article)
            {
                exit = ExitCode.SomeFailed;
            }
            else if (run.Screen.Json)
            {
                run.Screen.WriteJson(json =>
                {
                    ArticleJson.Write(json, article);
                    ArticleJson.WriteDetail(json, article);
                });
            }
            else if (markdown)
            {
                MarkdownPage.Write(run.Screen, article.Title, article.Standfirst, article.Markdown);
            }
            else
            {
                ArticlePage.Write(run.Screen, article);
            }
        }

        return exit;
    }

    private static async Task<Article?> FindAsync(CommandRun run, string wanted)
    {
        try
        {
            if (wanted.Contains("://", StringComparison.Ordinal))
            {
                return await run.Server.Store.CallAsync((client, options) => client.LookupArticleAsync(new LookupArticleRequest { Url = wanted }, options), run.Stop);
            }

            var name = wanted.StartsWith("articles/", StringComparison.Ordinal) ? wanted : "articles/" + wanted;
            return await run.Server.Store.CallAsync((client, options) => client.GetArticleAsync(new GetArticleRequest { Name = name }, options), run.Stop);
        }
        catch (RpcException exception)
        {
            Screen.Note($"{wanted}: {RpcFailure.Of(exception).Sentence}");
            return null;
        }
    }
}
