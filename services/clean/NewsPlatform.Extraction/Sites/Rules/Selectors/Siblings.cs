using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Sites.Rules.Selectors;

/// <summary>How an element stands among those beside it.</summary>
internal static class Siblings
{
    /// <summary>The element right before; null for the first.</summary>
    public static PageElement? Before(PageElement element)
    {
        PageElement? before = null;
        foreach (var child in element.Parent is null ? [] : element.Parent.Children)
        {
            if (ReferenceEquals(child, element))
            {
                return before;
            }

            before = child as PageElement ?? before;
        }

        return null;
    }

    /// <summary>Its number among the elements of its parent, from 1.</summary>
    /// <param name="element">The element.</param>
    /// <param name="fromEnd">Whether is counted from the end.</param>
    /// <param name="ofType">Whether only those of its tag count.</param>
    public static int Number(PageElement element, bool fromEnd, bool ofType)
    {
        int before = 0, behind = 0;
        var passed = false;
        foreach (var child in element.Parent is null ? [] : element.Parent.Children)
        {
            if (ReferenceEquals(child, element))
            {
                passed = true;
            }
            else if (child is PageElement other && (!ofType || other.LocalName == element.LocalName))
            {
                (before, behind) = passed ? (before, behind + 1) : (before + 1, behind);
            }
        }

        return (fromEnd ? behind : before) + 1;
    }
}
