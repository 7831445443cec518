using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>Bounds what the selectors of one page may cost: chains of them can take time that grows with a power of the page's depth.</summary>
internal sealed class SelectorWork(CancellationToken cancellation)
{
    // Some tenths of a second. Rules of real sites take some ten thousand steps.
    private const int MaxSteps = 20_000_000;

    private int steps;

    /// <summary>The element that the selectors inside <c>:has</c> are relative to.</summary>
    public PageElement? Scope { get; set; }

    /// <summary>Whether the bound was reached; from then on nothing matches.</summary>
    public bool IsSpent => steps >= MaxSteps;

    /// <summary>Takes one step.</summary>
    /// <returns>Whether it may be taken.</returns>
    public bool Step()
    {
        if (steps >= MaxSteps)
        {
            return false;
        }

        if ((++steps & 0xFFFF) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return true;
    }
}
