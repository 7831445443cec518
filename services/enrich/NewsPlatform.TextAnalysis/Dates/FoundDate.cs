namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>A date expression by tokens, end exclusive.</summary>
internal readonly record struct FoundDate(int From, int End, DateKind Kind, string Value);
