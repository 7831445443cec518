using System.Text;

namespace NewsPlatform.Extraction.Blocks;

/// <summary>The plain text of blocks.</summary>
internal static class Prose
{
    /// <summary>The blocks' texts joined by blank lines.</summary>
    public static string Of(IReadOnlyList<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            var part = block.PlainText;
            if (part.Length > 0)
            {
                text.Append(text.Length > 0 ? "\n\n" : "").Append(part);
            }
        }

        return text.ToString();
    }
}
