using NewsPlatform.Crawling.Xml;

namespace NewsPlatform.Crawling.Opml;

/// <summary>
/// Friend-of-a-friend documents as outlines: a weblog that tells its channel is a feed, one that does not a site, a
/// further FOAF document a list, a named group a folder.
/// </summary>
internal static class FoafOutlines
{
    public static List<OpmlOutline> Of(MarkupElement root)
    {
        var found = new List<OpmlOutline>();
        Collect(root, null, found);
        return found;
    }

    // Depth is bounded by the builder.
    private static void Collect(MarkupElement element, string? person, List<OpmlOutline> found)
    {
        foreach (var child in element.Children)
        {
            switch (child.Name)
            {
                case "group":
                    var members = new List<OpmlOutline>();
                    Collect(child, null, members);
                    if (NameOf(child) is { } group)
                    {
                        found.Add(new OpmlOutline([new("text", group)], members));
                    }
                    else
                    {
                        found.AddRange(members);
                    }

                    break;
                case "agent" or "person":
                    var name = NameOf(child);
                    AddAccounts(child, name, found);
                    Collect(child, name, found);
                    break;
                case "feed" when child.Attribute("rdf:resource")?.Trim() is { Length: > 0 } feed:
                    found.Add(Outline([new("type", "rss"), new("text", person ?? ""), new("xmlUrl", feed)]));
                    break;
                case "weblog":
                    AddWeblogs(child, person, found);
                    break;
                default:
                    Collect(child, person, found);
                    break;
            }
        }
    }

    private static void AddWeblogs(MarkupElement weblog, string? person, List<OpmlOutline> found)
    {
        foreach (var document in weblog.Children)
        {
            var site = document.Attribute("rdf:about")?.Trim();
            var feeds = 0;
            foreach (var channel in Inner(document, "channel"))
            {
                if (channel.Attribute("rdf:about")?.Trim() is { Length: > 0 } feed)
                {
                    found.Add(Outline([new("type", "rss"), new("text", person ?? ""), new("xmlUrl", feed), new("htmlUrl", site ?? "")]));
                    feeds++;
                }
            }

            if (feeds == 0 && !string.IsNullOrEmpty(site))
            {
                found.Add(Outline([new("text", person ?? ""), new("htmlUrl", site)]));
            }
        }
    }

    /// <summary>Where the friends of a friend are listed.</summary>
    private static void AddAccounts(MarkupElement person, string? name, List<OpmlOutline> found)
    {
        foreach (var child in person.Children)
        {
            if (child.Name is "seealso" && child.Attribute("rdf:resource")?.Trim() is { Length: > 0 } list)
            {
                found.Add(Outline([new("type", "include"), new("text", name ?? ""), new("url", list)]));
            }
        }
    }

    private static string? NameOf(MarkupElement element)
    {
        foreach (var child in element.Children)
        {
            if (child.Name is "name" or "member_name" && child.Text() is { Length: > 0 } name)
            {
                return name;
            }
        }

        return null;
    }

    private static IEnumerable<MarkupElement> Inner(MarkupElement element, string name)
    {
        foreach (var child in element.Children)
        {
            if (string.Equals(child.Name, name, StringComparison.Ordinal))
            {
                yield return child;
            }

            foreach (var inner in Inner(child, name))
            {
                yield return inner;
            }
        }
    }

    private static OpmlOutline Outline(List<KeyValuePair<string, string>> attributes) => new(attributes.FindAll(attribute => attribute.Value.Length > 0), []);
}
