using System.Globalization;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>Media of feeds and entries: enclosures, Media RSS, iTunes.</summary>
internal static class FeedMedia
{
    private const int MaxEnclosures = 50;

    public static List<FeedEnclosure> Enclosures(MarkupElement item)
    {
        var found = new List<FeedEnclosure>();

        // FeedBurner puts its counter into the enclosure and the file's own address beside it.
        var original = item.ChildText("feedburner", "origenclosurelink");
        foreach (var child in item.Children)
        {
            switch (child.Space, child.Name)
            {
                case ("", "enclosure"):
                    Add(found, child, original ?? child.Attribute("url") ?? child.Attribute("href"), child.Attribute("length"));
                    break;
                case ("atom", "link") when string.Equals(child.Attribute("rel")?.Trim(), "enclosure", StringComparison.OrdinalIgnoreCase):
                    Add(found, child, child.Attribute("href"), child.Attribute("length"));
                    break;
                case ("media", "group"):
                    child.Children.ForEach(part => AddMedia(found, part));
                    break;
                default:
                    AddMedia(found, child);
                    break;
            }
        }

        return found;
    }

    /// <summary>The picture that an entry names as its own.</summary>
    public static string? Image(MarkupElement item)
    {
        var thumbnail = item.Child("media", "thumbnail") ?? item.Child("media", "group")?.Child("media", "thumbnail") ?? item.Child("media", "content")?.Child("media", "thumbnail");
        return ITunesImage(item) ?? FeedFields.Resolve(thumbnail?.Attribute("url"), thumbnail?.Base);
    }

    public static string? ITunesImage(MarkupElement element) =>
        element.Child("itunes", "image") is { } image ? FeedFields.Resolve(image.Attribute("href") ?? image.Attribute("url") ?? image.Text(), image.Base) : null;

    private static void AddMedia(List<FeedEnclosure> found, MarkupElement part)
    {
        if (part.Space is not "media")
        {
            return;
        }

        switch (part.Name)
        {
            case "content":
                Add(found, part, part.Attribute("url"), part.Attribute("filesize"));
                part.Children.ForEach(inner => AddMedia(found, inner));
                break;
            case "thumbnail":
                Add(found, part, part.Attribute("url"), null);
                break;
            case "peerlink":
                Add(found, part, part.Attribute("href"), null);
                break;
            default:
                break;
        }
    }

    private static void Add(List<FeedEnclosure> found, MarkupElement element, string? address, string? length)
    {
        if (found.Count < MaxEnclosures && FeedFields.Resolve(address, element.Base) is { } url && !found.Exists(known => string.Equals(known.Url, url, StringComparison.Ordinal)))
        {
            var bytes = long.TryParse(length?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
            found.Add(new FeedEnclosure(url, PlainText.Collapse(element.Attribute("type"), 100), bytes));
        }
    }
}
