using System.Globalization;
using System.Text.Json;

namespace NewsPlatform.Standalone.Demo;

/// <summary>Dresses a page in its template.</summary>
internal sealed class DemoPageRenderer(
    IReadOnlyDictionary<string, DemoTemplate> templates,
    IReadOnlyDictionary<string, DemoWording> wordings)
{
    // Stands for the clock until the page is tagged: the same text at another hour is the same page.
    private const string ClockMark = "\u0001clock\u0001";

    /// <summary>The page's text, and the same text without the time of rendering.</summary>
    public (string Text, string Tagged) Render(DemoPage page, string origin, List<DemoPage> current, DateTimeOffset now)
    {
        var shown = page.SameAs is { } other ? current.Single(candidate => candidate.Path == other) : page;
        var wording = wordings[page.Language];
        var values = Values(page, shown, origin, wording);
        string text;
        if (page.Template == "raw")
        {
            text = templates["print"].Fill(page.Body, values);
        }
        else
        {
            var template = templates[page.Template];
            var body = DemoBody.Parse(shown.Body);
            values["body"] = body.Render(template, values, wording);
            values["updatesJson"] = body.UpdatesJson();
            values["paragraphsJson"] = JsonSerializer.Serialize(body.Paragraphs);
            values["comments"] = string.Join('\n', wording.Comments.Select(comment => template.Render(
                "comment", With(values, ("name", comment[0]), ("text", comment[1])))));
            var others = Others(page, current);
            values["popular"] = Teasers(template, values, others.Take(5), wording);
            values["related"] = Teasers(template, values, others.Skip(5).Take(3), wording);
            values["listing"] = Teasers(template, values, others.Where(item => Listed(page, item)), wording);
            text = template.Render("page", values);
        }

        return (text.Replace(ClockMark, wording.Clock(now), StringComparison.Ordinal), text);
    }

    private static Dictionary<string, string> Values(DemoPage page, DemoPage shown, string origin, DemoWording wording)
    {
        var publication = DemoPublication.Of(page.Publication);
        var published = shown.Published ?? DateTimeOffset.UnixEpoch;
        var modified = shown.Modified ?? published;
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["origin"] = origin,
            ["url"] = origin + page.Path,
            ["canonical"] = origin + shown.Path,
            ["path"] = page.Path,
            ["site"] = publication.Name,
            ["siteKey"] = publication.Key,
            ["siteUrl"] = $"{origin}/{publication.Key}/",
            ["motto"] = publication.Motto,
            ["feed"] = origin + publication.FeedPath,
            ["feedType"] = publication.FeedPath.EndsWith("atom.xml", StringComparison.Ordinal) ? "application/atom+xml" : "application/rss+xml",
            ["title"] = shown.Title,
            ["standfirst"] = shown.Standfirst,
            ["language"] = shown.Language,
            ["dir"] = shown.Language == "ar" ? "rtl" : "ltr",
            ["section"] = shown.Section,
            ["kind"] = shown.Kind,
            ["opinion"] = shown.Kind == "opinion" ? "yes" : "",
            ["authors"] = string.Join(", ", shown.Authors),
            ["author"] = shown.Authors.Count > 0 ? shown.Authors[0] : "",
            ["authorsJson"] = string.Join(", ", shown.Authors.Select(author => JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["@type"] = IsAgency(author) ? "Organization" : "Person",
                ["name"] = author,
            }))),
            ["tags"] = string.Join(", ", shown.Tags),
            ["tagsJson"] = JsonSerializer.Serialize(shown.Tags),
            ["published"] = Iso(published),
            ["publishedDate"] = wording.Date(published),
            ["publishedTime"] = published.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["modified"] = Iso(modified),
            ["modifiedDate"] = shown.Modified is null ? "" : wording.Date(modified),
            ["modifiedTime"] = modified.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["image"] = shown.Image is { } image ? origin + image.Path : "",
            ["caption"] = shown.Image?.Caption ?? "",
            ["credit"] = shown.Image?.Credit ?? "",
            ["paywalled"] = shown.Body.Contains("!wall", StringComparison.Ordinal) ? "yes" : "",
            ["free"] = shown.Body.Contains("!wall", StringComparison.Ordinal) ? "false" : "true",
            ["clock"] = ClockMark,
        };
        foreach (var (key, phrase) in wording.Phrases)
            values["w." + key] = phrase.Replace("{site}", publication.Name, StringComparison.Ordinal);
        return values;
    }

    /// <summary>An agency signs with one word; everyone else has a first name and a surname.</summary>
    internal static bool IsAgency(string author) => !author.Contains(' ', StringComparison.Ordinal);

    internal static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    // The page's own language first, then the newest: what a reader of this page would be offered.
    private static List<DemoPage> Others(DemoPage page, List<DemoPage> current) => [.. current
        .Where(other => other.InFeed && other.Path != page.Path && other.Path != page.SameAs && other.Publication == page.Publication)
        .OrderBy(other => other.Language != page.Language)
        .ThenByDescending(other => other.Published)];

    private static bool Listed(DemoPage index, DemoPage item) => index.Section.Length == 0 || index.Section == item.Section;

    private static string Teasers(
        DemoTemplate template, Dictionary<string, string> values, IEnumerable<DemoPage> pages, DemoWording wording) =>
        string.Join('\n', pages.Select(page => template.Render("teaser", With(
            values,
            ("href", values["origin"] + page.Path),
            ("text", page.Title),
            ("summary", page.Standfirst),
            ("when", page.Published is { } published ? wording.Date(published) : "")))));

    private static Dictionary<string, string> With(Dictionary<string, string> values, params (string Key, string Value)[] more)
    {
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var (key, value) in more)
            all[key] = value;
        return all;
    }
}
