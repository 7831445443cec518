using System.Buffers;
using System.Net;
using System.Text;

namespace NewsPlatform.Extraction.Blocks;

/// <summary>Writes blocks as HTML. Every text is encoded and every address is http or https, so the result is safe by construction.</summary>
internal static class HtmlWriter
{
    private static readonly SearchValues<char> Encoded = SearchValues.Create("<>&\"'");

    /// <summary>The blocks as an HTML fragment.</summary>
    public static string Write(IReadOnlyList<Block> blocks)
    {
        var html = new StringBuilder();
        foreach (var block in blocks)
        {
            Write(block, html);
        }

        return html.ToString();
    }

    private static void Write(Block block, StringBuilder html)
    {
        switch (block)
        {
            case Paragraph paragraph:
                html.Append("<p>");
                Linked(paragraph.Text, paragraph.Links, html);
                html.Append("</p>\n");
                break;
            case Heading heading:
                var level = Math.Clamp(heading.Level, 2, 6);
                html.Append("<h").Append(level).Append('>').Append(Encode(heading.Text)).Append("</h").Append(level).Append(">\n");
                break;
            case Quote quote:
                html.Append("<blockquote><p>");
                Linked(quote.Text, quote.Links, html);
                html.Append("</p></blockquote>\n");
                break;
            case ListBlock list:
                html.Append(list.Ordered ? "<ol>" : "<ul>");
                foreach (var item in list.Items)
                {
                    html.Append("<li>").Append(Encode(item)).Append("</li>");
                }

                html.Append(list.Ordered ? "</ol>\n" : "</ul>\n");
                break;
            case Table table:
                html.Append("<table>");
                foreach (var row in table.Rows)
                {
                    html.Append("<tr>");
                    foreach (var cell in row)
                    {
                        html.Append("<td>").Append(Encode(cell)).Append("</td>");
                    }

                    html.Append("</tr>");
                }

                html.Append("</table>\n");
                break;
            case Image image:
                html.Append("<figure><img src=\"").Append(Encode(image.Url.AbsoluteUri)).Append("\" alt=\"\">");
                var caption = image.Credit is null ? image.Caption : image.Caption is null ? image.Credit : image.Caption + " (" + image.Credit + ")";
                if (caption is not null)
                {
                    html.Append("<figcaption>").Append(Encode(caption)).Append("</figcaption>");
                }

                html.Append("</figure>\n");
                break;
            case Embed embed:
                html.Append("<p><a rel=\"nofollow noopener\" href=\"").Append(Encode(embed.Url.AbsoluteUri)).Append("\">").Append(Encode(embed.Provider ?? embed.Url.Host)).Append("</a></p>\n");
                break;
            case LiveUpdate update:
                html.Append("<section>");
                if (update.Time is not null)
                {
                    html.Append("<p><time datetime=\"").Append(Encode(update.Time.ToString())).Append("\">").Append(Encode(update.Time.ToString())).Append("</time></p>");
                }

                if (update.Title is not null)
                {
                    html.Append("<h2>").Append(Encode(update.Title)).Append("</h2>");
                }

                foreach (var inner in update.Blocks)
                {
                    Write(inner, html);
                }

                html.Append("</section>\n");
                break;
            default:
                break;
        }
    }

    private static void Linked(string text, IReadOnlyList<TextLink> links, StringBuilder html)
    {
        var at = 0;
        foreach (var link in links)
        {
            if (link.Start < at || link.Start + link.Length > text.Length)
            {
                continue;
            }

            Encode(text.AsSpan(at..link.Start), html);
            html.Append("<a rel=\"nofollow noopener\" href=\"").Append(Encode(link.Url.AbsoluteUri)).Append("\">");
            Encode(text.AsSpan(link.Start, link.Length), html);
            html.Append("</a>");
            at = link.Start + link.Length;
        }

        Encode(text.AsSpan(at), html);
    }

    // Most text has nothing to encode, and goes into the page without becoming a string of its own. WebUtility encodes these, Latin-1 and surrogates.
    private static void Encode(ReadOnlySpan<char> text, StringBuilder html)
    {
        if (text.ContainsAny(Encoded) || text.ContainsAnyInRange('\u00A0', '\u00FF') || text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            html.Append(Encode(text.ToString()));
        }
        else
        {
            html.Append(text);
        }
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
