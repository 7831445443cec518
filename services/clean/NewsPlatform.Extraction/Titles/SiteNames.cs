using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;

namespace NewsPlatform.Extraction.Titles;

/// <summary>What a page's site is called: what it says itself, and the names in its host.</summary>
internal sealed class SiteNames
{
    private static readonly string[] Separators = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", "｜", "_", " : ", ": ", "|"];
    private readonly List<string> keys = new(5);
    private readonly string? host;

    /// <summary>Gathers the names.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="graph">Its schema.org objects.</param>
    /// <param name="url">Its address.</param>
    /// <param name="site">The name it states first.</param>
    public SiteNames(PageScan scan, JsonLdGraph graph, Uri url, string? site)
    {
        IsStated = site is not null;
        Add(site);
        Add(SiteFacts.PublisherNode(graph)?.TextOf("name"));
        Add(scan.MetaOf("application-name"));
        Add(scan.MetaOf("twitter:site"));
        var name = url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host[4..] : url.Host;
        host = TitleMeasure.Key(name);
        Add(name);
        var longest = "";
        foreach (var label in name.Split('.'))
        {
            longest = label.Length > longest.Length ? label : longest;
        }

        Label = longest.Length >= 4 ? TitleMeasure.Key(longest) : null;
        Add(Label);
    }

    /// <summary>Whether the page states a name.</summary>
    public bool IsStated { get; }

    /// <summary>The longest name in the host: "paper" of "www.paper.co.uk".</summary>
    public string? Label { get; }

    /// <summary>Whether a text is one of the site's names.</summary>
    public bool Contains(ReadOnlySpan<char> text) => ContainsKey(TitleMeasure.Key(text));

    /// <summary>Whether a key is that of one of the site's names.</summary>
    public bool ContainsKey(string key)
    {
        if (key.Length < 2)
        {
            return false;
        }

        // "news.paper.com" and "paper.com" as the page's title writes them.
        if (host is not null && key.Length >= 6 && (host.EndsWith(key, StringComparison.Ordinal) || key.EndsWith(host, StringComparison.Ordinal)) && Math.Abs(host.Length - key.Length) <= 6)
        {
            return true;
        }

        foreach (var name in keys)
        {
            if (key == name || (key.Length >= 4 && name.Length >= 4 && Math.Abs(key.Length - name.Length) <= 6
                && (key.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(key, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A title without the site's names before or behind it.</summary>
    public string Strip(string raw)
    {
        var text = raw.AsSpan().Trim();
        for (var rounds = 0; rounds < 4; rounds++)
        {
            var shorter = StripOnce(text);
            if (shorter.Length == text.Length)
            {
                break;
            }

            text = shorter;
        }

        return TitleMeasure.Fold(text);
    }

    private ReadOnlySpan<char> StripOnce(ReadOnlySpan<char> text)
    {
        foreach (var separator in Separators)
        {
            var at = text.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0)
            {
                var head = text[..at].Trim();
                var tail = text[(at + separator.Length)..].Trim();
                if (Contains(tail) || (!IsStated && separator is " | " && TitleMeasure.Words(tail) <= 3 && TitleMeasure.Words(head) >= 4))
                {
                    return head;
                }
            }

            at = text.IndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && text.Length - at > separator.Length + 10 && IsOne(text[..at].Trim()))
            {
                return text[(at + separator.Length)..].Trim();
            }
        }

        // Scripts without spaces write the site's name behind a bare colon, hyphen or dash.
        var bare = text.LastIndexOfAny(":：-－—");
        return bare > 0 && bare < text.Length - 1 && text[bare - 1] >= '\u3000' && Contains(text[(bare + 1)..].Trim()) ? text[..bare].TrimEnd("-－—") : text;
    }

    // In front of a headline a word that is only like the site's name is the headline's own: "Puppies - all breeds" of puppies24.
    private bool IsOne(ReadOnlySpan<char> text) => TitleMeasure.Key(text) is var key && (keys.Contains(key) || key == host);

    private void Add(string? name)
    {
        if (name is { Length: > 1 and < 100 } && TitleMeasure.Key(name) is { Length: > 1 } key && !keys.Contains(key))
        {
            keys.Add(key);
        }
    }
}
