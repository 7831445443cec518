namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>How strongly a word of a text or of a class name speaks for the article, as learnt from pages.</summary>
internal abstract class TokenScores
{
    /// <summary>Most words of a block that are looked up.</summary>
    public const int MaxWords = 32;

    /// <summary>Log-odds of a token in sixteenths, -127 to 127; 0 when it is not known.</summary>
    public abstract int Of(uint token);

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

            tokens.Add(Hash(name, 'n'));
            var start = 0;
            for (var i = 0; i <= name.Length; i++)
            {
                if (i < name.Length && char.IsLetter(name[i]) && !(i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
                {
                    continue;
                }

                if (i - start >= 3 && i - start < name.Length)
                {
                    tokens.Add(Hash(name[start..i], 'n'));
                }

                start = i < name.Length && char.IsLetter(name[i]) ? i : i + 1;
            }
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

    private static uint Hash(ReadOnlySpan<char> token, char kind)
    {
        var hash = (2166136261u ^ kind) * 16777619u;
        foreach (var c in token)
        {
            hash = (hash ^ char.ToLowerInvariant(c)) * 16777619u;
        }

        return hash;
    }
}
