using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Links;

namespace NewsPlatform.Extraction.Body;

/// <summary>A run of text between two block boundaries.</summary>
internal sealed class TextBlock
{
    private List<TextLink>? links;

    public required string Text { get; init; }

    /// <summary>Its links, in the order of their ends.</summary>
    public required TextAnchor[] Anchors { get; init; }

    /// <summary>What its links' addresses are relative to.</summary>
    public Uri? Base { get; init; }

    /// <summary>The links that lead somewhere on the web. Addresses are worked out when they are asked for: most blocks are never asked.</summary>
    public IReadOnlyList<TextLink> Links => links ??= Resolve();

    /// <summary>Characters inside links.</summary>
    public required int Linked { get; init; }

    /// <summary>Characters inside bold or italic elements.</summary>
    public required int Emphasised { get; init; }

    /// <summary>The nearest block-level element.</summary>
    public required int Container { get; init; }

    /// <summary>Inherited hints.</summary>
    public required ElementHint Hints { get; init; }

    /// <summary>Text length with Han, Kana and Hangul counted three times: as much is said with fewer characters.</summary>
    public required int Length { get; init; }

    /// <summary>Characters that end or divide sentences.</summary>
    public required int Punctuation { get; init; }

    /// <summary>Share of its word triples that the publisher's own copy of the text (JSON-LD <c>articleBody</c>) has, 0 to 1; -1 without one.</summary>
    public double Agreement { get; set; } = -1;

    /// <summary>Characters in small print.</summary>
    public required int Small { get; init; }

    /// <summary>Whether it is the publisher's message rather than the article, by its words or because the page repeats it.</summary>
    public bool IsFurniture { get; set; }

    /// <summary>What its own signs say of it, once that was asked; forgotten when the page is weighed again.</summary>
    public BlockVerdict? Verdict { get; set; }

    /// <summary>Share of the text that is links, 0 to 1.</summary>
    public double LinkDensity => Text.Length == 0 ? 0 : (double)Linked / Text.Length;

    private List<TextLink> Resolve()
    {
        var found = new List<TextLink>(Anchors.Length);
        foreach (var anchor in Anchors)
        {
            if (Base is not null && WebAddress.Resolve(Base, anchor.Reference.ToString()) is { } url)
            {
                found.Add(new(anchor.Start, anchor.Length, url));
            }
        }

        return found;
    }
}
