using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>Phrases of one purpose in all languages: whole ones, and pairs of which a sentence must have both parts.</summary>
internal sealed class PhraseList
{
    private readonly string[] wholes;
    private readonly (string[] Left, string[] Right)[] pairs;
    private readonly PhraseSearch starts;

    public PhraseList(IEnumerable<string> phrases)
    {
        var whole = new List<string>();
        var paired = new List<(string[], string[])>();
        foreach (var phrase in phrases)
        {
            if (phrase.Split(" & ") is [var left, var right])
            {
                paired.Add((left.Split('/'), right.Split('/')));
            }
            else
            {
                whole.Add(phrase);
            }
        }

        wholes = [.. whole.Distinct(StringComparer.Ordinal)];
        pairs = [.. paired];
        starts = new([.. wholes, .. pairs.SelectMany(static pair => pair.Left)]);
    }

    /// <summary>Whether a text may hold a phrase; quick, and in any case of letters.</summary>
    public bool MayBeIn(ReadOnlySpan<char> text) => starts.IsIn(text);

    /// <summary>The match that covers most of a sentence in folded case (<see cref="JudgedText.Fold"/>), or null.</summary>
    public PhraseMatch? Find(string sentence)
    {
        PhraseMatch? best = null;
        foreach (var phrase in wholes)
        {
            if (phrase.Length > (best?.Length ?? 0) && sentence.Contains(phrase, StringComparison.Ordinal))
            {
                best = new(phrase, phrase.Length);
            }
        }

        foreach (var (left, right) in pairs)
        {
            if (Longest(left, sentence) is { } one && Longest(right, sentence) is { } other && one.Length + other.Length > (best?.Length ?? 0))
            {
                best = new(one + " … " + other, one.Length + other.Length);
            }
        }

        return best;
    }

    /// <summary>Whether a folded sentence has a pair whose first part is the beginning of a word in it (or of a script without blanks).</summary>
    public bool FindWords(string sentence)
    {
        foreach (var (left, right) in pairs)
        {
            if (Longest(right, sentence) is not null && Array.Exists(left, word => IsWord(word, sentence)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Number of different phrases in a text in folded case.</summary>
    public int Count(string text)
    {
        var count = 0;
        foreach (var phrase in wholes)
        {
            count += text.Contains(phrase, StringComparison.Ordinal) ? 1 : 0;
        }

        foreach (var (left, right) in pairs)
        {
            count += Longest(left, text) is not null && Longest(right, text) is not null ? 1 : 0;
        }

        return count;
    }

    private static bool IsWord(string word, string sentence)
    {
        for (var at = sentence.IndexOf(word, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var blanks = word[0] < '\u2E80';
            var end = at + word.Length;
            if (!blanks || ((at == 0 || !char.IsLetter(sentence[at - 1])) && (word.Length >= 3 || end == sentence.Length || !char.IsLetter(sentence[end]))))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Longest(string[] parts, string text)
    {
        string? found = null;
        foreach (var part in parts)
        {
            found = part.Length > (found?.Length ?? 0) && text.Contains(part, StringComparison.Ordinal) ? part : found;
        }

        return found;
    }
}

/// <summary>A phrase met in a sentence.</summary>
/// <param name="Phrase">The phrase.</param>
/// <param name="Length">How many characters of the sentence it is.</param>
internal readonly record struct PhraseMatch(string Phrase, int Length);
