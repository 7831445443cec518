using System.Security.Cryptography;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.Extraction.Body;

/// <summary>
/// Takes out of a chosen text what the page prints again: for another width of screen, or as one run of text for machines. Of two copies
/// the one that is cut into more blocks stays, and the first of equal ones.
/// </summary>
internal static class Copies
{
    // How much of the text stands in its copies, however many these are: a refrain, a quotation pulled out of its paragraph, a summary are no copies of the article.
    private const double LeastShare = 0.4;
    private const double Alike = 0.9;
    private const int StartLength = 40;
    private const int LeastWords = 12;

    // Otherwise a page could be written whose words all come to lie in one bucket.
    private static readonly uint Seed = (uint)RandomNumberGenerator.GetInt32(int.MaxValue) | 1;

    /// <summary>The same selection without copies.</summary>
    public static BodySelection Drop(PageScan scan, BodySelection body)
    {
        if (!HasEqualStarts(scan, body.Kept))
        {
            return body;
        }

        var words = body.Kept.Select(i => BlockWords.In(scan.Blocks[i].Text)).ToArray();
        int[] ahead = [.. Enumerable.Range(0, words.Length)];
        var (later, earlier) = (Repeated(words, ahead), Repeated(words, [.. ahead.Reverse()]));
        var dropped = later.Count(static copy => copy) <= earlier.Count(static copy => copy) ? later : earlier;
        double length = 0;
        var kept = new List<int>();
        var (all, again) = (new HashSet<uint>(), new HashSet<uint>());
        for (var i = 0; i < words.Length; i++)
        {
            Add(words[i], dropped[i] ? again : all);
            if (!dropped[i])
            {
                kept.Add(body.Kept[i]);
                length += scan.Blocks[body.Kept[i]].Length;
            }
        }

        return again.Count < all.Count * LeastShare ? body : body with { Kept = kept, Length = length };
    }

    // Nearly all pages end here.
    private static bool HasEqualStarts(PageScan scan, IReadOnlyList<int> kept)
    {
        var starts = new HashSet<int>(kept.Count);
        foreach (var i in kept)
        {
            var text = scan.Blocks[i].Text;
            if (text.Length >= StartLength && !starts.Add(string.GetHashCode(text.AsSpan(0, StartLength), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    // A short line goes where the one before it went, for it is in the copy.
    private static bool[] Repeated(uint[][] words, int[] order)
    {
        var repeated = new bool[words.Length];
        var seen = new HashSet<uint>();
        var before = false;
        foreach (var i in order)
        {
            var own = words[i];
            var triples = 0;
            for (var t = 0; t + 3 <= own.Length; t++)
            {
                triples += seen.Contains(Triple(own, t)) ? 1 : 0;
            }

            before = repeated[i] = own.Length >= LeastWords ? triples >= (own.Length - 2) * Alike : before && triples >= own.Length - 2;
            Add(own, seen);
        }

        return repeated;
    }

    private static void Add(uint[] words, HashSet<uint> triples)
    {
        for (var t = 0; t + 3 <= words.Length; t++)
        {
            triples.Add(Triple(words, t));
        }
    }

    // Times an odd number: different ones stay different.
    private static uint Triple(uint[] words, int at) => BlockWords.Triple(words, at) * Seed;
}
