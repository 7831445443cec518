using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Wording;

/// <summary>
/// The distinct words of a text, numbered, as spelled and in lower case. A word comes three times in an article: what a lexicon says of
/// it is asked once (<see cref="Each"/>, <see cref="EachSpelling"/>) and then read by number, and so is its lower case.
/// </summary>
internal sealed class TextWords
{
    // Spellings and the lower-case forms of all share one range of numbers: a word is its lower-case form's number.
    private readonly List<string> _spellings;
    private readonly List<int> _words;
    private readonly int[] _spellingOf;

    public TextWords(ReadOnlySpan<char> text, List<Token> tokens)
    {
        _spellings = new List<string>(tokens.Count / 2);
        _words = new List<int>(tokens.Count / 2);
        _spellingOf = new int[tokens.Count];
        var numbers = new Dictionary<string, int>(tokens.Count / 2, StringComparer.Ordinal);
        var spans = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < _spellingOf.Length; i++)
        {
            var spelling = text[tokens[i].Start..tokens[i].End];
            _spellingOf[i] = spans.TryGetValue(spelling, out var number) ? number : Add(spelling.ToString(), numbers);
        }
    }

    /// <summary>One above the largest number of a spelling or word.</summary>
    public int Count => _spellings.Count;

    /// <summary>Number of a token as it is written.</summary>
    public int SpellingOf(int token) => _spellingOf[token];

    /// <summary>Number of a token in lower case.</summary>
    public int WordOf(int token) => _words[_spellingOf[token]];

    /// <summary>A token in lower case.</summary>
    public string Lower(int token) => _spellings[WordOf(token)];

    /// <summary>What a lexicon says of each lower-case word, by its number.</summary>
    public T?[] Each<T>(Func<string, T> ask)
    {
        var answers = new T?[Count];
        for (var i = 0; i < answers.Length; i++)
        {
            if (_words[i] == i)
            {
                answers[i] = ask(_spellings[i]);
            }
        }

        return answers;
    }

    /// <summary>What a lexicon says of each word as written, by the number of its spelling.</summary>
    public T[] EachSpelling<T>(Func<string, T> ask)
    {
        var answers = new T[Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = ask(_spellings[i]);
        }

        return answers;
    }

    private int Add(string spelling, Dictionary<string, int> numbers)
    {
        var number = _spellings.Count;
        numbers.Add(spelling, number);
        _spellings.Add(spelling);
        _words.Add(number);
        var lower = spelling.ToLowerInvariant();
        if (lower != spelling)
        {
            _words[number] = numbers.TryGetValue(lower, out var word) ? word : Add(lower, numbers);
        }

        return number;
    }
}
