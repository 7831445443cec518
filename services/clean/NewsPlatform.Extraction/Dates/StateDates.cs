using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Dates;

/// <summary>
/// Looks for a publication date in the data that a page's scripts carry. It is asked only when nothing else dates the article: scripts are long, and they
/// speak of other articles too.
/// </summary>
internal static class StateDates
{
    private const int MaxScripts = 40;
    private const int MaxCharacters = 600_000;
    private const int MaxValue = 60;

    private static readonly System.Buffers.SearchValues<string> Keys = System.Buffers.SearchValues.Create(
        ["datePublished", "publishDate", "publishedDate", "publicationDate", "publish_date", "published_at", "publishedAt", "firstPublished", "published_time", "publication_date", "pubDate", "publishedTime", "releaseDate",
            "firstPublicationDate", "first-publication", "publishedFirst", "date_published", "publish-date", "publishing_date", "publishingDate", "pub_date", "publicationDateTime", "created_at", "dateCreated"],
        StringComparison.Ordinal);

    /// <summary>The first date that a script gives under a usual name, with that place; null when none does.</summary>
    public static (NewsDate Date, string Raw)? Find(IReadOnlyList<PageElement> scripts, bool monthFirst)
    {
        var budget = MaxCharacters;
        for (var i = 0; i < scripts.Count && i < MaxScripts && budget > 0; i++)
        {
            var text = scripts[i].TextContent;
            var span = text.AsSpan(0, Math.Min(text.Length, budget));
            budget -= span.Length;
            for (var at = 0; at < span.Length;)
            {
                var found = span[at..].IndexOfAny(Keys);
                if (found < 0)
                {
                    break;
                }

                at += found + 6;
                var colon = span[at..Math.Min(span.Length, at + 24)].IndexOfAny(':', '=');
                if (colon < 0)
                {
                    continue;
                }

                var from = at + colon + 1;
                var value = text.Substring(from, Math.Min(MaxValue, text.Length - from));
                value = value.TrimStart(' ', '"', '\'', '\\', '[');
                var end = value.AsSpan().IndexOfAny("\"',}\\");
                if (DateReader.Read(end < 0 ? value : value[..end], monthFirst) is { } date)
                {
                    return (date, value);
                }
            }
        }

        return null;
    }
}
