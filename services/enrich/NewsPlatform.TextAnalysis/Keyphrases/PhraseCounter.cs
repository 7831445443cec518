using System.Runtime.InteropServices;
using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Keyphrases;

/// <summary>Counts the phrases of a text: runs of one to three content words of a sentence that do not cut a name.</summary>
internal sealed class PhraseCounter
{
    private const int MaxWords = 3;

    // Room in a phrase's key for the number of a word: more than a text has tokens.
    private const int WordBits = 64 / MaxWords;

    private readonly TextView _view;
    private readonly int _tokens;
    private readonly bool[] _content;

    // Where phrases of one word, by its number, and of several, by their key, stand in the list; one more than that.
    private readonly int[] _single;
    private readonly Dictionary<ulong, int> _several;
    private readonly Dictionary<string, int> _unusual = new(StringComparer.Ordinal);
    private readonly List<Phrase> _phrases;

    private PhraseCounter(TextView view, int tokens)
    {
        (_view, _tokens) = (view, tokens);
        _single = new int[view.Words.Count];
        _several = new Dictionary<ulong, int>(tokens / 2);
        _phrases = new List<Phrase>(tokens);

        // One more: whether the last phrase cuts a name depends on what follows.
        _content = new bool[Math.Min(view.Tokens.Count, tokens + 1)];
        for (var i = 0; i < _content.Length; i++)
        {
            _content[i] = IsContent(view, i);
        }
    }

    /// <summary>The phrases of the first tokens of a text, in the order of their first occurrence, short ones first.</summary>
    public static ReadOnlySpan<Phrase> Count(TextView view, int tokens)
    {
        var counter = new PhraseCounter(view, tokens);
        counter.CountAll();
        var phrases = CollectionsMarshal.AsSpan(counter._phrases);
        foreach (ref var phrase in phrases)
        {
            counter.TellParts(phrase, phrases);
        }

        return phrases;
    }

    private static bool IsContent(TextView view, int token)
    {
        if (!view.IsWord(token) || view.Tokens[token].Length < 3)
        {
            // Short names in capitals ("EU") are content.
            return view.IsWord(token) && view.Tokens[token].Length == 2 && char.IsUpper(view.Word(token)[1]);
        }

        return !view.Use(token).IsFunctionWord && !Scripts.IsUnspaced(Scripts.Of(view.Text[view.Tokens[token].Start]));
    }

    private void CountAll()
    {
        for (var i = 0; i < _tokens; i++)
        {
            var (key, rarity) = (First(i), 0.0);
            for (var end = i + 1; end <= Math.Min(_tokens, i + MaxWords) && _content[end - 1] && _view.SentenceOf(end - 1) == _view.SentenceOf(i); end++)
            {
                var single = end == i + 1;
                key = single ? key : (key << WordBits) | Next(end - 1);
                rarity += Rarity(end - 1);
                if (single || !CutsName(i, end))
                {
                    ref var number = ref single ? ref _single[_view.Words.WordOf(i)] : ref CollectionsMarshal.GetValueRefOrAddDefault(_several, key, out _);
                    if (number == 0)
                    {
                        _phrases.Add(new Phrase(i, end - i, rarity / (end - i)));
                        number = _phrases.Count;
                    }

                    CollectionsMarshal.AsSpan(_phrases)[number - 1].Count++;
                }
            }
        }
    }

    // "Minister Imran" out of "Prime Minister Imran Khan".
    private bool CutsName(int from, int end) => (IsCapital(from) && from > 0 && IsCapital(from - 1)) || (IsCapital(end - 1) && end < _content.Length && IsCapital(end));

    private bool IsCapital(int token) => _content[token] && char.IsUpper(_view.Text[_view.Tokens[token].Start]);

    private double Rarity(int token)
    {
        var documents = _view.Use(token).DocumentsIn10000;
        var name = char.IsUpper(_view.Text[_view.Tokens[token].Start]) && documents == 0;
        return name ? 7 : Math.Log(10000.0 / Math.Max(documents, _view.Vocabulary.HasFunctionWords ? 8 : 1));
    }

    // Numbers begin with 1 in keys, so that two words and three are never the same.
    private ulong First(int token) => (ulong)_view.Words.WordOf(token) + 1;

    // A word with what is between it and the word before: nearly always a space.
    private ulong Next(int token)
    {
        if (Gap(token) is " ")
        {
            return First(token);
        }

        var unusual = string.Concat(Gap(token), _view.LowerWord(token));
        if (!_unusual.TryGetValue(unusual, out var number))
        {
            _unusual[unusual] = number = _view.Words.Count + _unusual.Count;
        }

        return (ulong)number + 1;
    }

    private ReadOnlySpan<char> Gap(int token) => _view.Text.AsSpan(_view.Tokens[token - 1].End.._view.Tokens[token].Start);

    // The parts of a phrase before and after its first and its last space learn how often it occurs.
    private void TellParts(Phrase phrase, Span<Phrase> phrases)
    {
        var (from, end) = (phrase.First, phrase.First + phrase.Words);
        var (first, last) = (0, 0);
        for (var i = from + 1; i < end; i++)
        {
            if (Gap(i).Contains(' '))
            {
                (first, last) = (first == 0 ? i : first, i);
            }
        }

        if (first == 0)
        {
            return;
        }

        // What else is in the gap would be left at the part's edge.
        var gap = Gap(first);
        var lastGap = Gap(last);
        Tell(phrases, phrase.Count, from, gap[0] == ' ' ? first : from);
        Tell(phrases, phrase.Count, lastGap[^1] == ' ' ? last : end, end);
        if (first < last)
        {
            Tell(phrases, phrase.Count, gap.IndexOf(' ') == gap.Length - 1 ? first : end, end);
            Tell(phrases, phrase.Count, from, lastGap.LastIndexOf(' ') == 0 ? last : from);
        }
    }

    private void Tell(Span<Phrase> phrases, int count, int from, int end)
    {
        if (Find(from, end) is > 0 and var number)
        {
            ref var part = ref phrases[number - 1];
            part.Longer = Math.Max(part.Longer, count);
        }
    }

    private int Find(int from, int end)
    {
        if (end - from < 2)
        {
            return from == end ? 0 : _single[_view.Words.WordOf(from)];
        }

        var key = First(from);
        for (var i = from + 1; i < end; i++)
        {
            key = (key << WordBits) | Next(i);
        }

        return _several.GetValueOrDefault(key);
    }
}
