namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>An expression of time in a text.</summary>
/// <param name="Start">First code point.</param>
/// <param name="End">One past the last code point.</param>
/// <param name="Text">The text at the span.</param>
/// <param name="Type">What it expresses.</param>
/// <param name="Value">TIMEX3 value, such as <c>2022-02-24</c>, <c>2022-W08</c>, <c>P3D</c>, <c>PRESENT_REF</c>; ranges as <c>from/to</c>.
/// Unknown parts are <c>X</c>.</param>
public sealed record DateExpression(int Start, int End, string Text, DateKind Type, string Value);
