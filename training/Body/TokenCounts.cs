using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Training.Body;

/// <summary>How often tokens stand with the article and how often without, by site.</summary>
internal sealed class TokenCounts
{
    private const int MinSites = 3;
    private const double Prior = 0.3;
    private const double PriorWeight = 1.5;

    private readonly Dictionary<uint, Dictionary<string, (float With, float Without)>> counts = [];

    /// <summary>Counts a page's tokens.</summary>
    public void Add(string site, PageScan scan, (bool Is, float Weight)[] labels)
    {
        var tokens = new List<uint>();
        using var read = new BlockWords(scan.Blocks);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].Weight <= 0)
            {
                continue;
            }

            tokens.Clear();
            TokenScores.Words(read.Of(i), tokens);
            tokens.Add(read.LineOf(i));
            var words = tokens.Count;
            var container = scan.Blocks[i].Container;
            for (var level = 0; level < 5 && container >= 0 && scan.Containers[container].Tag is not ("body" or "html"); level++)
            {
                TokenScores.Names(scan.Containers[container].Names, tokens);
                container = scan.Containers[container].Parent;
            }

            for (var t = 0; t < tokens.Count; t++)
            {
                var weight = t < words ? 1 : labels[i].Weight;
                var sites = counts.TryGetValue(tokens[t], out var known) ? known : counts[tokens[t]] = new(StringComparer.Ordinal);
                var count = sites.GetValueOrDefault(site);
                sites[site] = labels[i].Is ? (count.With + weight, count.Without) : (count.With, count.Without + weight);
            }
        }
    }

    /// <summary>The scores that all sites but one would give.</summary>
    public TokenScores Without(string site) => new Reduced(this, site);

    /// <summary>The scores to ship: of tokens that say something and were seen on enough sites.</summary>
    public Dictionary<uint, sbyte> Scores(int max) =>
        counts.Where(pair => pair.Value.Count >= MinSites)
            .Select(pair => (pair.Key, Score: Score(pair.Value, null), Sites: pair.Value.Count))
            .Where(token => Math.Abs(token.Score) >= 6)
            .OrderByDescending(token => token.Sites).ThenBy(token => token.Key)
            .Take(max)
            .ToDictionary(token => token.Key, token => (sbyte)token.Score);

    private static int Score(Dictionary<string, (float With, float Without)> sites, string? but)
    {
        double sum = Prior * PriorWeight, n = PriorWeight;
        var seen = 0;
        foreach (var (site, count) in sites)
        {
            if (site != but)
            {
                sum += count.With / (count.With + count.Without);
                n++;
                seen++;
            }
        }

        if (seen < MinSites)
        {
            return 0;
        }

        var share = sum / n;
        var odds = Math.Log(share / (1 - share)) - Math.Log(Prior / (1 - Prior));
        return (int)Math.Clamp(Math.Round(odds * 16), -127, 127);
    }

    private sealed class Reduced(TokenCounts all, string site) : TokenScores
    {
        private readonly Dictionary<uint, int> known = [];

        public override int Of(uint token)
        {
            if (!known.TryGetValue(token, out var score))
            {
                score = all.counts.TryGetValue(token, out var sites) ? Score(sites, site) : 0;
                score = Math.Abs(score) >= 6 ? score : 0;
                known[token] = score;
            }

            return score;
        }
    }
}
