using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Tells the site's own name among its authors'.</summary>
internal sealed class SiteNames
{
    private readonly string own;
    private readonly string host;
    private readonly List<string> labels = new(4);

    /// <summary>Takes the names that the site gives itself and that its host has.</summary>
    public SiteNames(Uri page, string? site)
    {
        own = site is null ? "" : TitleMeasure.Key(site);
        var name = page.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? page.Host[4..] : page.Host;
        host = TitleMeasure.Key(name);
        foreach (var range in name.AsSpan().Split('.'))
        {
            if (TitleMeasure.Key(name.AsSpan(range)) is { Length: > 3 } label)
            {
                labels.Add(label);
            }
        }
    }

    /// <summary>Whether a name is just the one that the site gives itself.</summary>
    public bool IsExactly(string name) => own.Length > 1 && TitleMeasure.Key(name) == own;

    /// <summary>Whether a name is that of the site: the one it gives itself, or its host's.</summary>
    public bool Contains(string name)
    {
        var key = TitleMeasure.Key(name);
        if (key.Length < 2)
        {
            return false;
        }

        if (own.Length > 0 && (own == key || (key.Length > 5 && own.StartsWith(key, StringComparison.Ordinal)) || (own.Length > 5 && key.StartsWith(own, StringComparison.Ordinal))))
        {
            return true;
        }

        if (host == key)
        {
            return true;
        }

        foreach (var label in labels)
        {
            if (label == key || (key.Length > 5 && label.Contains(key, StringComparison.Ordinal)) || (label.Length > 5 && key.Contains(label, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
