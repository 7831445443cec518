using System.Globalization;
using NewsPlatform.Cli.Output;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Rejection;
using NewsPlatform.Text;
using Spectre.Console;
using Rows = NewsPlatform.Cli.Output.Rows;

namespace NewsPlatform.Cli.Offline;

/// <summary>Extracted pages for people.</summary>
internal static class ExtractedScreen
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(decoration: Decoration.Dim);

    /// <summary>Rows of many pages.</summary>
    public static Rows Rows(Screen screen) => new(screen, new("page is", 14), new("published", 10), new("lang", 4), new("words", 6), new("title"), new("file"));

    public static void Add(this Rows rows, ExtractedPage page)
    {
        var article = page.Result?.Article;
        rows.Add(
            article is not null ? EnumText.Of(article.Kind) : page.Result?.Rejection is { } rejection ? "no: " + EnumText.Of(rejection.Reason) : "unreadable",
            article?.Published?.Value.Day,
            article?.Language.Value,
            article?.WordCount.ToString(CultureInfo.InvariantCulture),
            article?.Title.Value ?? page.Result?.Rejection?.Explanation ?? page.Error,
            page.Page.Path);
    }

    /// <summary>One page to read.</summary>
    public static void Write(Screen screen, ExtractedPage page)
    {
        if (page.Result?.Article is not { } article)
        {
            if (page.Result?.Rejection is { } rejection)
            {
                screen.WriteLine($"{page.Page.Path}: no article ({EnumText.Of(rejection.Reason)}): {Printable.Line(rejection.Explanation)}");
            }

            return;
        }

        screen.WriteLine(Printable.Line(article.Title.Value), Strong);
        if (article.Standfirst is { } standfirst)
        {
            screen.WriteLine(Printable.Line(standfirst.Value), new Style(decoration: Decoration.Italic));
        }

        screen.WriteLine(Printable.Line(string.Join(" · ", Byline(article).Where(part => !string.IsNullOrEmpty(part)))), Faint);
        screen.WriteLine();
        foreach (var paragraph in Printable.Paragraphs(article.Text))
        {
            screen.WriteLine(paragraph);
            screen.WriteLine();
        }
    }

    /// <summary>Why an article's fields have their values.</summary>
    public static void Explain(Screen screen, ExtractedArticle article)
    {
        using var rows = new Rows(screen, new("field", 12), new("value"), new("method", 10), new("place"), new("sure", 5), new("others", 6));
        foreach (var field in FieldEvidence.Of(article))
        {
            rows.Add(
                field.Field,
                field.Value,
                EnumText.Of(field.Evidence.Method),
                field.Evidence.Place,
                field.Evidence.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
                field.Others.Count.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var removed in article.Removed)
        {
            rows.Add("removed", removed.Raw, EnumText.Of(removed.Method), removed.Place, removed.Confidence.ToString("0.00", CultureInfo.InvariantCulture), "");
        }
    }

    /// <summary>Why a page is rejected.</summary>
    public static void Explain(Screen screen, PageRejection rejection)
    {
        using var rows = new Rows(screen, new("because", 10), new("place"), new("what"), new("sure", 5));
        foreach (var evidence in rejection.Evidence)
        {
            rows.Add(EnumText.Of(evidence.Method), evidence.Place, evidence.Raw, evidence.Confidence.ToString("0.00", CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<string?> Byline(ExtractedArticle article) =>
    [
        string.Join(", ", article.Authors.Select(author => author.Value.Name)),
        article.Publisher?.Value.Name,
        article.Section?.Value,
        article.Dateline?.Value,
        article.Published?.Value.ToString().Replace('T', ' '),
        article.Language.Value,
        EnumText.Of(article.Kind).Replace('_', ' '),
        string.Create(CultureInfo.InvariantCulture, $"{article.WordCount} words"),
    ];
}
