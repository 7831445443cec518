using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsPlatform.Crawling.Dates;
using NewsPlatform.Crawling.Opml;

namespace NewsPlatform.Conformance.Areas;

/// <summary>One assertion about a list, in the vocabulary of listparser: feeds, lists (what is included), opportunities (sites without a feed).</summary>
internal static partial class ListAssert
{
    /// <summary>Whether the assertion is about something that the product reads.</summary>
    public static bool IsClaim(JsonElement assert) => Known().IsMatch(Case.TextOf(assert, "path")!);

    /// <returns>Why it does not hold, or null; null as well for what only that library has.</returns>
    public static string? Judge(JsonElement assert, OpmlDocument list)
    {
        var path = Case.TextOf(assert, "path")!;
        if (!IsClaim(assert))
        {
            return null;
        }

        var value = Of(list, path);
        var expected = assert.TryGetProperty("value", out var given) ? given : default;
        var holds = Case.TextOf(assert, "op") switch
        {
            "eq" => string.Equals(Text(value), Plain(expected), StringComparison.Ordinal),
            "eq_path" => string.Equals(Text(value), Text(Of(list, expected.GetString()!.Replace("result.", "", StringComparison.Ordinal))), StringComparison.Ordinal),
            "len" => Count(value) == expected.GetInt32(),
            "falsy" => Count(value) == 0,
            "truthy" => Count(value) > 0,
            "contains" => value is List<string> items && items.Contains(Plain(expected), StringComparer.Ordinal),
            _ => true,
        };
        return holds ? null : $"{path} is {Shown.Text(Text(value))}, expected {Case.TextOf(assert, "op")} {Shown.Text(expected.ValueKind == JsonValueKind.Undefined ? null : expected.ToString())}";
    }

    private static object? Of(OpmlDocument list, string path)
    {
        var match = Known().Match(path);
        var index = match.Groups["index"] is { Success: true } at ? int.Parse(at.Value, CultureInfo.InvariantCulture) : (int?)null;
        return match.Groups["scope"].Value switch
        {
            "feeds" => OfFeed(list.Feeds(), index, match),
            "lists" => OfOutline([.. All(list.Outlines).Where(IsList)], index, match),
            "opportunities" => OfOutline([.. All(list.Outlines).Where(outline => outline is { FeedUrl: null, SiteUrl: not null } && !IsList(outline))], index, match),
            "meta.title" => list.Title,
            "meta.author.name" => list.HeadText("ownerName"),
            "meta.created" => list.HeadText("dateCreated"),
            "meta.modified" => list.HeadText("dateModified"),
            "meta.created_parsed" => WebDate.TryParse(list.HeadText("dateCreated"), out var created) ? created : null,
            "meta.modified_parsed" => WebDate.TryParse(list.HeadText("dateModified"), out var modified) ? modified : null,
            _ => null,
        };
    }

    private static object? OfFeed(IReadOnlyList<OpmlFeed> feeds, int? index, Match match)
    {
        if (index is not { } at)
        {
            return feeds.Select(feed => feed.Url).ToList();
        }

        if (at >= feeds.Count)
        {
            return null;
        }

        var item = match.Groups["item"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : (int?)null;
        var categories = feeds[at].Categories.Select(path => string.Join('/', path)).ToList();
        return match.Groups["name"].Value switch
        {
            "title" => feeds[at].Title,
            "url" => feeds[at].Url,
            "categories" => item is { } i ? i < categories.Count ? categories[i] : null : categories,
            "tags" => feeds[at].Categories.Where(path => path.Count == 1).Select(path => path[0]).ToList(),
            _ => null,
        };
    }

    private static object? OfOutline(List<OpmlOutline> outlines, int? index, Match match) => match.Groups["name"].Value switch
    {
        _ when index is null => outlines.ConvertAll(outline => outline.Url ?? outline.SiteUrl ?? ""),
        _ when index >= outlines.Count => null,
        "title" => outlines[index.Value].Title,
        _ => outlines[index.Value].Url ?? outlines[index.Value].SiteUrl,
    };

    private static bool IsList(OpmlOutline outline) =>
        outline.Url is { } url && (outline.Type?.ToLowerInvariant() is "include" || (outline.Type?.ToLowerInvariant() is "link" && url.EndsWith(".opml", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<OpmlOutline> All(IReadOnlyList<OpmlOutline> outlines) => outlines.SelectMany(outline => All(outline.Children).Prepend(outline));

    private static int Count(object? value) => value switch
    {
        null => 0,
        string text => text.Length,
        List<string> items => items.Count,
        _ => 1,
    };

    private static string Text(object? value) => value is List<string> items ? string.Join(", ", items) : value?.ToString() ?? "";

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.Array ? string.Join('/', value.EnumerateArray().Select(part => part.ToString())) : value.ToString();

    [GeneratedRegex(@"^(?<scope>feeds|lists|opportunities|meta\.(title|author\.name|created_parsed|modified_parsed|created|modified))(\[(?<index>\d+)\])?(\.(?<name>\w+)(\[(?<item>\d+)\])?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Known();
}
