using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>Finds the elements of many selectors in one pass: each element is asked only for those whose last part names its id, a class of it, or its tag.</summary>
internal sealed class SelectorIndex
{
    private static readonly System.Buffers.SearchValues<char> Blanks = System.Buffers.SearchValues.Create(" \t\n\r\f");

    private readonly Dictionary<string, List<(Compound Selector, int Owner)>>.AlternateLookup<ReadOnlySpan<char>> ids = Lookup();
    private readonly Dictionary<string, List<(Compound Selector, int Owner)>>.AlternateLookup<ReadOnlySpan<char>> classes = Lookup();
    private readonly Dictionary<string, List<(Compound Selector, int Owner)>>.AlternateLookup<ReadOnlySpan<char>> tags = Lookup();
    private readonly List<(Compound Selector, int Owner)> all = [];

    /// <summary>Adds a selector.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="owner">What is told about a match.</param>
    public void Add(Compound selector, int owner)
    {
        if (selector.Id is { } id)
        {
            Under(ids, id).Add((selector, owner));
        }
        else if (selector.Classes.Count > 0)
        {
            Under(classes, selector.Classes[0]).Add((selector, owner));
        }
        else if (selector.Tag is { } tag)
        {
            Under(tags, tag).Add((selector, owner));
        }
        else
        {
            all.Add((selector, owner));
        }
    }

    /// <summary>Tells of each match, in document order. An element may be told several times for one owner.</summary>
    public void Find(PageElement root, SelectorWork work, Action<int, PageElement> found)
    {
        Ask(all, root, work, found);
        if (tags.TryGetValue(root.LocalName, out var byTag))
        {
            Ask(byTag, root, work, found);
        }

        if (root.Attribute("id") is { Length: > 0 } id && ids.TryGetValue(id.Span, out var byId))
        {
            Ask(byId, root, work, found);
        }

        if (root.Attribute("class") is { Length: > 0 } names && classes.Dictionary.Count > 0)
        {
            foreach (var word in names.Span.SplitAny(Blanks))
            {
                if (classes.TryGetValue(names.Span[word], out var byClass))
                {
                    Ask(byClass, root, work, found);
                }
            }
        }

        foreach (var child in root.Children)
        {
            if (child is PageElement element)
            {
                Find(element, work, found);
            }
        }
    }

    private static void Ask(List<(Compound Selector, int Owner)> selectors, PageElement element, SelectorWork work, Action<int, PageElement> found)
    {
        foreach (var (selector, owner) in selectors)
        {
            if (selector.Matches(element, work))
            {
                found(owner, element);
            }
        }
    }

    private static List<(Compound Selector, int Owner)> Under(Dictionary<string, List<(Compound Selector, int Owner)>>.AlternateLookup<ReadOnlySpan<char>> table, string key)
    {
        if (!table.Dictionary.TryGetValue(key, out var list))
        {
            table.Dictionary[key] = list = [];
        }

        return list;
    }

    private static Dictionary<string, List<(Compound Selector, int Owner)>>.AlternateLookup<ReadOnlySpan<char>> Lookup() =>
        new Dictionary<string, List<(Compound Selector, int Owner)>>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
