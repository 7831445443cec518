using NewsPlatform.Extraction.Markup;

namespace NewsPlatform.Extraction.Body;

/// <summary>A block-level element as the walk met it.</summary>
internal sealed class Container
{
    private const int MaxName = 80;

    public required int Parent { get; init; }

    public required string Tag { get; init; }

    public required PageElement Element { get; init; }

    /// <summary>Its class names and id as the page writes them, parted by a blank; empty without.</summary>
    public required string Names { get; init; }

    /// <summary>Its tag and names as a CSS selector for people, at most about 80 characters.</summary>
    public string Name
    {
        get
        {
            var names = Names.Length > MaxName ? Names[..MaxName] : Names;
            return names.Length == 0 ? Tag : Tag + "." + string.Join('.', names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>Its own hints.</summary>
    public required ElementHint Own { get; init; }

    /// <summary>Whether its own or an outer container's hints keep its text out of the body; set once the whole page is known.</summary>
    public bool Excluded { get; set; }

    /// <summary>Whether a container inside is named as the article's body and holds a fair part of the page's running text.</summary>
    public bool HoldsBody { get; set; }

    /// <summary>Byline, date and caption hints of itself and outer containers, as far as these are short enough to be one.</summary>
    public ElementHint Labels { get; set; }

    public required int Depth { get; init; }

    public int FirstBlock { get; init; }

    /// <summary>One past its last text block.</summary>
    public int EndBlock { get; set; }

    /// <summary>Characters of text in it.</summary>
    public double Length { get; set; }

    /// <summary>Characters of linked text in it.</summary>
    public double Linked { get; set; }

    /// <summary>Characters in running sentences.</summary>
    public double Prose { get; set; }

    /// <summary>For a table: whether it places the page's parts rather than figures; once that was asked.</summary>
    public bool? IsLayout { get; set; }

    /// <summary>Sum of its blocks' weights: how much article there is, less how much is not.</summary>
    public double Weight { get; set; }
}
