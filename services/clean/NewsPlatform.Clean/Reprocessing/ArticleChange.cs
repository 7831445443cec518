using System.Collections;
using System.Globalization;
using Google.Protobuf;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Text;

namespace NewsPlatform.Clean.Reprocessing;

/// <summary>What differs between two readings of one page, as a reader of the article would see it.</summary>
internal sealed record ArticleChange
{
    private const int MaxFields = 20;
    private const int MaxShown = 300;
    private const int Lead = 80;

    // How it was found, and what Store and Enrich make of it.
    private static readonly HashSet<int> Ignored =
    [
        Article.EvidenceFieldNumber, Article.AnnotationsFieldNumber, Article.SignatureFieldNumber, Article.ContentHashFieldNumber, Article.ProvenanceFieldNumber,
        Article.UrlsFieldNumber, Article.RevisionFieldNumber, Article.RevisionsFieldNumber, Article.CopyOfFieldNumber, Article.StoryFieldNumber,
        Article.CreateTimeFieldNumber, Article.UpdateTimeFieldNumber, Article.WithdrawTimeFieldNumber,
    ];

    // Say of the body what its text says already.
    private static readonly HashSet<int> FormsOfBody =
        [Article.BlocksFieldNumber, Article.MarkdownFieldNumber, Article.HtmlFieldNumber, Article.WordCountFieldNumber];

    /// <summary><c>articles/…</c>.</summary>
    public required string ArticleName { get; init; }

    public bool Title { get; private init; }

    public bool Body { get; private init; }

    public bool Date { get; private init; }

    public bool Authors { get; private init; }

    public bool Kind { get; private init; }

    public bool Other { get; private init; }

    /// <summary>Whether another canonical address is named now.</summary>
    public bool Address { get; private init; }

    /// <summary>Words of the body that came and went.</summary>
    public WordDistance Words { get; private init; }

    /// <summary>For people, at most 20.</summary>
    public IReadOnlyList<FieldDifference> Fields { get; private init; } = [];

    /// <summary>
    /// Compares a stored article with another reading. An article keeps its name and address whatever is read: clients hold on to
    /// them, and one page must not become two articles. <paramref name="after"/> is given those of <paramref name="before"/>.
    /// </summary>
    /// <returns>Null when nothing differs.</returns>
    public static ArticleChange? Between(Article before, Article after)
    {
        var address = after.Url;
        after.Name = before.Name;
        after.Url = before.Url;
        var changed = Article.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => !Ignored.Contains(field.FieldNumber) && !Equals(field.Accessor.GetValue(before), field.Accessor.GetValue(after)))
            .ToList();
        if (changed.Count == 0)
        {
            return null;
        }

        var numbers = changed.Select(field => field.FieldNumber).ToHashSet();
        var body = numbers.Contains(Article.TextFieldNumber);
        var isOther = changed.Any(field => field.FieldNumber is not (
            Article.TitleFieldNumber or Article.TextFieldNumber or Article.PublishedFieldNumber
            or Article.AuthorsFieldNumber or Article.KindFieldNumber)
            && !(body && FormsOfBody.Contains(field.FieldNumber)));
        var fields = changed
            .Where(field => !(body && FormsOfBody.Contains(field.FieldNumber)))
            .OrderBy(field => field.FieldNumber == Article.TextFieldNumber ? 0 : 1)
            .Take(MaxFields)
            .Select(field => Difference(field.Name, Shown(field.Accessor.GetValue(before)), Shown(field.Accessor.GetValue(after))))
            .ToList();
        if (address != before.Url)
        {
            fields.Add(Difference("url", before.Url, address));
        }

        return new ArticleChange
        {
            ArticleName = before.Name,
            Title = numbers.Contains(Article.TitleFieldNumber),
            Body = body,
            Date = numbers.Contains(Article.PublishedFieldNumber),
            Authors = numbers.Contains(Article.AuthorsFieldNumber),
            Kind = numbers.Contains(Article.KindFieldNumber),
            Other = isOther,
            Address = address != before.Url,
            Words = body ? WordDistance.Between(before.Text, after.Text) : default,
            Fields = fields,
        };
    }

    /// <summary>A difference as people read it: of long values the surroundings of where they part.</summary>
    public static FieldDifference Difference(string field, string before, string after)
    {
        var start = before.Length > MaxShown || after.Length > MaxShown ? Math.Max(0, before.AsSpan().CommonPrefixLength(after) - Lead) : 0;
        return new FieldDifference { Field = field, Before = Excerpt(before, start), After = Excerpt(after, start) };
    }

    private static string Excerpt(string text, int start)
    {
        start = Math.Min(start, text.Length);
        // Not within a character.
        start += start > 0 && start < text.Length && char.IsLowSurrogate(text[start]) ? 1 : 0;
        var excerpt = StoredText.Clean(text[start..], MaxShown);
        return $"{(start > 0 ? "…" : "")}{excerpt}{(start + excerpt.Length < text.Length ? "…" : "")}";
    }

    private static string Shown(object? value) => value switch
    {
        null => "",
        string text => text,
        NewsTime time => $"{time.Time?.ToDateTimeOffset():u}, to the {time.Precision}".ToString(CultureInfo.InvariantCulture),
        Author author => author.Name,
        IMessage message => JsonFormatter.Default.Format(message),
        IEnumerable all => string.Join(", ", all.Cast<object>().Take(100).Select(Shown)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
