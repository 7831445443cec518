using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Metadata;
using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.Extraction.Titles;

/// <summary>Chooses the headline among what the page calls its title, without the site's name.</summary>
internal static class TitleReader
{
    private static readonly FeatureWeights<TitleFeature> Weights = FeatureWeights<TitleFeature>.Embedded("title-weights.tsv");

    /// <summary>The headline, or null when the page has none.</summary>
    public static Sourced<string>? Read(PageScan scan, JsonLdGraph graph, Page page, string? site)
    {
        var candidates = TitleCandidates.Collect(scan, graph, page, site);
        if (candidates.Count == 0)
        {
            return null;
        }

        Weights.Apply(candidates);
        candidates.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var ranked = new List<Candidate<string>>(11);
        var top = candidates[0];
        var sure = Calibration.Default.Of("title", Grade(top), top.Score);
        foreach (var candidate in candidates)
        {
            var confidence = candidate == top ? sure : Calibration.Rest(candidate.Score, top.Score, sure);
            foreach (var (value, evidence) in Ordered(candidate))
            {
                if (ranked.Count < 11)
                {
                    ranked.Add(new(value, evidence with { Confidence = confidence }));
                }
            }
        }

        return new(ranked[0].Value, ranked[0].Evidence, ranked[1..]);
    }

    /// <summary>How many kinds of sources say a title, from 0 for one.</summary>
    public static int Grade(TitleCandidate candidate) => Grade(candidate.Features);

    /// <summary>The same of a candidate's features.</summary>
    public static int Grade(float[] features)
    {
        var sources = 0;
        foreach (var source in (ReadOnlySpan<TitleFeature>)[TitleFeature.Heading, TitleFeature.JsonLd, TitleFeature.OpenGraph, TitleFeature.DocumentTitle, TitleFeature.Microdata, TitleFeature.Feed])
        {
            sources += features[(int)source] > 0 ? 1 : 0;
        }

        return Math.Clamp(sources - 1, 0, Calibration.Grades - 1);
    }

    /// <summary>The ways in which the sources write one title: as the page shows it, but in small letters when it shows it in capitals.</summary>
    private static List<Candidate<string>> Ordered(TitleCandidate candidate)
    {
        var values = candidate.Values;
        if (IsCapitals(values[0].Value))
        {
            var small = values.FindIndex(static other => !IsCapitals(other.Value));
            if (small > 0)
            {
                (values[0], values[small]) = (values[small], values[0]);
            }
        }

        return values;
    }

    private static bool IsCapitals(string text)
    {
        var capitals = 0;
        foreach (var c in text)
        {
            if (char.IsLower(c))
            {
                return false;
            }

            capitals += char.IsUpper(c) ? 1 : 0;
        }

        return capitals > 6;
    }
}
