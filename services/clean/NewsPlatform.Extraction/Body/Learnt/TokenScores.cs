namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>How strongly a word of a text or of a class name speaks for the article, as learnt from pages.</summary>
internal abstract class TokenScores
{
    /// <summary>Most words of a block that are looked up.</summary>
    public const int MaxWords = 32;

    private const int MinPart = 3;
    private const uint Prime = 16777619;

    // FNV-1a, begun with a letter that tells names from words.
    private const uint Seed = unchecked((2166136261u ^ 'n') * Prime);

    /// <summary>Log-odds of a token in sixteenths, -127 to 127; 0 when it is not known.</summary>
    public abstract int Of(uint token);

    /// <summary>The same of many tokens.</summary>
    public virtual void Of(ReadOnlySpan<uint> tokens, Span<int> found)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            found[i] = Of(tokens[i]);
        }
    }

    /// <summary>Tokens of class names and an id: each name, and its parts at separators, digits and capitals.</summary>
    public static void Names(ReadOnlySpan<char> names, List<uint> tokens)
    {
        names = names[..Math.Min(names.Length, 300)];
        foreach (var range in names.Split(' '))
        {
            var name = names[range];
            if (name.Length is 0 or > 60)
            {
                continue;
            }

            // The name's own token stands before those of its parts.
            var whole = tokens.Count;
            tokens.Add(0);
            tokens[whole] = Parts(name, tokens);
        }
    }

    /// <summary>Tokens of a text's first words, and one for the first two together.</summary>
    /// <param name="words">Hashes of the words.</param>
    /// <param name="tokens">Takes the tokens.</param>
    public static void Words(ReadOnlySpan<uint> words, List<uint> tokens)
    {
        var count = Math.Min(words.Length, MaxWords);
        for (var i = 0; i < count; i++)
        {
            tokens.Add(words[i] ^ 'w');
            if (i == 1)
            {
                tokens.Add((words[0] * 31) ^ words[1]);
            }
        }
    }

    /// <returns>The token of the whole name.</returns>
    private static uint Parts(ReadOnlySpan<char> name, List<uint> tokens)
    {
        var start = 0;
        uint whole = Seed, part = Seed;
        for (var i = 0; i < name.Length; i++)
        {
            var isLetter = char.IsLetter(name[i]);
            if (!isLetter || (i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
            {
                if (i - start >= MinPart)
                {
                    tokens.Add(part);
                }

                (part, start) = (Seed, isLetter ? i : i + 1);
            }

            var lower = char.ToLowerInvariant(name[i]);
            whole = (whole ^ lower) * Prime;
            part = isLetter ? (part ^ lower) * Prime : part;
        }

        if (start > 0 && name.Length - start >= MinPart)
        {
            tokens.Add(part);
        }

        return whole;
    }
}
