using System.Text.Json;
using NewsPlatform.Cli.Output;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.Cli.Offline;

/// <summary>An output line of <c>news extract</c>.</summary>
internal static class ExtractedJson
{
    public static ReadOnlyMemory<byte> Line(ExtractedPage page, bool explain) => JsonLine.Of(json =>
    {
        json.WritePropertyName("id");
        json.WriteRawValue(page.Page.Id);
        WriteArticle(json, page.Result?.Article, page);
        json.WriteNumber("seconds", Math.Round(page.Seconds, 6));
        if (page.Error is not null)
        {
            json.WriteString("error", page.Error);
        }

        if (explain)
        {
            EvidenceJson.Write(json, page.Result);
        }
    });

    private static void WriteArticle(Utf8JsonWriter json, ExtractedArticle? article, ExtractedPage page)
    {
        json.WriteString("kind", article is null ? null : EnumText.Of(article.Kind));
        json.WriteString("rejected", page.Error is not null ? "unreadable" : page.Result?.Rejection is { } rejection ? EnumText.Of(rejection.Reason) : null);
        json.WriteText("explanation", page.Result?.Rejection?.Explanation);
        // A page whose text is missing has a headline and a day all the same.
        var stated = page.Result?.Stated;
        var (published, modified) = (article?.Published ?? stated?.Published, article?.Modified ?? stated?.Modified);
        json.WriteText("title", article?.Title.Value ?? stated?.Title?.Value);
        json.WriteText("standfirst", article?.Standfirst?.Value);
        json.WriteTexts("authors", article?.Authors.Select(author => author.Value.Name) ?? []);
        json.WriteString("date", DayOf(published) ?? DayOf(article?.Displayed) ?? DayOf(modified));
        json.WriteString("published", published?.Value.ToString());
        json.WriteString("modified", modified?.Value.ToString());
        json.WriteString("displayed", article?.Displayed?.Value.ToString());
        json.WriteString("lang", article?.Language.Value is { } language and not "und" ? language : null);
        json.WriteString("image", article?.LeadImage?.Value.Url.AbsoluteUri);
        json.WriteText("section", article?.Section?.Value);
        json.WriteText("dateline", article?.Dateline?.Value);
        json.WriteText("publisher", article?.Publisher?.Value.Name);
        json.WriteTexts("tags", article?.Tags ?? []);
        json.WriteString("url", article is null ? PageAddress.Known(page.Page.Url) : PageAddress.Known(article.CanonicalUrl.Value));
        json.WriteString("completeness", article is null ? null : EnumText.Of(article.Completeness));
        json.WriteNumber("wordCount", article?.WordCount ?? 0);
        json.WriteTexts("flags", article?.Flags ?? []);
        json.WriteString("body", article?.Text);
    }

    // A page that gives only the day of its last change is still dated; which date it is say the fields below.
    private static string? DayOf(Sourced<NewsDate>? date) => date?.Value is { Precision: >= DatePrecision.Day } known ? known.Day : null;
}
