using System.Buffers;

namespace NewsPlatform.Extraction.Body;

/// <summary>What an element's tag and attributes other than its names say.</summary>
internal static class ElementHints
{
    // What a rectangle is written with whose sides are numbers of pixels.
    private static readonly SearchValues<char> Pixels = SearchValues.Create("0123456789px, ");

    /// <summary>The hint in a tag.</summary>
    public static ElementHint OfTag(string tag) => tag switch
    {
        "nav" or "form" or "menu" or "dialog" or "fieldset" => ElementHint.Chrome,
        "aside" => ElementHint.Chrome,
        "footer" => ElementHint.Footer,
        "header" or "hgroup" => ElementHint.Header,
        "article" => ElementHint.Article,
        "figcaption" => ElementHint.Caption,
        "address" => ElementHint.Byline,
        _ => ElementHint.None,
    };

    /// <summary>Adds roles, microdata and visibility; takes back what a stronger sign contradicts.</summary>
    public static ElementHint Adjust(in ElementAttributes attributes, string tag, ElementHint hint)
    {
        switch (attributes.Role)
        {
            case "":
                break;
            case "navigation" or "search" or "complementary" or "dialog" or "alertdialog" or "menu" or "menubar" or "toolbar" or "banner" or "contentinfo" or "tablist":
                hint |= ElementHint.Chrome;
                break;
            case "article":
                hint |= ElementHint.Article;
                break;
            default:
                break;
        }

        switch (attributes.ItemProp)
        {
            case null:
                break;
            case "articleBody" or "text" or "reviewBody":
                hint = (hint & ~ElementHint.Excluded) | ElementHint.Body;
                break;
            case "author" or "creator":
                hint |= ElementHint.Byline;
                break;
            case "description" when tag is not "meta":
                hint |= ElementHint.Standfirst;
                break;
            case "comment":
                hint |= ElementHint.Comments;
                break;
            default:
                break;
        }

        var style = attributes.Style is { Length: < 500 } value ? value : [];
        if (attributes.IsHidden || (!style.IsEmpty && Hides(style)))
        {
            hint |= ElementHint.Chrome | ElementHint.Off;
        }

        if (!style.IsEmpty && Clips(style))
        {
            hint |= ElementHint.Hidden;
        }

        // "article-body share-enabled", "post-content newsletter": the body's name is the stronger sign.
        if (hint.Any(ElementHint.Body))
        {
            hint &= ~(ElementHint.Chrome | ElementHint.Related | ElementHint.Comments | ElementHint.Tags | ElementHint.Paywall | ElementHint.Footer);
        }

        return hint;
    }

    private static bool Hides(ReadOnlySpan<char> style)
    {
        var at = style.IndexOf("display", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && style[(at + 7)..].TrimStart(" :").StartsWith("none", StringComparison.OrdinalIgnoreCase);
    }

    // Cut down to nothing: said to those who hear the page and not to those who see it ("opens new tab").
    private static bool Clips(ReadOnlySpan<char> style)
    {
        var at = style.IndexOf("clip", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return false;
        }

        var rest = style[(at + 4)..];
        if (rest.StartsWith("-path", StringComparison.OrdinalIgnoreCase))
        {
            // One value is that of all sides; with several, half of it is shown, or all of it once a script has moved them.
            rest = rest[5..].TrimStart(" :");
            return rest.StartsWith("inset(50%)", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("inset(100%)", StringComparison.OrdinalIgnoreCase);
        }

        rest = rest.TrimStart(" :");
        return rest.StartsWith("rect(", StringComparison.OrdinalIgnoreCase) && rest[5..] is var sides && sides.IndexOf(')') is var end and >= 0 && IsNothing(sides[..end]);
    }

    /// <summary>Whether the sides of a rectangle are no further apart than a pixel.</summary>
    private static bool IsNothing(ReadOnlySpan<char> sides)
    {
        if (sides.ContainsAnyExcept(Pixels))
        {
            return false;
        }

        foreach (var range in sides.SplitAny(' ', ','))
        {
            if (sides[range] is { Length: > 0 } side && side.TrimEnd("px") is not ("0" or "1"))
            {
                return false;
            }
        }

        return true;
    }
}
