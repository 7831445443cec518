using System.Text.Json;
using NewsPlatform.Crawling.Dates;
using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Feeds;

/// <summary>JSON Feed, versions 1 and 1.1 (jsonfeed.org).</summary>
internal static class JsonFeed
{
    private const int MaxNames = 100;
    private const int MaxNameLength = 200;

    public static FeedResult Read(string text, Uri url)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = MarkupBuilder.MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var document = JsonDocument.Parse(text, options);
            var root = document.RootElement;
            if (!root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            {
                return FeedResult.Failed(FeedFaultKind.NotAFeed, "the JSON object has no array \"items\", which JSON Feed requires");
            }

            var entries = new List<FeedEntry>();
            var authors = Authors(root);
            foreach (var item in items.EnumerateArray())
            {
                // Without an id an item cannot be told from others; JSON Feed 1.1 discards it. Address or title stand in for one.
                if (item.ValueKind == JsonValueKind.Object && Entry(item, url, authors) is { } entry && (entry.Id ?? entry.Url ?? entry.Title) is not null)
                {
                    entries.Add(entry);
                }

                if (entries.Count >= FeedReader.MaxEntries)
                {
                    break;
                }
            }

            return FeedResult.Of(new FeedDocument(
                PlainText.Collapse(Text(root, "title"), PlainText.MaxTitleLength),
                FeedFields.Resolve(Text(root, "home_page_url"), url),
                PlainText.Collapse(Text(root, "language"), 40),
                Ttl: null,
                Hub(root, url),
                Updated: null,
                entries)
            {
                FeedUrl = FeedFields.Resolve(Text(root, "feed_url"), url),
                Description = PlainText.Collapse(Text(root, "description"), PlainText.MaxSummaryLength),
                ImageUrl = FeedFields.Resolve(Text(root, "icon") ?? Text(root, "favicon"), url),
                Authors = authors,
            });
        }
        catch (JsonException fault)
        {
            // JsonDocument has no Try form for text. Too deep is a JsonException as well.
            var deep = fault.Message.Contains("maximum configured depth", StringComparison.Ordinal);
            return FeedResult.Failed(deep ? FeedFaultKind.TooDeep : FeedFaultKind.Malformed, fault.Message);
        }
    }

    private static FeedEntry Entry(JsonElement item, Uri url, List<string> feedAuthors) => new(
        PlainText.Collapse(Text(item, "id"), 2_048),
        FeedFields.Resolve(Text(item, "url") ?? Text(item, "external_url"), url),
        PlainText.Collapse(Text(item, "title"), PlainText.MaxTitleLength),
        PlainText.Collapse(Text(item, "summary") ?? Text(item, "content_text"), PlainText.MaxSummaryLength) ?? PlainText.OfHtml(Text(item, "content_html"), PlainText.MaxSummaryLength),
        Date(item, "date_published"),
        Date(item, "date_modified"),
        Authors(item) is { Count: > 0 } own ? own : feedAuthors,
        Names(item, "tags"))
    {
        Content = PlainText.OfHtml(Text(item, "content_html"), PlainText.MaxSummaryLength) ?? PlainText.Collapse(Text(item, "content_text"), PlainText.MaxSummaryLength),
        Enclosures = Attachments(item, url),
        ImageUrl = FeedFields.Resolve(Text(item, "image") ?? Text(item, "banner_image"), url),
        Language = PlainText.Collapse(Text(item, "language"), 40),
    };

    private static List<FeedEnclosure> Attachments(JsonElement item, Uri url)
    {
        var found = new List<FeedEnclosure>();
        if (item.TryGetProperty("attachments", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var each in list.EnumerateArray())
            {
                if (found.Count < MaxNames && FeedFields.Resolve(Text(each, "url"), url) is { } address)
                {
                    var bytes = each.TryGetProperty("size_in_bytes", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var number) ? number : (long?)null;
                    found.Add(new FeedEnclosure(address, PlainText.Collapse(Text(each, "mime_type"), MaxNameLength), bytes));
                }
            }
        }

        return found;
    }

    private static string? Hub(JsonElement root, Uri url)
    {
        if (root.TryGetProperty("hubs", out var hubs) && hubs.ValueKind == JsonValueKind.Array && hubs.GetArrayLength() > 0 && hubs[0].ValueKind == JsonValueKind.Object)
        {
            return FeedFields.Resolve(Text(hubs[0], "url"), url);
        }

        return null;
    }

    private static List<string> Authors(JsonElement item)
    {
        var names = new List<string>();
        if (item.TryGetProperty("author", out var author) && author.ValueKind == JsonValueKind.Object && PlainText.Collapse(Text(author, "name"), MaxNameLength) is { } single)
        {
            names.Add(single);
        }

        if (item.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
        {
            foreach (var each in authors.EnumerateArray())
            {
                var name = each.ValueKind == JsonValueKind.Object ? Text(each, "name") : each.ValueKind == JsonValueKind.String ? Safe(each) : null;
                if (PlainText.Collapse(name, MaxNameLength) is { } known && names.Count < MaxNames && !names.Contains(known))
                {
                    names.Add(known);
                }
            }
        }

        return names;
    }

    private static List<string> Names(JsonElement item, string property)
    {
        var names = new List<string>();
        if (item.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var each in list.EnumerateArray())
            {
                if (each.ValueKind == JsonValueKind.String && names.Count < MaxNames && PlainText.Collapse(Safe(each), MaxNameLength) is { } name)
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    private static DateTimeOffset? Date(JsonElement item, string property) => WebDate.TryParse(Text(item, property), out var date) ? date : null;

    private static string? Text(JsonElement element, string property)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Safe(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    /// <summary>Strings with half a surrogate pair are legal JSON and no legal text: they count as absent.</summary>
    private static string? Safe(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
