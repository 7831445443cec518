using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>Selectors inside <c>:has</c>, whose left end is the element that is asked.</summary>
internal static class RelativeMatch
{
    /// <summary>Whether one of the selectors matches something inside or behind an element.</summary>
    public static bool Has(IReadOnlyList<Compound> selectors, PageElement scope, SelectorWork work)
    {
        var outer = work.Scope;
        work.Scope = scope;
        var found = false;
        for (var i = 0; i < selectors.Count && !found; i++)
        {
            found = LooksBeside(selectors[i]) ? Behind(selectors[i], scope, work) : Inside(selectors[i], scope, work);
        }

        work.Scope = outer;
        return found;
    }

    private static bool LooksBeside(Compound selector)
    {
        while (selector.Left?.Left is not null)
        {
            selector = selector.Left;
        }

        return selector.Combinator is '+' or '~';
    }

    private static bool Behind(Compound selector, PageElement scope, SelectorWork work)
    {
        var place = work.PlaceOf(scope);
        for (var i = place.Index + 1; i < place.All.Count && !work.IsSpent; i++)
        {
            if (selector.Matches(place.All[i], work) || Inside(selector, place.All[i], work))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Inside(Compound selector, PageElement outer, SelectorWork work)
    {
        foreach (var child in outer.Children)
        {
            if (child is PageElement element && work.Step() && (selector.Matches(element, work) || Inside(selector, element, work)))
            {
                return true;
            }
        }

        return false;
    }
}
