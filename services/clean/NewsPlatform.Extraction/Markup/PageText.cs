using System.Text;
using AngleSharp.Common;

namespace NewsPlatform.Extraction.Markup;

/// <summary>A run of text. It is a slice of the parser's buffer, and gone when the tree is disposed.</summary>
internal sealed class PageText(ReadOnlyMemory<char> data) : PageNode
{
    private ReadOnlyMemory<char> data = data;

    // Only text that a table hands out piece by piece, or that is cut by a broken tag, is ever added to.
    private StringBuilder? longer;

    /// <inheritdoc/>
    public override StringOrMemory NodeName => "#text";

    /// <summary>The characters, entities resolved.</summary>
    public ReadOnlyMemory<char> Data
    {
        get
        {
            if (longer is not null)
            {
                (data, longer) = (longer.ToString().AsMemory(), null);
            }

            return data;
        }
    }

    /// <summary>Adds text behind.</summary>
    public void Append(ReadOnlySpan<char> text) => Longer().Append(text);

    /// <summary>Adds text before.</summary>
    public void Prepend(ReadOnlySpan<char> text) => Longer().Insert(0, text);

    private StringBuilder Longer() => longer ??= new StringBuilder().Append(data.Span);
}
