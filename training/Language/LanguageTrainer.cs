using System.IO.Compression;
using NewsPlatform.Text;
using NewsPlatform.Text.Language;

namespace NewsPlatform.Training.Language;

/// <summary>Learns language profiles from lines <c>code TAB text</c>.</summary>
internal static class LanguageTrainer
{
    // Features kept for each language and languages kept for each feature: together they set the size of the file.
    private const int FeaturesPerLanguage = 940;
    private const double UnseenCount = 0.5;

    public static List<(string Code, string Text)> Read(IEnumerable<string> files)
    {
        var lines = new List<(string, string)>();
        foreach (var file in files)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                if (line.IndexOf('\t') is > 0 and var tab)
                {
                    lines.Add((line[..tab], line[(tab + 1)..]));
                }
            }
        }

        return lines;
    }

    public static void Train(IReadOnlyList<(string Code, string Text)> lines, Stream output)
    {
        var byLanguage = lines.GroupBy(l => l.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var languages = byLanguage.ConvertAll(g => (g.Key, Script: MainScript(g.Select(l => l.Text))));
        var counts = byLanguage.ConvertAll(g => Count(g.Select(l => l.Text)));
        var totals = counts.ConvertAll(c => (double)c.Values.Sum());

        // A language alone in its script needs no statistics.
        var alone = languages.GroupBy(l => l.Script).Where(g => g.Count() == 1 || g.Key is Script.Han or Script.Kana).Select(g => g.Key).ToHashSet();
        var chosen = new HashSet<uint>();
        for (var i = 0; i < counts.Count; i++)
        {
            if (alone.Contains(languages[i].Script))
            {
                counts[i].Clear();
                continue;
            }

            var peers = Enumerable.Range(0, counts.Count).Where(k => languages[k].Script == languages[i].Script).ToList();
            chosen.UnionWith(counts[i].Where(f => f.Value >= 2)
                .Select(f => (f.Key, Gain: Gain(f.Key, f.Value)))
                .Where(f => f.Gain > 0)
                .OrderByDescending(f => f.Gain).ThenBy(f => f.Key)
                .Take(FeaturesPerLanguage).Select(f => f.Key));

            double Gain(uint feature, int count)
            {
                var mean = peers.Average(k => Probability(counts[k].GetValueOrDefault(feature), totals[k]));
                return count / totals[i] * Math.Log(Probability(count, totals[i]) / mean);
            }
        }

        var postings = new SortedDictionary<uint, List<(byte, byte)>>();
        foreach (var feature in chosen)
        {
            var list = new List<(byte, byte)>();
            for (var k = 0; k < counts.Count; k++)
            {
                if (counts[k].GetValueOrDefault(feature) is > 0 and var count)
                {
                    var weight = Math.Log(Probability(count, totals[k]) / UnseenProbability(totals));
                    var steps = (int)Math.Round(weight * LanguageProfiles.WeightSteps);
                    if (steps > 0)
                    {
                        list.Add(((byte)k, (byte)Math.Min(255, steps)));
                    }
                }
            }

            postings.Add(feature, list);
        }

        LanguageProfiles.Save(output, languages, postings);
    }

    // One floor for all languages, so that long and short samples compete fairly.
    private static double UnseenProbability(List<double> totals) => UnseenCount / totals.Where(t => t > 0).Max();

    private static double Probability(int count, double total) => Math.Max(count, UnseenCount) / total;

    private static Dictionary<uint, int> Count(IEnumerable<string> texts)
    {
        var counts = new Dictionary<uint, int>();
        var features = new uint[65536];
        foreach (var text in texts)
        {
            var n = LanguageFeatures.Extract(text, features);
            for (var i = 0; i < n; i++)
            {
                counts[features[i]] = counts.GetValueOrDefault(features[i]) + 1;
            }
        }

        return counts;
    }

    private static Script MainScript(IEnumerable<string> texts)
    {
        var letters = new int[Scripts.Count];
        foreach (var c in texts.SelectMany(t => t))
        {
            letters[(int)Scripts.Of(c)]++;
        }

        letters[0] = 0;
        return (Script)Array.IndexOf(letters, letters.Max());
    }
}
