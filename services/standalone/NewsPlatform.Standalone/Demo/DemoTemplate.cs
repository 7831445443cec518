using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace NewsPlatform.Standalone.Demo;

/// <summary>
/// The look of one content management system: a page, and the markup of each kind of block in it.
/// A file of sections, each under a line <c>@name</c>; the last one is <c>@page</c>.
/// </summary>
/// <remarks>
/// <c>{{name}}</c> puts a value in, escaped for HTML; <c>{{&amp;name}}</c> as it is; <c>{{json:name}}</c> escaped for a
/// JSON string. <c>{{?name}} ... {{/name}}</c> stays only where the value is not empty. An unknown name is an error.
/// </remarks>
internal sealed partial class DemoTemplate
{
    private readonly string name;
    private readonly Dictionary<string, string> sections = new(StringComparer.Ordinal);

    private DemoTemplate(string name) => this.name = name;

    public static DemoTemplate Parse(string name, string source)
    {
        var template = new DemoTemplate(name);
        string? section = null;
        var start = 0;
        var text = source.ReplaceLineEndings("\n");
        foreach (Match line in SectionLine().Matches(text))
        {
            if (section is not null)
                template.sections[section] = text[start..line.Index].Trim('\n');
            section = line.Groups["name"].Value;
            start = line.Index + line.Length;
        }

        template.sections[section ?? "page"] = text[start..].Trim('\n');
        return template;
    }

    public string Render(string section, IReadOnlyDictionary<string, string> values)
    {
        if (!sections.TryGetValue(section, out var text))
            throw new FormatException($"Demo template {name}: the section '@{section}' is missing.");
        return Fill(text, values);
    }

    public string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        while (Condition().IsMatch(text))
        {
            text = Condition().Replace(
                text,
                match => values.GetValueOrDefault(match.Groups["name"].Value, "").Length > 0 ? match.Groups["then"].Value : "");
        }

        return Placeholder().Replace(text, match =>
        {
            var key = match.Groups["name"].Value;
            if (!values.TryGetValue(key, out var value))
                throw new FormatException($"Demo template {name}: nothing is called '{key}'.");
            return match.Groups["how"].Value switch
            {
                "&" => value,
                "json:" => JavaScriptEncoder.Default.Encode(value),
                _ => Escape(value),
            };
        });
    }

    /// <summary>Escapes what HTML needs and nothing else, so that accents reach the wire as bytes of the page's charset.</summary>
    public static string Escape(string value) => value
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    [GeneratedRegex(@"^@(?<name>[a-z-]+)$\n?", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SectionLine();

    [GeneratedRegex(@"\{\{\?(?<name>[\w.]+)\}\}(?<then>.*?)\{\{/\k<name>\}\}", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\{\{(?<how>&|json:)?(?<name>[\w.]+)\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
