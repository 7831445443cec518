using AngleSharp.Html.Parser;

namespace NewsPlatform.Fuzz;

/// <summary>What HTML of an article may hold.</summary>
internal static class SafeHtml
{
    private static readonly HashSet<string> Elements = ["p", "a", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "table", "tbody", "tr", "td", "figure", "figcaption", "img", "section", "time"];

    /// <summary>Throws unless every element and attribute is one that the writer makes, and every address one of the web.</summary>
    public static void Check(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            if (!Elements.Contains(element.LocalName))
            {
                throw new InvalidOperationException($"<{element.LocalName}> is in the article.");
            }

            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name is "href" or "src" ? !attribute.Value.StartsWith("http", StringComparison.Ordinal) : attribute.Name is not ("rel" or "alt" or "datetime"))
                {
                    throw new InvalidOperationException($"<{element.LocalName} {attribute.Name}=\"{attribute.Value}\"> is in the article.");
                }
            }
        }
    }
}
