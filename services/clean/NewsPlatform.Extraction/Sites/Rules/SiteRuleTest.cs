namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>A page that shows whether a site's rules still fit.</summary>
public sealed record SiteRuleTest
{
    /// <summary>The page's address.</summary>
    public required Uri Url { get; init; }

    /// <summary>A saved copy, relative to the rules' file; null when there is none and the page must be fetched.</summary>
    public string? File { get; init; }

    /// <summary>The headline that must come out; null when it does not matter.</summary>
    public string? Title { get; init; }

    /// <summary>What the text must contain.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>What it must not contain.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>What does not come out as it should; empty when the test is passed. Blanks are folded.</summary>
    /// <param name="result">What came out of the page.</param>
    public IReadOnlyList<string> Differences(ExtractionResult result)
    {
        if (result.Article is not { } article)
        {
            return [$"no article: {result.Rejection!.Reason}: {result.Rejection.Explanation}"];
        }

        var differences = new List<string>();
        if (Title is not null && Titles.TitleMeasure.Fold(Title) != Titles.TitleMeasure.Fold(article.Title.Value))
        {
            differences.Add($"title is \"{article.Title.Value}\", not \"{Title}\"");
        }

        var text = Titles.TitleMeasure.Fold(article.Text);
        differences.AddRange(Contains.Where(part => !text.Contains(Titles.TitleMeasure.Fold(part), StringComparison.Ordinal)).Select(part => $"text lacks \"{part}\""));
        differences.AddRange(Lacks.Where(part => text.Contains(Titles.TitleMeasure.Fold(part), StringComparison.Ordinal)).Select(part => $"text contains \"{part}\""));
        return differences;
    }
}
