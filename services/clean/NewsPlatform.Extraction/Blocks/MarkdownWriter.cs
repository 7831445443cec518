using System.Buffers;
using System.Globalization;
using System.Text;

namespace NewsPlatform.Extraction.Blocks;

/// <summary>Writes blocks as CommonMark with pipe tables.</summary>
internal static class MarkdownWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[]<>#");

    /// <summary>The blocks as Markdown, a blank line between them.</summary>
    public static string Write(IReadOnlyList<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            Write(block, text);
        }

        return text.ToString().TrimEnd();
    }

    private static void Write(Block block, StringBuilder text)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Linked(paragraph.Text, paragraph.Links, text);
                break;
            case Heading heading:
                text.Append('#', Math.Clamp(heading.Level, 2, 6)).Append(' ').Append(Escape(heading.Text));
                break;
            case Quote quote:
                text.Append("> ");
                Linked(quote.Text, quote.Links, text);
                break;
            case ListBlock list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : "\n").Append(list.Ordered ? (i + 1).ToString(CultureInfo.InvariantCulture) + ". " : "- ").Append(Escape(list.Items[i]));
                }

                break;
            case Table table:
                Rows(table, text);
                break;
            case Image image:
                text.Append("![").Append(Escape(image.Caption ?? "")).Append("](").Append(Address(image.Url)).Append(')');
                break;
            case Embed embed:
                text.Append('[').Append(Escape(embed.Provider ?? embed.Url.Host)).Append("](").Append(Address(embed.Url)).Append(')');
                break;
            case LiveUpdate update:
                text.Append("## ").Append(Escape(string.Join(" – ", new[] { update.Time?.ToString(), update.Title }.Where(part => part is not null)!))).Append("\n\n");
                foreach (var inner in update.Blocks)
                {
                    Write(inner, text);
                }

                return;
            default:
                return;
        }

        text.Append("\n\n");
    }

    private static void Rows(Table table, StringBuilder text)
    {
        var width = table.Rows.Count == 0 ? 0 : table.Rows.Max(static row => row.Count);
        for (var i = 0; i < table.Rows.Count; i++)
        {
            text.Append(i == 0 ? "" : "\n").Append('|');
            for (var column = 0; column < width; column++)
            {
                var cell = column < table.Rows[i].Count ? table.Rows[i][column] : "";
                text.Append(' ').Append(Escape(cell).Replace("|", "\\|", StringComparison.Ordinal)).Append(" |");
            }

            if (i == 0)
            {
                text.Append("\n|").Insert(text.Length, " --- |", width);
            }
        }
    }

    private static void Linked(string source, IReadOnlyList<TextLink> links, StringBuilder text)
    {
        var at = 0;
        foreach (var link in links)
        {
            if (link.Start < at || link.Start + link.Length > source.Length)
            {
                continue;
            }

            Escape(source.AsSpan(at..link.Start), text);
            text.Append('[');
            Escape(source.AsSpan(link.Start, link.Length), text);
            text.Append("](").Append(Address(link.Url)).Append(')');
            at = link.Start + link.Length;
        }

        Escape(source.AsSpan(at), text);
    }

    private static string Address(Uri url) => url.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);

    private static string Escape(string source)
    {
        if (source.AsSpan().IndexOfAny(Special) < 0)
        {
            return source;
        }

        var text = new StringBuilder(source.Length + 16);
        Escape(source, text);
        return text.ToString();
    }

    private static void Escape(ReadOnlySpan<char> source, StringBuilder text)
    {
        for (var start = 0; start < source.Length;)
        {
            // As far as the next one at one stroke, and that one.
            var plain = source[start..].IndexOfAny(Special);
            if (plain < 0)
            {
                text.Append(source[start..]);
                return;
            }

            text.Append(source.Slice(start, plain));
            start += plain;
            if (source[start] != '#' || start == 0)
            {
                text.Append('\\');
            }

            text.Append(source[start++]);
        }
    }
}
