using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Training.Body;

/// <summary>Lays the true text over a page's blocks.</summary>
internal static class BlockLabels
{
    private const int Gram = 4;

    /// <summary>For each block whether it is the article, and how much that matters: 0 for what is not known.</summary>
    public static (bool Is, float Weight)[] Of(TruthPage page, PageScan scan)
    {
        var labels = new (bool Is, float Weight)[scan.Blocks.Count];
        if (page.Body is null)
        {
            Segments(page, scan, labels);
            return labels;
        }

        var truth = Words(page.Body);
        var grams = new HashSet<ulong>[Gram];
        for (var n = 1; n <= Gram; n++)
        {
            grams[n - 1] = [.. Grams(truth, n)];
        }

        var optional = new HashSet<ulong>(page.Optional.SelectMany(text => Grams(Words(text), Gram)));
        var words = scan.Blocks.ConvertAll(block => Words(block.Text));
        for (var i = 0; i < labels.Length; i++)
        {
            var count = words[i].Count;
            if (count == 0)
            {
                continue;
            }

            var n = Math.Min(count, Gram);
            var share = Share(words[i], n, grams[n - 1]);
            var free = optional.Count > 0 && count >= Gram && Share(words[i], Gram, optional) > 0.5;
            labels[i] = (share >= 0.5, free ? 0 : Math.Clamp(30f * count / Math.Max(truth.Count, 30), 0.05f, 3f));
        }

        Settle(scan, words, labels);
        DropCopies(truth, words, labels);
        return labels;
    }

    /// <summary>Runs of letters and digits; an ideograph is a word.</summary>
    public static List<ulong> Words(string text)
    {
        var words = new List<ulong>();
        var i = 0;
        while (i < text.Length)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var hash = 14695981039346656037UL;
            do
            {
                hash = (hash ^ text[i]) * 1099511628211UL;
                i++;
            }
            while (i < text.Length && char.IsLetterOrDigit(text[i]) && !Alone(text[i]) && !Alone(text[i - 1]));
            words.Add(hash);
        }

        return words;
    }

    private static bool Alone(char c) => c is (>= '\u0e00' and <= '\u0eff') or (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff');

    // A short line, or one that the page prints twice, counts only where the text around it is the article.
    private static void Settle(PageScan scan, List<List<ulong>> words, (bool Is, float Weight)[] labels)
    {
        var sure = new bool[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            sure[i] = labels[i].Is && words[i].Count >= 8;
        }

        double Near(int at)
        {
            double near = 0;
            for (var j = Math.Max(0, at - 5); j < Math.Min(labels.Length, at + 6); j++)
            {
                near += sure[j] && j != at ? words[j].Count / (1.0 + Math.Abs(j - at)) : 0;
            }

            return near;
        }

        // Lines of a list hang on the text through one another; words that any page has do not.
        var held = (bool[])sure.Clone();
        bool Hangs(int i, int on) => labels[i].Is && words[i].Count >= Gram && on >= 0 && on < held.Length && held[on];
        for (var i = 0; i < held.Length; i++)
        {
            held[i] |= Hangs(i, i - 1);
        }

        for (var i = held.Length - 1; i >= 0; i--)
        {
            held[i] |= Hangs(i, i + 1);
        }

        foreach (var same in Enumerable.Range(0, labels.Length).Where(i => labels[i].Is).GroupBy(i => scan.Blocks[i].Text, StringComparer.Ordinal))
        {
            var best = same.MaxBy(Near);
            foreach (var i in same)
            {
                if (i != best || (words[i].Count < 8 && Near(i) <= 0 && !held[i]))
                {
                    labels[i].Is = false;
                }
            }
        }
    }

    // Where a page prints the text twice, cut differently, that copy is the article which gives the better score.
    private static void DropCopies(List<ulong> truth, List<List<ulong>> words, (bool Is, float Weight)[] labels)
    {
        var kept = Enumerable.Range(0, labels.Length).Where(i => labels[i].Is).ToList();
        var grams = kept.ToDictionary(i => i, i => Grams(words[i], Gram).Distinct().ToList());
        var count = grams.Values.SelectMany(g => g).GroupBy(g => g).ToDictionary(g => g.Key, g => g.Count());
        var copies = kept.Where(i => grams[i].Count >= 8 && grams[i].Count(g => count[g] > 1) > 0.7 * grams[i].Count)
            .OrderByDescending(i => grams[i].Count).Take(40).ToList();
        if (copies.Count == 0)
        {
            return;
        }

        var wanted = Grams(truth, Gram).GroupBy(g => g).ToDictionary(g => g.Key, g => g.Count());
        double F1(List<int> chosen)
        {
            var found = Grams([.. chosen.SelectMany(i => words[i])], Gram).GroupBy(g => g).ToDictionary(g => g.Key, g => g.Count());
            return 2.0 * found.Sum(g => Math.Min(g.Value, wanted.GetValueOrDefault(g.Key))) / Math.Max(1, found.Values.Sum() + wanted.Values.Sum());
        }

        var best = F1(kept);
        foreach (var copy in copies)
        {
            var without = kept.Where(i => i != copy).ToList();
            if (F1(without) is var score && score > best)
            {
                (best, kept) = (score, without);
                labels[copy].Is = false;
            }
        }
    }

    private static void Segments(TruthPage page, PageScan scan, (bool Is, float Weight)[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var text = Fold(scan.Blocks[i].Text);
            if (page.With.Any(segment => text.Contains(Fold(segment), StringComparison.Ordinal)))
            {
                labels[i] = (true, 1);
            }
            else if (page.Without.Any(segment => text.Contains(Fold(segment), StringComparison.Ordinal)))
            {
                labels[i] = (false, 1);
            }
        }
    }

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static double Share(List<ulong> words, int n, HashSet<ulong> known)
    {
        int all = 0, found = 0;
        foreach (var gram in Grams(words, n))
        {
            all++;
            found += known.Contains(gram) ? 1 : 0;
        }

        return all == 0 ? 0 : (double)found / all;
    }

    private static IEnumerable<ulong> Grams(List<ulong> words, int n)
    {
        for (var i = 0; i + n <= words.Count; i++)
        {
            ulong gram = (ulong)n;
            for (var j = 0; j < n; j++)
            {
                gram = (gram * 1099511628211UL) ^ words[i + j];
            }

            yield return gram;
        }
    }
}
