using NewsPlatform.TextAnalysis;

namespace NewsPlatform.UnitTests.TextAnalysis;

/// <summary>Analyses short texts for tests; published on Friday, 25 February 2022 unless told otherwise.</summary>
internal static class Analysis
{
    public static DateTimeOffset Published { get; } = new(2022, 2, 25, 9, 0, 0, TimeSpan.Zero);

    public static Annotations Of(string text, string language = "en", string? title = null) =>
        ArticleAnalyzer.Analyze(new Document(text) { Language = language, Published = Published, Title = title }, new AnalysisOptions(), CancellationToken.None);
}
