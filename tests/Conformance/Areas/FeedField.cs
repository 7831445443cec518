using System.Globalization;
using System.Text.RegularExpressions;
using NewsPlatform.Crawling.Feeds;

namespace NewsPlatform.Conformance.Areas;

/// <summary>Finds a field by the name that the suites' common vocabulary has for it.</summary>
internal static partial class FeedField
{
    /// <summary>
    /// A string, date, number or list; null when the feed does not say or the product has no such field. The last change stands in
    /// for a missing date of publication, and the summary for a missing content: the suites' readers have one field for both.
    /// </summary>
    /// <param name="feed">The feed as the product read it.</param>
    /// <param name="canon">The field's name.</param>
    public static object? Of(FeedDocument feed, string canon)
    {
        var path = CanonPath().Match(canon);
        if (!path.Success)
        {
            return null;
        }

        var name = path.Groups["name"].Value;
        var index = Index(path.Groups["index"]);
        if (path.Groups["scope"].Value is "feed")
        {
            return OfFeed(feed, name, index);
        }

        if (Index(path.Groups["entry"]) is not { } at)
        {
            return (System.Collections.ICollection)feed.Entries;
        }

        return at < feed.Entries.Count ? OfEntry(feed.Entries[at], name, index, path.Groups["part"].Value) : null;
    }

    private static object? OfFeed(FeedDocument feed, string name, int? index) => name switch
    {
        "title" => feed.Title,
        "link" => feed.Link,
        "language" => feed.Language,
        "updated" => feed.Updated,
        "published" => feed.Published,
        "id" => feed.Id,
        "feed_url" => feed.FeedUrl,
        "description" => feed.Description,
        "copyright" => feed.Copyright,
        "generator" => feed.Generator,
        "image" => feed.ImageUrl,
        "author" => feed.Authors,
        "author_email" => feed.AuthorEmails.Count > 0 ? feed.AuthorEmails[0] : null,
        "categories" => At(feed.Categories, index),
        _ => null,
    };

    private static object? OfEntry(FeedEntry entry, string name, int? index, string part) => name switch
    {
        "id" => entry.Id,
        "title" => entry.Title,
        "link" => entry.Url,
        "summary" => entry.Summary,
        "content" => index is null or 0 ? entry.Content ?? entry.Summary : null,
        "published" => entry.Published ?? entry.Updated,
        "updated" => entry.Updated,
        "author" => entry.Authors,
        "author_email" => entry.AuthorEmails.Count > 0 ? entry.AuthorEmails[0] : null,
        "categories" => At(entry.Categories, index),
        "enclosures" => index is null ? entry.Enclosures : index < entry.Enclosures.Count ? OfEnclosure(entry.Enclosures[index.Value], part) : null,
        "comments" => entry.CommentsUrl,
        "source_title" => entry.SourceTitle,
        "image" => entry.ImageUrl,
        "language" => entry.Language,
        _ => null,
    };

    private static object? OfEnclosure(FeedEnclosure enclosure, string part) => part switch
    {
        "url" => enclosure.Url,
        "type" => enclosure.Type,
        "length" => enclosure.Length,
        _ => null,
    };

    private static object? At(IReadOnlyList<string> list, int? index) => index is { } at ? at < list.Count ? list[at] : null : list;

    private static int? Index(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<scope>feed|entries)(\[(?<entry>\d+)\])?(\.(?<name>\w+)(\[(?<index>\d+)\])?(\.(?<part>\w+))?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex CanonPath();
}
