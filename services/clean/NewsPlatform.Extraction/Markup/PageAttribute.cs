using AngleSharp.Common;
using AngleSharp.Html.Construction;

namespace NewsPlatform.Extraction.Markup;

/// <summary>An attribute.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Value">Its value with entities resolved, a slice of the parser's buffer.</param>
internal readonly record struct PageAttribute(string Name, ReadOnlyMemory<char> Value) : IConstructableAttr
{
    StringOrMemory IConstructableAttr.Name => Name;

    StringOrMemory IConstructableAttr.Value
    {
        get => Value;
        set => throw new NotSupportedException("The parser sets no values afterwards.");
    }
}
