using System.Globalization;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Standalone.Demo;

namespace NewsPlatform.EndToEndTests.Demo;

/// <summary>Compares an article with what is expected of it; says all that differs at once.</summary>
internal static class ArticleCheck
{
    public static void Check(DemoExpectation expected, Article article)
    {
        var differences = new List<string>();
        void Expect(bool holds, string difference)
        {
            if (!holds)
            {
                differences.Add(difference);
            }
        }

        Expect(article.Title == expected.Title, $"title is \"{article.Title}\", not \"{expected.Title}\"");
        Expect(article.Standfirst == (expected.Standfirst ?? ""), $"standfirst is \"{article.Standfirst}\", not \"{expected.Standfirst}\"");
        Expect(expected.Language is null || article.Language == expected.Language, $"language is {article.Language}, not {expected.Language}");
        Expect(
            expected.Authors.SequenceEqual(article.Authors.Select(author => author.Name), StringComparer.Ordinal),
            $"authors are {string.Join("; ", article.Authors.Select(author => author.Name))}, not {string.Join("; ", expected.Authors)}");
        Expect(expected.Published is null || IsTime(expected.Published, article.Published), $"published is {article.Published}, not {expected.Published}");
        Expect(expected.FirstWords is null || Plain(article.Text).Contains(Plain(expected.FirstWords), StringComparison.Ordinal), $"body lacks \"{expected.FirstWords}\"");
        Expect(expected.LastWords is null || Plain(article.Text).Contains(Plain(expected.LastWords), StringComparison.Ordinal), $"body lacks \"{expected.LastWords}\"");
        foreach (var words in expected.NotInBody)
        {
            Expect(!Plain(article.Text).Contains(Plain(words), StringComparison.Ordinal), $"body holds \"{words}\"");
        }

        Assert.True(differences.Count == 0, $"{expected.Path}: {string.Join("; ", differences)}");
    }

    private static bool IsTime(string expected, NewsTime? found)
    {
        if (found is null)
        {
            return false;
        }

        // Without an offset the wall clock counts.
        var instant = DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return expected.Length == 10 ? found.Time.ToDateTimeOffset().AddMinutes(found.OffsetMinutes).Date == instant.Date : found.Time.ToDateTimeOffset() == instant;
    }

    // Spaces and quotation marks are a matter of typesetting.
    private static string Plain(string text) =>
        string.Join(' ', text.Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
