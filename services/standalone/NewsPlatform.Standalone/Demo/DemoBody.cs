using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsPlatform.Standalone.Demo;

/// <summary>The body of a page: blocks parted by blank lines.</summary>
/// <remarks>
/// <c>## heading</c>, <c>&gt; quote</c>, lines of <c>- item</c>, anything else a paragraph with <c>[text](address)</c> and
/// <c>**strong**</c>. A line <c>!name a | b | c</c> is a block of the template's section of that name: <c>!image</c>,
/// <c>!correction</c>, <c>!update</c> (a timed entry of a live blog, up to the next one), and the furniture between
/// paragraphs that is no part of the article: <c>!also</c>, <c>!newsletter</c>, <c>!ad</c>, <c>!donate</c>, <c>!wall</c>.
/// </remarks>
internal sealed partial class DemoBody
{
    private readonly List<Block> blocks = [];

    private sealed record Block(string Section, string Text, string[] Arguments);

    public static DemoBody Parse(string source)
    {
        var body = new DemoBody();
        foreach (var part in source.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            body.blocks.Add(part[0] switch
            {
                '!' => Furniture(part[1..]),
                '#' => new Block("heading", part.TrimStart('#').Trim(), []),
                '>' => new Block("quote", part[1..].Trim(), []),
                '-' => new Block("list", part, []),
                _ => new Block("paragraph", part.ReplaceLineEndings(" "), []),
            });
        }

        return body;
    }

    /// <summary>The paragraphs alone, as plain text.</summary>
    public IEnumerable<string> Paragraphs =>
        blocks.Where(block => block.Section == "paragraph").Select(block => Plain(block.Text));

    /// <summary>The markup of the body in the look of a template.</summary>
    public string Render(DemoTemplate template, IReadOnlyDictionary<string, string> page, DemoWording wording)
    {
        var html = new StringBuilder();
        var inUpdate = false;
        foreach (var block in blocks)
        {
            if (block.Section == "update")
            {
                if (inUpdate)
                    html.AppendLine(template.Render("update-end", page));
                inUpdate = true;
            }

            html.AppendLine(template.Render(block.Section, Values(block, template, page, wording)));
        }

        if (inUpdate)
            html.AppendLine(template.Render("update-end", page));
        return html.ToString();
    }

    /// <summary>The timed entries as JSON-LD <c>liveBlogUpdate</c>, without the brackets of the array.</summary>
    public string UpdatesJson()
    {
        var entries = new List<(Block Head, List<string> Text)>();
        foreach (var block in blocks)
        {
            if (block.Section == "update")
                entries.Add((block, []));
            else if (block.Section == "paragraph" && entries.Count > 0)
                entries[^1].Text.Add(Plain(block.Text));
        }

        return string.Join(",\n", entries.Select(entry => JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["@type"] = "BlogPosting",
            ["datePublished"] = entry.Head.Arguments[0],
            ["headline"] = entry.Head.Arguments[1],
            ["articleBody"] = string.Join("\n\n", entry.Text),
        })));
    }

    /// <summary>A text of the body without its inline markup.</summary>
    public static string Plain(string text) =>
        Link().Replace(text, "${text}").Replace("**", "", StringComparison.Ordinal);

    private static Block Furniture(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0
            ? new Block(line, "", [])
            : new Block(line[..space], "", line[(space + 1)..].Split('|', StringSplitOptions.TrimEntries));
    }

    private static Dictionary<string, string> Values(
        Block block, DemoTemplate template, IReadOnlyDictionary<string, string> page, DemoWording wording)
    {
        var values = new Dictionary<string, string>(page, StringComparer.Ordinal)
        {
            ["text"] = Inline(block.Text, page["origin"]),
            ["a"] = block.Arguments.ElementAtOrDefault(0) ?? "",
            ["b"] = block.Arguments.ElementAtOrDefault(1) ?? "",
            ["c"] = block.Arguments.ElementAtOrDefault(2) ?? "",
        };
        if (block.Section == "list")
        {
            values["text"] = string.Join('\n', block.Text.Split('\n').Select(item => template.Render(
                "item", new Dictionary<string, string>(page, StringComparer.Ordinal) { ["text"] = Inline(item.TrimStart('-', ' '), page["origin"]) })));
        }

        if (block.Section is "update" or "correction")
            values["when"] = wording.Time(block.Arguments[0], withClock: block.Section == "update");
        return values;
    }

    private static string Inline(string text, string origin)
    {
        var html = Link().Replace(DemoTemplate.Escape(text), "<a href=\"${address}\">${text}</a>");
        return Strong().Replace(html, "<strong>${text}</strong>").Replace("href=\"/", $"href=\"{origin}/", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<address>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?<text>.+?)\*\*", RegexOptions.ExplicitCapture)]
    private static partial Regex Strong();
}
