namespace NewsPlatform.Extraction.Sites;

/// <summary>
/// Counts what stands on the pages of one site, each article once, and tells what repeats. Bounded: old pages fade, so that a box
/// that the site has given up is forgotten, and what was seen once long ago makes room. Not safe for several threads.
/// </summary>
public sealed partial class SiteMemory
{
    /// <summary>Articles over which is counted; when they are reached all counts are halved.</summary>
    public const int MaxPages = 48;

    /// <summary>Most different blocks that are kept.</summary>
    public const int MaxBlocks = 3000;

    // Articles that are known by address and title.
    private const int MaxArticles = 256;

    /// <summary>Articles on which a block must have stood to be the site's and not an article's.</summary>
    internal const int MinPages = 3;

    /// <summary>
    /// And the share of all articles. Agencies repeat whole paragraphs of background in a few of their stories; what stands on one
    /// page in five is no story's.
    /// </summary>
    internal const double MinShare = 0.2;

    // What repeats stays so until it has become rare: a count that goes up and down at the bound makes no new versions.
    private const double KeptShare = 0.1;

    // More of the article than this is known: it is an article again that was counted, under another address and title.
    private const double SameArticle = 0.5;

    private readonly Dictionary<ulong, Counted> blocks = [];
    private readonly List<(ulong Address, ulong Title)> articles = [];

    /// <summary>Articles in the counts.</summary>
    public int Pages { get; private set; }

    /// <summary>Articles ever counted.</summary>
    public long Total { get; private set; }

    /// <summary>Counts a page, unless its article was counted before.</summary>
    /// <param name="page">What the page says of its site.</param>
    /// <returns>Whether it was counted.</returns>
    public bool Count(SitePage page)
    {
        if (articles.Exists(known => known.Address == page.Address || (page.Title != 0 && known.Title == page.Title)) || IsKnown(page))
        {
            return false;
        }

        if (articles.Count == MaxArticles)
        {
            articles.RemoveAt(0);
        }

        articles.Add((page.Address, page.Title));
        Pages++;
        Total++;
        foreach (var block in page.Blocks)
        {
            if (!blocks.TryGetValue(block.Fingerprint, out var counted))
            {
                blocks[block.Fingerprint] = counted = new Counted { IsTitleTail = block.IsTitleTail };
            }

            if (counted.Last != Total)
            {
                counted.Pages++;
                counted.Last = Total;
            }

            // Most blocks are met once: only of others a sample is worth its room.
            counted.Sample = counted.Pages > 1 && counted.Sample.Length == 0 ? block.Sample : counted.Sample;
        }

        if (Pages >= MaxPages)
        {
            Fade();
        }

        Forget();
        Settle();
        return true;
    }

    /// <summary>What is known now.</summary>
    /// <param name="site">The site.</param>
    /// <param name="version">The version that the profile shall bear.</param>
    public SiteProfile ToProfile(string site, long version) => new(site, version, Pages, [.. Repeated()]);

    /// <summary>Whether another memory would make pages come out the same.</summary>
    /// <param name="repeated">What repeated then: <see cref="RepeatedFingerprints"/>.</param>
    public bool RepeatsTheSame(IReadOnlySet<ulong> repeated) => RepeatedFingerprints().SetEquals(repeated);

    /// <summary>The fingerprints of what repeats.</summary>
    public IReadOnlySet<ulong> RepeatedFingerprints() => blocks.Where(static pair => pair.Value.IsRepeated).Select(static pair => pair.Key).ToHashSet();

    private IEnumerable<RepeatedBlock> Repeated() => blocks
        .Where(static pair => pair.Value.IsRepeated)
        .Select(static pair => new RepeatedBlock(pair.Key, pair.Value.Sample, pair.Value.Pages, pair.Value.IsTitleTail))
        .OrderByDescending(static block => block.Pages)
        .ThenBy(static block => block.Fingerprint);

    private bool IsKnown(SitePage page)
    {
        long all = 0, known = 0;
        foreach (var block in page.Blocks)
        {
            all += block.Length;
            known += block.Length > 0 && blocks.TryGetValue(block.Fingerprint, out var counted) && !counted.IsRepeated ? block.Length : 0;
        }

        return known > all * SameArticle;
    }

    private void Fade()
    {
        Pages /= 2;
        foreach (var (fingerprint, counted) in blocks)
        {
            counted.Pages /= 2;
            if (counted.Pages == 0)
            {
                blocks.Remove(fingerprint);
            }
        }
    }

    private void Forget()
    {
        if (blocks.Count > MaxBlocks)
        {
            var least = blocks.OrderBy(static pair => pair.Value.Pages).ThenBy(static pair => pair.Value.Last).Take(blocks.Count - (MaxBlocks / 4 * 3)).ToList();
            least.ForEach(pair => blocks.Remove(pair.Key));
        }
    }

    private void Settle()
    {
        foreach (var counted in blocks.Values)
        {
            counted.IsRepeated = counted.IsRepeated ? counted.Pages > Pages * KeptShare : counted.Pages >= MinPages && counted.Pages >= Pages * MinShare;
        }
    }

    private sealed class Counted
    {
        public int Pages { get; set; }

        /// <summary>Number of the article it was last seen in.</summary>
        public long Last { get; set; }

        public string Sample { get; set; } = "";

        public bool IsTitleTail { get; init; }

        public bool IsRepeated { get; set; }
    }
}
