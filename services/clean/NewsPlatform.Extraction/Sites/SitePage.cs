namespace NewsPlatform.Extraction.Sites;

/// <summary>What one page teaches about its site: handed to <see cref="SiteMemory.Count"/>.</summary>
public sealed class SitePage
{
    internal SitePage(ulong address, ulong title, IReadOnlyList<SeenBlock> blocks) => (Address, Title, Blocks) = (address, title, blocks);

    /// <summary>Of the article's own address: a page that is seen again is not another article.</summary>
    internal ulong Address { get; }

    /// <summary>Of the headline: nor is the same article at another address.</summary>
    internal ulong Title { get; }

    internal IReadOnlyList<SeenBlock> Blocks { get; }

    /// <summary>A block of the page, or the tail of its title.</summary>
    /// <param name="Fingerprint">Of text and place.</param>
    /// <param name="Sample">The text's first characters.</param>
    /// <param name="Length">Its length in characters; 0 for a block outside the article.</param>
    /// <param name="IsTitleTail">Whether it is the tail of the title.</param>
    internal readonly record struct SeenBlock(ulong Fingerprint, string Sample, int Length, bool IsTitleTail);
}
