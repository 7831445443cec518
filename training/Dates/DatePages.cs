using System.Globalization;
using System.Text.Json;
using NewsPlatform.Extraction.Dates;
using NewsPlatform.Training.Ranking;

namespace NewsPlatform.Training.Dates;

/// <summary>Reads pages with known days of publication and measures their candidates as the product does.</summary>
internal static class DatePages
{
    // Few pages set JSON-LD against Open Graph, and JSON-LD says more plainly what it means: by hand.
    // Some sets take the day of the last change where the page prints it without a word: the product keeps the two apart.
    public static RankTrainer<DateFeature> Trainer { get; } = new()
    {
        Decay = 0.02,
        ByHand = new Dictionary<DateFeature, double> { [DateFeature.Feed] = 1.5, [DateFeature.Graph] = 0.6, [DateFeature.PrintIsChange] = -3 },
        Except = static features => features[(int)DateFeature.PrintIsChange] > 0,
    };

    /// <summary>The pages of sets that have days.</summary>
    public static List<RankedPage> Read(IEnumerable<string> truths) => ReadPage.Each(truths, "date", One);

    private static RankedPage? One(ReadPage read, JsonElement truth)
    {
        if (!DateTime.TryParseExact(truth.GetString()?[..Math.Min(10, truth.GetString()!.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        var (published, modified, _) = ArticleDates.Collect(read.Scan, read.Graph, read.Page, read.First, read.Last, read.Headline);
        var candidates = DayRanking.Measure(published.Entries, modified.Best()?.Value);
        return new(
            read.Set,
            read.Id,
            read.Site,
            [.. candidates.Select(candidate => candidate.Features)],
            [.. candidates.Select(candidate => candidate.Day == day)],
            [.. candidates.Select(candidate => candidate.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]);
    }
}
