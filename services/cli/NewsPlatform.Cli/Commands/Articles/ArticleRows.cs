using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Commands.Articles;

/// <summary>Articles as rows of a list.</summary>
internal static class ArticleRows
{
    public static Rows Open(Screen screen) => new(screen, new("published", 19), new("lang", 4), new("title"), new("article", 26), new("url"));

    public static void Add(this Rows rows, Article article) =>
        rows.Add((TimeText.Of(article.Published) ?? "").Replace('T', ' '), article.Language, article.Title, article.Name, article.Url);
}
