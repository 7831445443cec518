namespace NewsPlatform.Extraction.Body.Learnt;

/// <summary>How strongly a word of a text or of a class name speaks for the article, as learnt from pages.</summary>
internal abstract class TokenScores
{
    /// <summary>Most words of a block that are looked up: furniture is short, and an article's first words tell enough.</summary>
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
    public static void Words(ReadOnlySpan<char> text, List<uint> tokens)
    {
        var i = 0;
        uint first = 0;
        for (var words = 0; words < MaxWords && i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && i - start < 24 && char.IsLetterOrDigit(text[i]))
            {
                i++;
            }

            var token = Hash(text[start..i], 'w');
            tokens.Add(token);
            if (words == 0)
            {
                first = token;
            }
            else if (words == 1)
            {
                tokens.Add((first * 31) ^ token);
            }

            words++;
        }
    }

    /// <summary>The token of a line of at most ten words, or of a longer text's last two; 0 for a text without letters. Digits do not count.</summary>
    public static uint Line(ReadOnlySpan<char> text)
    {
        var start = Math.Max(0, text.Length - 400);
        uint line = 2166136261u, last = 0, before = 0;
        var words = 0;
        for (var i = start; i < text.Length;)
        {
            if (!char.IsLetter(text[i]))
            {
                i++;
                continue;
            }

            var from = i;
            while (i < text.Length && char.IsLetter(text[i]))
            {
                i++;
            }

            (before, last) = (last, Hash(text[from..i], 'l'));
            line = (line * 31) ^ last;
            words++;
        }

        return words == 0 ? 0 : start == 0 && words <= 10 ? line : (before * 961) ^ last ^ 'e';
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
