using System.Globalization;

namespace NewsPlatform.Standalone.Demo;

/// <summary>Reads a page file: lines of <c>name: value</c>, a line of three hyphens, then the body.</summary>
internal static class DemoPageFile
{
    public static DemoPage Parse(string name, string source)
    {
        var text = source.ReplaceLineEndings("\n");
        var end = text.IndexOf("\n---\n", StringComparison.Ordinal);
        if (end < 0)
            throw new FormatException($"Demo page {name}: no line of three hyphens ends the front matter.");

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                throw new FormatException($"Demo page {name}: '{line}' is no 'name: value'.");
            fields[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        string Required(string field) => fields.TryGetValue(field, out var value) ? value
            : throw new FormatException($"Demo page {name}: the field '{field}' is missing.");
        string Text(string field, string otherwise = "") => fields.GetValueOrDefault(field, otherwise);
        int Number(string field, int otherwise) =>
            fields.TryGetValue(field, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

        var kind = Text("kind", "article");
        return new DemoPage
        {
            Path = Required("path"),
            Template = Required("template"),
            Publication = Text("publication", "harbour"),
            Title = Required("title"),
            Standfirst = Text("standfirst"),
            Authors = List(Text("authors")),
            Published = Time(Text("published")),
            Modified = Time(Text("modified")),
            Language = Text("language", "en"),
            Section = Text("section"),
            Tags = List(Text("tags")),
            Image = Image(Text("image")),
            Kind = kind,
            Body = text[(end + 5)..].Trim('\n'),
            Status = Number("status", 200),
            FirstStatus = fields.ContainsKey("first-status") ? Number("first-status", 0) : null,
            Location = fields.GetValueOrDefault("location"),
            ContentType = Text("content-type", "text/html; charset=utf-8"),
            Charset = Text("charset", "utf-8"),
            SameAs = fields.GetValueOrDefault("same-as"),
            AfterVisits = Number("after-visits", 0),
            InFeed = kind != "none" && !fields.ContainsKey("same-as") && Text("feed") != "no",
            FullTextInFeed = Text("feed") == "full",
        };
    }

    private static string[] List(string value) =>
        value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateTimeOffset? Time(string value) =>
        value.Length == 0 ? null : DateTimeOffset.Parse(value, CultureInfo.InvariantCulture);

    private static DemoImage? Image(string value)
    {
        if (value.Length == 0)
            return null;
        var parts = value.Split('|', StringSplitOptions.TrimEntries);
        return new DemoImage(parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "");
    }
}
