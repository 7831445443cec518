using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.Extraction.PlainText;

/// <summary>Makes blocks out of the lines of a plain text's body.</summary>
internal static class TextBody
{
    private const int MaxSubheadWords = 12;

    /// <summary>The blocks; furniture between the paragraphs is left out.</summary>
    public static (List<Block> Blocks, bool Cut) Build(IReadOnlyList<TextLine> lines, TextOutline outline, int maxBlocks)
    {
        var blocks = new List<Block>();
        var items = new List<string>();
        for (var i = outline.BodyStart; i < outline.BodyEnd; i++)
        {
            if (blocks.Count >= maxBlocks)
            {
                return (blocks, true);
            }

            var line = lines[i];
            if (line.IsItem && !line.IsChrome)
            {
                items.Add(line.Text[2..].Trim());
                continue;
            }

            Close(items, blocks);
            if (line.IsChrome || i == outline.Title || line.IsByline)
            {
                continue;
            }

            if (line.IsProse || line.EndsSentence)
            {
                blocks.Add(new Paragraph(line.Text, []));
            }
            else if (line.Words is >= 1 and <= MaxSubheadWords && Leads(lines, i, outline.BodyEnd) && !line.IsDate)
            {
                blocks.Add(new Heading(2, line.Text));
            }
        }

        Close(items, blocks);
        return (blocks, false);
    }

    private static void Close(List<string> items, List<Block> blocks)
    {
        if (items.Count > 0)
        {
            blocks.Add(new ListBlock(false, items.ToArray()));
            items.Clear();
        }
    }

    /// <summary>A subhead stands right before running text.</summary>
    private static bool Leads(IReadOnlyList<TextLine> lines, int index, int end)
    {
        for (var i = index + 1; i < end; i++)
        {
            if (!lines[i].IsChrome)
            {
                return lines[i].IsProse || lines[i].IsItem;
            }
        }

        return false;
    }
}
