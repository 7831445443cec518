using System.Runtime.InteropServices;

namespace NewsPlatform.Text;

/// <summary>How many words lie between two texts.</summary>
/// <param name="Before">Words and marks of the first.</param>
/// <param name="After">Words and marks of the second.</param>
/// <param name="Added">Those of the second that the first lacks.</param>
/// <param name="Removed">Those of the first that the second lacks.</param>
public readonly record struct WordDistance(int Before, int After, int Added, int Removed)
{
    // Beyond so many differences their order does not matter to anybody: the texts are two.
    private const int MaxExact = 1_000;

    /// <summary>0 for the same words, 1 for no word in common.</summary>
    public double Ratio => Before + After == 0 ? 0 : (double)(Added + Removed) / (Before + After);

    /// <summary>
    /// Measures it: the shortest way from one text to the other by words put in and taken out (Myers, "An O(ND) Difference
    /// Algorithm", 1986), and with more than 1,000 of these by the words that one text has oftener than the other. Time grows with
    /// the length of the texts, whatever they are.
    /// </summary>
    public static WordDistance Between(string before, string after)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var (a, b) = (Words(before, ids), Words(after, ids));
        var start = a.AsSpan().CommonPrefixLength(b);
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)])
        {
            end++;
        }

        var (added, removed) = Differences(a.AsSpan(start..^end), b.AsSpan(start..^end), ids.Count);
        return new WordDistance(a.Length, b.Length, added, removed);
    }

    private static (int Added, int Removed) Differences(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int ids)
    {
        // furthest[k]: how far into a the paths on diagonal k reach.
        var offset = MaxExact + 1;
        var furthest = new int[(2 * offset) + 1];
        for (var d = 0; d <= MaxExact && d <= a.Length + b.Length; d++)
        {
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && furthest[offset + k - 1] < furthest[offset + k + 1]) ? furthest[offset + k + 1] : furthest[offset + k - 1] + 1;
                var y = x - k;
                if (x >= 0 && x <= a.Length && y >= 0 && y <= b.Length)
                {
                    var same = a[x..].CommonPrefixLength(b[y..]);
                    x += same;
                    y += same;
                }

                furthest[offset + k] = x;
                if (x >= a.Length && y >= b.Length)
                {
                    return ((d + b.Length - a.Length) / 2, (d - b.Length + a.Length) / 2);
                }
            }
        }

        var counts = new int[ids];
        foreach (var word in b)
        {
            counts[word]++;
        }

        foreach (var word in a)
        {
            counts[word]--;
        }

        return (counts.Where(count => count > 0).Sum(), -counts.Where(count => count < 0).Sum());
    }

    private static int[] Words(string text, Dictionary<string, int> ids)
    {
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var tokens = Tokenizer.Tokenize(text);
        var words = new int[tokens.Count];
        for (var i = 0; i < words.Length; i++)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, text.AsSpan(tokens[i].Start, tokens[i].Length), out var known);
            if (!known)
            {
                id = ids.Count - 1;
            }

            words[i] = id;
        }

        return words;
    }
}
