using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Sites;

/// <summary>What repeats over the pages of a site, and therefore is not the text of any of its articles. Immutable; made by <see cref="SiteMemory"/>.</summary>
public sealed class SiteProfile
{
    private readonly FrozenDictionary<ulong, RepeatedBlock> known;

    internal SiteProfile(string site, long version, int pages, IReadOnlyList<RepeatedBlock> repeated)
    {
        (Site, Version, Pages, Repeated) = (site, version, pages, repeated);
        known = repeated.ToFrozenDictionary(static block => block.Fingerprint);
    }

    /// <summary>The site: see <see cref="SiteKnowledge.SiteOf"/>.</summary>
    public string Site { get; }

    /// <summary>Grows whenever the profile may make a page come out otherwise than before; given by whoever keeps it.</summary>
    public long Version { get; }

    /// <summary>Articles that the counts are over: at most <see cref="SiteMemory.MaxPages"/>, for old ones fade.</summary>
    public int Pages { get; }

    /// <summary>Blocks that repeat, the most frequent first, and among them what the site adds to its titles.</summary>
    public IReadOnlyList<RepeatedBlock> Repeated { get; }

    /// <summary>What repeats with this fingerprint, or null.</summary>
    internal RepeatedBlock? Find(ulong fingerprint) => known.GetValueOrDefault(fingerprint);
}
