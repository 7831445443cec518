using System.Globalization;
using NewsPlatform.Extraction;

namespace NewsPlatform.Cli.Offline;

/// <summary>Why one field of an extracted article has its value.</summary>
/// <param name="Field">Its name in the output line.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Evidence">What speaks for it.</param>
/// <param name="Others">The candidates that lost.</param>
internal sealed record FieldEvidence(string Field, string Value, Evidence Evidence, IReadOnlyList<(string Value, Evidence Evidence)> Others)
{
    /// <summary>The evidence for each field that an article has.</summary>
    public static IEnumerable<FieldEvidence> Of(ExtractedArticle article)
    {
        IEnumerable<FieldEvidence?> fields =
        [
            One("url", article.CanonicalUrl, url => url.AbsoluteUri),
            One("title", article.Title, title => title),
            One("standfirst", article.Standfirst, standfirst => standfirst),
            .. article.Authors.Select((author, index) => One(string.Create(CultureInfo.InvariantCulture, $"authors[{index}]"), author, value => value.Name)),
            One("published", article.Published, date => date.ToString()),
            One("modified", article.Modified, date => date.ToString()),
            One("displayed", article.Displayed, date => date.ToString()),
            One("lang", article.Language, language => language),
            One("image", article.LeadImage, image => image.Url.AbsoluteUri),
            One("section", article.Section, section => section),
            One("dateline", article.Dateline, dateline => dateline),
            One("publisher", article.Publisher, publisher => publisher.Name),
            article.BodySource is { } source ? new("body", "", source, []) : null,
        ];
        return fields.OfType<FieldEvidence>();
    }

    private static FieldEvidence? One<T>(string field, Sourced<T>? sourced, Func<T, string> text) => sourced is null
        ? null
        : new(field, text(sourced.Value), sourced.Evidence, [.. sourced.Others.Select(other => (text(other.Value), other.Evidence))]);
}
