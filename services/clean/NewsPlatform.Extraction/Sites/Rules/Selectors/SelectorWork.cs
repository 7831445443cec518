using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>Bounds what the selectors of one page may cost: chains of them can take time that grows with a power of the page's depth.</summary>
internal sealed class SelectorWork(CancellationToken cancellation)
{
    // Some tenths of a second. Rules of real sites take some ten thousand steps.
    private const int MaxSteps = 20_000_000;

    private const int BetweenLooks = 0x10000;

    private readonly Dictionary<PageElement, Siblings> places = new(ReferenceEqualityComparer.Instance);
    private int nextLook = BetweenLooks;

    /// <summary>What was taken so far.</summary>
    public int Steps { get; private set; }

    /// <summary>The element that the selectors inside <c>:has</c> are relative to.</summary>
    public PageElement? Scope { get; set; }

    /// <summary>Whether the bound was reached; from then on nothing matches.</summary>
    public bool IsSpent => Steps >= MaxSteps;

    /// <summary>Takes one step.</summary>
    /// <returns>Whether it may be taken.</returns>
    public bool Step()
    {
        if (IsSpent)
        {
            return false;
        }

        Charge(1);
        return true;
    }

    /// <summary>How an element stands among those beside it. All of one parent are placed together, once, each for a step.</summary>
    public Siblings PlaceOf(PageElement element)
    {
        if (element.Parent is not { } parent)
        {
            return new([element], 0, 0, 0);
        }

        if (!places.TryGetValue(element, out var place))
        {
            Charge(parent.Children.Length);
            Siblings.Place(parent, places);
            place = places[element];
        }

        return place;
    }

    // By the work that was done, so that one great step is as good a time to look as many small ones. A page's nodes are few beside the
    // most steps: what goes beyond them does not overflow.
    private void Charge(int count)
    {
        Steps += count;
        if (Steps >= nextLook)
        {
            nextLook = Steps + BetweenLooks;
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
