namespace NewsPlatform.Store.Filtering;

/// <summary>A field that filters can name.</summary>
/// <param name="Name">Its name in the API.</param>
/// <param name="Column">Its column in the table <c>article</c>.</param>
/// <param name="Kind">How its values are written.</param>
/// <param name="Operators">What it can be compared by.</param>
internal sealed record FilterField(string Name, string Column, FilterValueKind Kind, string[] Operators)
{
    private static readonly string[] Equality = ["=", "!="];
    private static readonly string[] EqualityAndContains = ["=", "!=", ":"];
    private static readonly string[] Order = ["=", "!=", "<", "<=", ">", ">="];

    public static readonly IReadOnlyList<FilterField> All =
    [
        new("language", "a.language", FilterValueKind.Text, Equality),
        new("source", "a.source", FilterValueKind.Text, Equality),
        new("kind", "a.kind", FilterValueKind.ArticleKind, Equality),
        new("url", "a.url", FilterValueKind.Url, EqualityAndContains),
        new("title", "a.title", FilterValueKind.Title, EqualityAndContains),
        new("story", "a.story", FilterValueKind.Story, Equality),
        new("copy_of", "a.copy_of", FilterValueKind.Article, Equality),
        new("published", "a.published", FilterValueKind.Time, Order),
        new("flags", "a.flags", FilterValueKind.Flag, [":", "!="]),
        new("create_time", "a.created", FilterValueKind.Time, Order),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(f => f.Name));
}

/// <summary>How a field's values are written.</summary>
internal enum FilterValueKind
{
    Text,
    Title,
    Url,
    ArticleKind,
    Article,
    Story,
    Time,
    Flag,
}
