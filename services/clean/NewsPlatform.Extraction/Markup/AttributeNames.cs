using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace NewsPlatform.Extraction.Markup;

/// <summary>The attributes that somebody reads. The parser passes over all others, which are the most.</summary>
internal static class AttributeNames
{
    private static readonly FrozenSet<string> Read = new[]
    {
        "class", "colspan", "content", "data-date", "data-datetime", "data-full-src", "data-lazy", "data-lazy-src", "data-lazy-srcset", "data-original", "data-publish-date", "data-published", "data-src", "data-srcset", "data-time", "data-timestamp", "data-utc-time", "datetime", "hidden", "href",
        "height", "hreflang", "http-equiv", "id", "itemprop", "lang", "name", "property", "pubdate", "rel", "role", "size", "src", "srcset", "style", "title", "type", "width", "xml:lang",
        // What the tree builder itself asks for.
        "encoding", "color", "face",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Read.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The name when it is one that is read; else null.</summary>
    public static string? Find(ReadOnlySpan<char> name) => BySpan.TryGetValue(name, out var known) ? known : null;

    /// <summary>The name as a string, without making a new one where that is possible.</summary>
    public static string Of(ReadOnlyMemory<char> name) =>
        MemoryMarshal.TryGetString(name, out var text, out var start, out var length) && start == 0 && length == text.Length ? text : Find(name.Span) ?? name.ToString();
}
