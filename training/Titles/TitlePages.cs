using System.Text;
using System.Text.Json;
using NewsPlatform.Extraction.Titles;
using NewsPlatform.Training.Ranking;

namespace NewsPlatform.Training.Titles;

/// <summary>Reads pages with known titles and measures their candidates as the product does.</summary>
internal static class TitlePages
{
    // Temper: found by the check. Feed: no page of the sets comes with a feed's entry; a little below Open Graph.
    public static RankTrainer<TitleFeature> Trainer { get; } = new() { Temper = 0.8, ByHand = new Dictionary<TitleFeature, double> { [TitleFeature.Feed] = 0.8 } };

    /// <summary>The pages of sets that have titles.</summary>
    public static List<RankedPage> Read(IEnumerable<string> truths) => ReadPage.Each(truths, "title", One);

    private static RankedPage? One(ReadPage read, JsonElement truth)
    {
        if (truth.GetString() is not { Length: > 0 } title)
        {
            return null;
        }

        var candidates = TitleCandidates.Collect(read.Scan, read.Graph, read.Page, read.SiteName);
        var wanted = Key(title);
        return new(
            read.Set,
            read.Id,
            read.Site,
            [.. candidates.Select(candidate => candidate.Features)],
            [.. candidates.Select(candidate => Key(candidate.Values[0].Value) == wanted)],
            [.. candidates.Select(candidate => candidate.Values[0].Value)]);
    }

    private static string Key(string text) => TitleMeasure.Key(text.Normalize(NormalizationForm.FormKC));
}
