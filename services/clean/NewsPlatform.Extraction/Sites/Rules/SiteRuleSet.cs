using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>The rules of many sites. Immutable.</summary>
public sealed class SiteRuleSet
{
    private readonly FrozenDictionary<string, SiteRules> bySite;

    /// <summary>Puts rules together; of several for one site the last counts.</summary>
    /// <param name="rules">The rules.</param>
    public SiteRuleSet(IEnumerable<SiteRules> rules)
    {
        var all = new Dictionary<string, SiteRules>(StringComparer.Ordinal);
        foreach (var one in rules)
        {
            all[one.Site] = one;
        }

        bySite = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>No rules.</summary>
    public static SiteRuleSet Empty { get; } = new([]);

    /// <summary>All rules.</summary>
    public IReadOnlyCollection<SiteRules> All => bySite.Values;

    /// <summary>The rules of a page's site: those of its host, else those of the longest <c>*.domain</c> it lies in; null without.</summary>
    /// <param name="url">The page's address.</param>
    public SiteRules? Find(Uri url)
    {
        if (bySite.Count == 0)
        {
            return null;
        }

        var site = SiteKnowledge.SiteOf(url);
        if (bySite.TryGetValue(site, out var own))
        {
            return own;
        }

        // "*.paper.example" holds for paper.example itself too.
        for (var domain = site; ;)
        {
            if (bySite.TryGetValue("*." + domain, out var outer))
            {
                return outer;
            }

            var dot = domain.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                return null;
            }

            domain = domain[(dot + 1)..];
        }
    }
}
