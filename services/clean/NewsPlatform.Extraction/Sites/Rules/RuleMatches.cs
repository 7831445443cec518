using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Sites.Rules.Selectors;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>What the places that a site's rules name hold in one page, found in one pass.</summary>
internal sealed class RuleMatches
{
    private const int MaxElements = 2000;
    private const int MaxText = 4000;
    private const int MaxScripts = 64;

    private readonly Dictionary<RuleSource, List<PageElement>> elements = [];
    private readonly Dictionary<RuleSource, List<string>> values = [];

    private RuleMatches()
    {
    }

    /// <summary>Looks at all places of the rules.</summary>
    public static RuleMatches Of(SiteRules rules, PageTree tree, CancellationToken cancellation)
    {
        var found = new RuleMatches();
        if (tree.Root is not { } root)
        {
            return found;
        }

        IReadOnlyList<RuleSource> all = [.. rules.Title, .. rules.Body, .. rules.Author, .. rules.Date, .. rules.Image, .. rules.Strip, .. rules.Keep];
        var lists = all.Select(source => source is RuleSource.Css ? found.elements[source] = [] : []).ToList();
        var index = new SelectorIndex();
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var selector in all[i] is RuleSource.Css css ? css.Selectors : [])
            {
                index.Add(selector, i);
            }
        }

        index.Find(root, new SelectorWork(cancellation), (owner, element) =>
        {
            var list = lists[owner];
            if (list.Count < MaxElements && (list.Count == 0 || !ReferenceEquals(list[^1], element)))
            {
                list.Add(element);
            }
        });
        foreach (var json in all.OfType<RuleSource.Json>())
        {
            found.values[json] = Read(json, root, cancellation);
        }

        return found;
    }

    /// <summary>The elements of a place.</summary>
    public IReadOnlyList<PageElement> Elements(RuleSource source) => elements.GetValueOrDefault(source) ?? [];

    /// <summary>The texts of a place: of an element the attribute that the rule names, else the first of <paramref name="preferred"/> that it has, else its text.</summary>
    public List<string> Values(RuleSource source, params ReadOnlySpan<string> preferred)
    {
        if (source is not RuleSource.Css css)
        {
            return values.GetValueOrDefault(source) ?? [];
        }

        var texts = new List<string>();
        foreach (var element in Elements(source))
        {
            var text = css.Attribute is { } name ? Attribute(element, name) : null;
            if (css.Attribute is null)
            {
                foreach (var usual in preferred)
                {
                    text ??= Attribute(element, usual) is { Length: > 0 } value ? value : null;
                }

                text ??= element.LocalName == "meta" ? Attribute(element, "content") : ElementText.Of(element, MaxText);
            }

            if (text is { Length: > 0 })
            {
                texts.Add(text.Length > MaxText ? text[..MaxText] : text);
            }
        }

        return texts;
    }

    private static string? Attribute(PageElement element, string name) => element.Attribute(name)?.ToString();

    private static List<string> Read(RuleSource.Json json, PageElement root, CancellationToken cancellation)
    {
        var scripts = new List<PageElement>();
        Scripts(root, json.IsJsonLd, scripts);
        var all = new List<string>();
        foreach (var script in scripts)
        {
            cancellation.ThrowIfCancellationRequested();
            all.AddRange(JsonValues.Find(script.TextContent, json.Path));
            if (all.Count > 0)
            {
                break;
            }
        }

        return all;
    }

    private static void Scripts(PageElement element, bool jsonLd, List<PageElement> into)
    {
        if (element.LocalName == "script")
        {
            var isLinked = element.Attribute("type") is { } type && type.Span.Contains("ld+json", StringComparison.OrdinalIgnoreCase);
            if (isLinked == jsonLd && into.Count < MaxScripts)
            {
                into.Add(element);
            }

            return;
        }

        foreach (var child in element.Children)
        {
            if (child is PageElement inner)
            {
                Scripts(inner, jsonLd, into);
            }
        }
    }
}
