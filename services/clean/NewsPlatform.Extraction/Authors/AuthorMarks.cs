using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Extraction.Links;
using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Authors;

/// <summary>Finds authors in elements that are marked as theirs: microdata, <c>rel=author</c>, classes of bylines.</summary>
internal static class AuthorMarks
{
    // Text blocks between two authors of one article: pictures, roles, biographies of a line.
    private const int Together = 6;

    public static List<Sourced<Author>> FromMicrodata(PageScan scan, Uri page, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        PageElement? outer = null;
        var near = 0;
        foreach (var mark in scan.Microdata)
        {
            if (!IsAuthor(mark.Value) || mark.Hints.Any(ElementHint.Caption) || (outer is not null && IsInside(mark.Element, outer)) || (mark.Hints.Any(ElementHint.Related | ElementHint.Comments) && !place.IsHead(mark.Position)))
            {
                continue;
            }

            if (authors.Count > 0 && mark.Position > near + Together)
            {
                // Related articles, or the next one of a page without an end.
                break;
            }

            outer = mark.Element;
            near = mark.Position;
            var name = scan.Microdata.Find(inner => inner.Value == "name" && inner.Element != mark.Element && IsInside(inner.Element, mark.Element));
            var text = name is null ? mark.Element.GetAttribute("content") ?? ElementText.Of(mark.Element, 200, '|') : name.Element.GetAttribute("content") ?? ElementText.Of(name.Element, 120);
            AuthorList.Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri, new(EvidenceMethod.Microdata, "[itemprop=author]", text, 0.8), isByline: name is null);
        }

        return authors;
    }

    private static bool IsAuthor(string property) => property is "author" or "creator" or "author creator" or "creator author";

    public static List<Sourced<Author>> FromBylines(PageScan scan, Uri page, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var relation in (ReadOnlySpan<bool>)[true, false])
        {
            PageElement? wide = null;
            Mark? first = null;
            foreach (var mark in scan.Bylines)
            {
                if ((mark.Value == "author") != relation || mark.Position > place.Last + 3 || mark.Position < place.First - 25
                    || (mark.Hints.Any(ElementHint.Related | ElementHint.Comments | ElementHint.Footer) && !place.IsHead(mark.Position)))
                {
                    continue;
                }

                // Hints are inherited: inside something long that is named after authors only what is itself so named counts.
                if (!relation && wide is not null && IsInside(mark.Element, wide) && !IsNamed(mark.Element))
                {
                    continue;
                }

                if (mark.Element.ClassName is { } names && (names.Contains("follow", StringComparison.OrdinalIgnoreCase) || names.Contains("btn", StringComparison.OrdinalIgnoreCase) || names.Contains("button", StringComparison.OrdinalIgnoreCase)))
                {
                    continue;
                }

                // A name is short; a biography is not.
                var text = ElementText.Of(mark.Element, 300, '|');
                if (first is not null && !(IsSibling(first, mark) && AuthorNames.IsPersonLike(text)))
                {
                    break;
                }

                if (text.Length is > 1 and < 150)
                {
                    AuthorList.Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri,
                        new(EvidenceMethod.Html, relation ? "a[rel=author]" : "." + mark.Element.ClassName, text, relation ? 0.75 : place.IsHead(mark.Position) ? 0.7 : 0.6), isByline: true);
                }
                else
                {
                    wide = mark.Element;
                }

                first = !relation && authors.Count > 0 ? first ?? mark : null;
            }

            if (authors.Count > 0)
            {
                break;
            }
        }

        return authors.Count > 0 ? authors : FromFarBylines(scan, page, place);
    }

    /// <summary>Whether two elements are parts of one list of names: alike and close together.</summary>
    private static bool IsSibling(Mark one, Mark other) =>
        other.Position - one.Position <= 3 && one.Element.LocalName == other.Element.LocalName && one.Element.ClassName is { Length: > 0 } names && names == other.Element.ClassName
        && one.Element.ParentElement is { } parent && (other.Element.ParentElement == parent || (parent.ParentElement is { } list && other.Element.ParentElement?.ParentElement == list)) && !IsInside(other.Element, one.Element);

    /// <summary>Bylines far behind the text, which say what they are: "Erstellt von Ann Lee".</summary>
    public static List<Sourced<Author>> FromFarBylines(PageScan scan, Uri page, ArticlePlace place)
    {
        var authors = new List<Sourced<Author>>();
        foreach (var mark in scan.Bylines)
        {
            // "news-list-author" may be the name of one line of the article; lines alike are those of others.
            var related = mark.Hints.Any(ElementHint.Related) && !ClassHints.Of(mark.Element.ClassName).Any(ElementHint.Related);
            if (mark.Position <= place.Last + 3 || related || mark.Hints.Any(ElementHint.Comments) || scan.Bylines.Exists(other => other.Element != mark.Element && other.Position != mark.Position && IsAlike(other.Element, mark.Element)))
            {
                continue;
            }

            var text = ElementText.Of(mark.Element, 150, ' ');
            if (text.Length is > 4 and < 120 && AuthorNames.AfterOpening(text) is { Length: > 2 } rest && char.IsUpper(rest[0]))
            {
                AuthorList.Add(authors, text, false, WebAddress.Resolve(page, mark.Element.GetAttribute("href"))?.AbsoluteUri, new(EvidenceMethod.Html, "." + mark.Element.ClassName, text, 0.5), isByline: true);
                if (authors.Count > 0)
                {
                    break;
                }
            }
        }

        return authors;
    }

    private static bool IsAlike(PageElement one, PageElement other) => one.LocalName == other.LocalName && one.ClassName == other.ClassName;

    private static bool IsNamed(PageElement element) => (ClassHints.Of(element.ClassName) | ClassHints.Of(element.Id) | ElementHints.OfTag(element.LocalName)).Any(ElementHint.Byline) || element.HasAttribute("itemprop");

    private static bool IsInside(PageElement element, PageElement outer)
    {
        var up = element.ParentElement;
        for (var steps = 0; up is not null && steps < 24; steps++, up = up.ParentElement)
        {
            if (up == outer)
            {
                return true;
            }
        }

        return false;
    }
}
