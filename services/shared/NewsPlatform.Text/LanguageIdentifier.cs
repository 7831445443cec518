using NewsPlatform.Text.Language;

namespace NewsPlatform.Text;

/// <summary>
/// Identifies the language of a text: the script first, then, among the languages of that script, naive Bayes over character n-grams
/// and words.
/// </summary>
public static class LanguageIdentifier
{
    /// <summary>Characters of a text that are looked at; of these at most <see cref="MaxLetters"/> letters count.</summary>
    public const int MaxPrefix = 4096;

    /// <summary>Letters after which the answer hardly changes.</summary>
    public const int MaxLetters = 480;

    // Overlapping n-grams say the same thing several times over; the temperature makes a probability of their sum.
    private const double Temperature = 0.25;

    private const int PartChars = 160;

    // About e^80 times likelier, as naive Bayes overstates it.
    private const int ClearLead = (int)(80 * LanguageProfiles.WeightSteps);

    private static readonly Lazy<LanguageProfiles> Profiles = new(LanguageProfiles.LoadEmbedded);

    /// <summary>Identifies the language of <paramref name="text"/>.</summary>
    /// <param name="text">Plain text; only a bounded prefix of it is read.</param>
    public static LanguageGuess Identify(ReadOnlySpan<char> text) => Identify(text, Profiles.Value);

    internal static LanguageGuess Identify(ReadOnlySpan<char> text, LanguageProfiles profiles)
    {
        text = text[..Math.Min(text.Length, MaxPrefix)];
        Span<int> letters = stackalloc int[Scripts.Count];
        var total = 0;
        var read = 0;
        for (; read < text.Length && total < MaxLetters; read++)
        {
            var script = Scripts.Of(text[read]);
            if (script != Script.None)
            {
                letters[(int)script]++;
                total++;
            }
        }

        var main = Dominant(letters);
        if (main is Script.None or Script.Other)
        {
            return new LanguageGuess("und", 0);
        }

        // Japanese mixes three scripts, Chinese uses one.
        if (main is Script.Han or Script.Kana)
        {
            var kana = letters[(int)Script.Kana];
            return kana * 20 > letters[(int)Script.Han] ? new LanguageGuess("ja", 0.99) : new LanguageGuess("zh", total > 5 ? 0.99 : 0.8);
        }

        return AmongLanguagesOf(main, text[..read], profiles);
    }

    private static Script Dominant(ReadOnlySpan<int> letters)
    {
        var main = Script.None;
        for (var i = 1; i < letters.Length; i++)
        {
            // Han and kana count more a letter than alphabets do.
            if (Weight(letters, i) > Weight(letters, (int)main))
            {
                main = (Script)i;
            }
        }

        return main;

        static int Weight(ReadOnlySpan<int> letters, int script) => letters[script] * ((Script)script is Script.Han or Script.Kana or Script.Hangul ? 3 : 1);
    }

    private static int Part(ReadOnlySpan<char> text)
    {
        if (text.Length <= PartChars)
        {
            return text.Length;
        }

        var space = text[..PartChars].LastIndexOf(' ');
        return space > 0 ? space : PartChars;
    }

    private static int Best(Script script, LanguageProfiles profiles, ReadOnlySpan<int> scores, out int second)
    {
        var best = -1;
        second = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (profiles.ScriptOf[i] != script)
            {
                continue;
            }

            if (best < 0 || scores[i] > scores[best])
            {
                second = best < 0 ? second : Math.Max(second, scores[best]);
                best = i;
            }
            else
            {
                second = Math.Max(second, scores[i]);
            }
        }

        return best;
    }

    private static LanguageGuess AmongLanguagesOf(Script script, ReadOnlySpan<char> text, LanguageProfiles profiles)
    {
        Span<uint> features = stackalloc uint[1024];
        Span<int> scores = stackalloc int[profiles.Codes.Length];
        scores.Clear();
        var best = -1;
        while (!text.IsEmpty)
        {
            // In parts, cut between words: most texts are told apart by the first.
            var part = Part(text);
            var count = LanguageFeatures.Extract(text[..part], features);
            profiles.Add(features[..count], scores);
            text = text[part..];
            best = Best(script, profiles, scores, out var second);
            if (best >= 0 && scores[best] - second > ClearLead)
            {
                break;
            }
        }

        if (best < 0 || (scores[best] == 0 && script == Script.Latin))
        {
            return new LanguageGuess("und", 0);
        }

        double sum = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (profiles.ScriptOf[i] == script)
            {
                sum += Math.Exp((scores[i] - scores[best]) / LanguageProfiles.WeightSteps * Temperature);
            }
        }

        return new LanguageGuess(profiles.Codes[best], 1 / sum);
    }
}
