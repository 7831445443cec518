using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>Reads the elements that carry metadata, mostly in the head.</summary>
internal static class HeadElements
{
    /// <summary>Keeps schema.org scripts, and the other ones for who asks.</summary>
    public static void Script(PageScan scan, PageElement element)
    {
        scan.Scripts++;
        var type = element.GetAttribute("type");
        if (type is not null && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase) && scan.JsonLd.Count < 64)
        {
            scan.JsonLd.Add(element.TextContent);
        }
        else if (element.HasAttribute("src"))
        {
            if (scan.ExternalScripts.Count < 60)
            {
                scan.ExternalScripts.Add(element);
            }
        }
        else if (scan.InlineScripts.Count < 40)
        {
            scan.InlineScripts.Add(element);
        }
    }

    /// <summary>Keeps a meta element under each of its names.</summary>
    public static void Meta(PageScan scan, PageElement element)
    {
        if (element.GetAttribute("content") is not { Length: > 0 } content || content.Length > 20_000)
        {
            return;
        }

        foreach (var attribute in (ReadOnlySpan<string>)["property", "name", "itemprop", "http-equiv"])
        {
            if (element.GetAttribute(attribute) is { Length: > 0 and < 100 } name && scan.Meta.Count < 500)
            {
                name = name.Trim().ToLowerInvariant();
                if (!scan.Meta.TryGetValue(name, out var values))
                {
                    scan.Meta[name] = values = [];
                }

                if (values.Count < 50)
                {
                    values.Add(content.Trim());
                }
            }
        }
    }

    /// <summary>Keeps a link element.</summary>
    public static void Link(PageScan scan, PageElement element)
    {
        if (element.GetAttribute("rel") is { Length: > 0 and < 100 } rel && element.GetAttribute("href") is { Length: > 0 and < 4000 } href && scan.Links.Count < 500)
        {
            scan.Links.Add((rel.Trim().ToLowerInvariant(), href.Trim(), element.GetAttribute("hreflang")));
        }
    }
}
