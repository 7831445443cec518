using NewsPlatform.Extraction.Sites.Rules.Selectors;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>One place where a rule looks for a value.</summary>
/// <param name="Text">As the file writes it: shown as the evidence's place.</param>
internal abstract record RuleSource(string Text)
{
    /// <summary>Elements, or an attribute of theirs.</summary>
    /// <param name="Text">The selector, with <c>@attribute</c> behind it for the attribute.</param>
    /// <param name="Selectors">The selectors of its list.</param>
    /// <param name="Attribute">The attribute; null for the elements' text.</param>
    internal sealed record Css(string Text, IReadOnlyList<Compound> Selectors, string? Attribute) : RuleSource(Text);

    /// <summary>A value in the page's JSON-LD, or in the state that its scripts carry.</summary>
    /// <param name="Text">As written.</param>
    /// <param name="IsJsonLd">Whether in JSON-LD.</param>
    /// <param name="Path">The steps of the JSON pointer; <c>*</c> is any member.</param>
    internal sealed record Json(string Text, bool IsJsonLd, IReadOnlyList<string> Path) : RuleSource(Text);
}
