using System.Text;
using AngleSharp.Html.Parser;

namespace NewsPlatform.Conformance.Areas;

/// <summary>What a reader sees of a piece of markup: its text without any white space.</summary>
internal static class MarkupText
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '&') >= 0)
        {
            var document = new HtmlParser().ParseDocument(text);
            foreach (var unseen in document.QuerySelectorAll("script, style"))
            {
                unseen.Remove();
            }

            text = document.DocumentElement.TextContent;
        }

        return Squeezed(text);
    }

    /// <summary>A text without any white space.</summary>
    public static string Squeezed(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                seen.Append(c);
            }
        }

        return seen.ToString();
    }
}
