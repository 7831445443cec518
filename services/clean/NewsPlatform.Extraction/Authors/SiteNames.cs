using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Tells the site's own name among its authors'.</summary>
internal static class SiteNames
{
    /// <summary>Whether a name is that of the site: the one it gives itself, or its host's.</summary>
    public static bool IsSites(string name, Uri page, string? site)
    {
        var key = TitleMeasure.Key(name);
        if (key.Length < 2)
        {
            return false;
        }

        if (site is not null && TitleMeasure.Key(site) is { Length: > 0 } own && (own == key || (key.Length > 5 && own.StartsWith(key, StringComparison.Ordinal)) || (own.Length > 5 && key.StartsWith(own, StringComparison.Ordinal))))
        {
            return true;
        }

        var host = page.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? page.Host[4..] : page.Host;
        if (TitleMeasure.Key(host) == key)
        {
            return true;
        }

        foreach (var range in host.AsSpan().Split('.'))
        {
            var label = TitleMeasure.Key(host.AsSpan(range));
            if (label.Length > 3 && (label == key || (key.Length > 5 && label.Contains(key, StringComparison.Ordinal)) || (label.Length > 5 && key.Contains(label, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }
}
