using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Commands.Articles;

/// <summary>Articles as rows of a list.</summary>
internal static class ArticleRows
{
    private const int ToTheMinute = 16;

    public static Rows Open(Screen screen) => new(screen, new("published", ToTheMinute), new("lang", 4), new("title"), new("article", 26), new("url"));

    public static void Add(this Rows rows, Screen screen, Article article) =>
        rows.Add(Published(screen, article), article.Language, article.Title, article.Name, article.Url);

    /// <summary>In full for programs, to the minute in a table.</summary>
    public static string Published(Screen screen, Article article)
    {
        var time = (TimeText.Of(article.Published) ?? "").Replace('T', ' ');
        return screen.Interactive && time.Length > ToTheMinute ? time[..ToTheMinute] : time;
    }
}
