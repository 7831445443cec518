using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Cli.Output;

/// <summary>An article as JSON: the same fields in list, search, watch and get; get adds <see cref="WriteDetail"/>.</summary>
internal static class ArticleJson
{
    /// <summary>What <see cref="Write"/> needs: lists leave the heavy rest on the server.</summary>
    public static FieldMask Mask { get; } = new()
    {
        Paths =
        {
            "name", "url", "urls", "kind", "title", "standfirst", "authors", "section", "dateline", "language", "published", "modified", "text",
            "lead_image", "tags", "publisher", "completeness", "word_count", "provenance", "revision", "revisions", "copy_of", "story",
            "create_time", "update_time", "withdraw_time",
        },
    };

    /// <summary>What a table of articles needs.</summary>
    public static FieldMask RowMask { get; } = new() { Paths = { "name", "url", "title", "language", "published", "create_time", "copy_of", "revisions" } };

    public static void Write(Utf8JsonWriter json, Article article)
    {
        json.WriteString("name", article.Name);
        json.WriteString("url", article.Url);
        // A record that names no addresses was still seen at its own.
        json.WriteTexts("urls", article.Urls.Contains(article.Url) || article.Url.Length == 0 ? article.Urls : article.Urls.Prepend(article.Url));
        json.WriteString("kind", EnumText.OfWire(article.Kind));
        json.WriteString("title", article.Title);
        json.WriteText("standfirst", article.Standfirst);
        json.WriteTexts("authors", article.Authors.Select(author => author.Name));
        json.WriteText("section", article.Section);
        json.WriteText("dateline", article.Dateline);
        json.WriteText("language", article.Language);
        json.WriteString("published", TimeText.Of(article.Published));
        json.WriteString("modified", TimeText.Of(article.Modified));
        json.WriteString("text", article.Text);
        json.WriteNumber("wordCount", article.WordCount);
        json.WriteString("completeness", EnumText.OfWire(article.Completeness));
        json.WriteText("image", article.LeadImage?.Url);
        json.WriteTexts("tags", article.Tags);
        json.WriteText("publisher", article.Publisher?.Name);
        json.WriteText("source", article.Provenance?.Source);
        json.WriteText("page", article.Provenance?.Page);
        json.WriteNumber("revision", article.Revision);
        json.WriteNumber("revisions", article.Revisions);
        json.WriteText("copyOf", article.CopyOf);
        json.WriteText("story", article.Story);
        json.WriteString("created", TimeText.Of(article.CreateTime));
        json.WriteString("updated", TimeText.Of(article.UpdateTime));
        json.WriteString("withdrawn", TimeText.Of(article.WithdrawTime));
    }

    public static void WriteDetail(Utf8JsonWriter json, Article article)
    {
        json.WriteString("displayed", TimeText.Of(article.Displayed));
        json.WriteTexts("breadcrumbs", article.Breadcrumbs);
        json.WriteText("markdown", article.Markdown);
        json.WriteText("html", article.Html);
        json.WriteObjects("links", article.Links, link => WriteLink(json, link));
        json.WriteObjects("related", article.Related, link => WriteLink(json, link));
        json.WriteObjects("corrections", article.Corrections, correction =>
        {
            json.WriteString("text", correction.Text);
            json.WriteString("time", TimeText.Of(correction.Time));
        });
        json.WriteStartObject("rights");
        json.WriteText("license", article.Rights?.License);
        json.WriteText("copyright", article.Rights?.Copyright);
        json.WriteTexts("robots", article.Rights?.Robots ?? []);
        json.WriteBoolean("tdmReserved", article.Rights?.TdmReserved ?? false);
        json.WriteEndObject();
        json.WriteTexts("flags", article.Flags);
        json.WriteText("contentHash", article.ContentHash);
        WriteProvenance(json, article.Provenance ?? new Provenance());
        AnnotationJson.Write(json, article.Annotations);
        json.WriteObjects("evidence", article.Evidence, evidence =>
        {
            json.WriteString("field", evidence.Field);
            json.WriteString("method", EnumText.OfWire(evidence.Method));
            json.WriteText("place", evidence.Place);
            json.WriteText("raw", evidence.Raw);
            json.WriteScore("confidence", evidence.Confidence);
            json.WriteObjects("others", evidence.Others, other =>
            {
                json.WriteString("value", other.Value);
                json.WriteString("method", EnumText.OfWire(other.Method));
                json.WriteText("place", other.Place);
                json.WriteScore("confidence", other.Confidence);
            });
        });
    }

    private static void WriteLink(Utf8JsonWriter json, Link link)
    {
        json.WriteString("url", link.Url);
        json.WriteString("text", link.Text);
    }

    private static void WriteProvenance(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteText("capture", provenance.Capture);
        json.WriteText("requestedUrl", provenance.RequestedUrl);
        json.WriteText("finalUrl", provenance.FinalUrl);
        json.WriteString("discovered", TimeText.Of(provenance.DiscoverTime));
        json.WriteString("fetched", TimeText.Of(provenance.FetchTime));
        json.WriteString("cleaned", TimeText.Of(provenance.CleanTime));
        json.WriteString("enriched", TimeText.Of(provenance.EnrichTime));
        json.WriteText("extractorVersion", provenance.ExtractorVersion);
        json.WriteString("lane", EnumText.OfWire(provenance.Lane));
        json.WriteEndObject();
    }
}
