using System.Runtime.InteropServices;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>How an element stands among those beside it.</summary>
/// <param name="All">The elements of its parent.</param>
/// <param name="Index">Its place among them, from 0.</param>
/// <param name="OfTypeBefore">How many of its tag stand before it.</param>
/// <param name="OfTypeBehind">How many of its tag stand behind it.</param>
internal readonly record struct Siblings(IReadOnlyList<PageElement> All, int Index, int OfTypeBefore, int OfTypeBehind)
{
    /// <summary>The element right before; null for the first.</summary>
    public PageElement? Before => Index > 0 ? All[Index - 1] : null;

    /// <summary>Its number among the elements of its parent, from 1.</summary>
    /// <param name="fromEnd">Whether is counted from the end.</param>
    /// <param name="ofType">Whether only those of its tag count.</param>
    public int Number(bool fromEnd, bool ofType) => 1 + (fromEnd, ofType) switch
    {
        (false, false) => Index,
        (true, false) => All.Count - 1 - Index,
        (false, true) => OfTypeBefore,
        (true, true) => OfTypeBehind,
    };

    /// <summary>Adds the places of all elements inside a parent.</summary>
    public static void Place(PageNode parent, Dictionary<PageElement, Siblings> places)
    {
        var all = new List<PageElement>();
        var ofType = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var child in parent.Children)
        {
            if (child is PageElement element)
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(ofType, element.LocalName, out _);
                places[element] = new(all, all.Count, count++, 0);
                all.Add(element);
            }
        }

        foreach (var element in all)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(places, element);
            place = place with { OfTypeBehind = ofType[element.LocalName] - 1 - place.OfTypeBefore };
        }
    }
}
