namespace NewsPlatform.Extraction.Body;

/// <summary>The word triples of a text as hashes: tells what share of another text it contains. Case and punctuation do not matter.</summary>
internal sealed class ShingleSet
{
    private const int MaxLength = 300_000;
    private readonly HashSet<ulong> triples = [];

    /// <summary>Takes the triples of a text; only its first 300,000 characters.</summary>
    public ShingleSet(ReadOnlySpan<char> text) => Each(text[..Math.Min(text.Length, MaxLength)], triples.Add);

    /// <summary>The share of <paramref name="text"/>'s triples that are in this set, 0 to 1; -1 for fewer than one triple.</summary>
    public double ShareOf(ReadOnlySpan<char> text)
    {
        int all = 0, found = 0;
        Each(text[..Math.Min(text.Length, MaxLength)], triple =>
        {
            all++;
            found += triples.Contains(triple) ? 1 : 0;
            return true;
        });
        return all == 0 ? -1 : (double)found / all;
    }

    private static void Each(ReadOnlySpan<char> text, Func<ulong, bool> take)
    {
        ulong first = 0, second = 0;
        var words = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var hash = 14695981039346656037UL;
            var ideograph = text[i] >= '\u3040';
            do
            {
                hash = (hash ^ char.ToLowerInvariant(text[i])) * 1099511628211UL;
                i++;
            }
            while (!ideograph && i < text.Length && char.IsLetterOrDigit(text[i]) && text[i] < '\u3040');

            if (++words >= 3)
            {
                take(first ^ (second * 3) ^ (hash * 7));
            }

            first = second * 31;
            second = hash;
        }
    }
}
