using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text;
using Spectre.Console;

namespace NewsPlatform.Cli.Output;

/// <summary>A stored article to read: headline, byline, text, and what was found in it.</summary>
internal static class ArticlePage
{
    private const int MaxListed = 12;

    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(decoration: Decoration.Dim);

    public static void Write(Screen screen, Article article)
    {
        screen.WriteLine(Printable.Line(article.Title), Strong);
        if (TimeText.Of(article.WithdrawTime) is { } withdrawn)
        {
            // Before the text and not behind it: who reads on must know.
            screen.WriteLine($"withdrawn {withdrawn}: no longer in lists and search", Strong);
        }

        Line(screen, article.Standfirst, new Style(decoration: Decoration.Italic));
        Line(screen, string.Join(" · ", Byline(article).Where(part => !string.IsNullOrEmpty(part))), Faint);
        Line(screen, article.Url, Faint);
        screen.WriteLine();
        foreach (var paragraph in Printable.Paragraphs(article.Text))
        {
            screen.WriteLine(paragraph);
            screen.WriteLine();
        }

        if (article.Annotations is { } annotations)
        {
            List(screen, "Quotes", annotations.Quotes.Where(quote => quote.Span is not null).Select(quote => $"{(quote.Speaker.Length > 0 ? quote.Speaker : "?")}: {quote.Span.Text}"), separator: null);
            List(screen, "People", Names(annotations, EntityType.Person));
            List(screen, "Organisations", Names(annotations, EntityType.Organisation));
            List(screen, "Places", Names(annotations, EntityType.Place));
            List(screen, "Topics", annotations.Topics.Select(topic => topic.Name));
            List(screen, "Keyphrases", annotations.Keyphrases.Select(phrase => phrase.Text));
        }

        Line(screen, string.Join(" · ", Standing(article)), Faint);
        screen.WriteLine();
    }

    private static IEnumerable<string?> Byline(Article article) =>
    [
        string.Join(", ", article.Authors.Select(author => author.Name)),
        article.Publisher?.Name,
        article.Section,
        TimeText.Of(article.Published)?.Replace('T', ' '),
        TimeText.Of(article.Modified) is { } modified ? "changed " + modified.Replace('T', ' ') : null,
        article.Language,
    ];

    private static IEnumerable<string> Standing(Article article)
    {
        yield return article.Name;
        yield return $"revision {article.Revision} of {article.Revisions}";
        if (article.Completeness is not (Completeness.Full or Completeness.Unspecified))
        {
            yield return EnumText.Of(article.Completeness).Replace('_', ' ');
        }

        if (article.CopyOf.Length > 0)
        {
            yield return "copy of " + article.CopyOf;
        }

        if (article.Story.Length > 0)
        {
            yield return article.Story;
        }
    }

    private static IEnumerable<string> Names(Annotations annotations, EntityType type) =>
        annotations.Entities.Where(entity => entity.Type == type).Select(entity => entity.Name);

    private static void Line(Screen screen, string? text, Style style)
    {
        if (!string.IsNullOrEmpty(text))
        {
            screen.WriteLine(Printable.Line(text), style);
        }
    }

    private static void List(Screen screen, string heading, IEnumerable<string> values, string? separator = ", ")
    {
        var shown = values.Take(MaxListed).Select(Printable.Line).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        screen.WriteLine(heading, Strong);
        if (separator is not null)
        {
            screen.WriteLine("  " + string.Join(separator, shown));
        }
        else
        {
            shown.ForEach(value => screen.WriteLine("  " + value));
        }

        screen.WriteLine();
    }
}
