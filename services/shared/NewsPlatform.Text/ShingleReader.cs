namespace NewsPlatform.Text;

/// <summary>
/// Reads the hashes of a text's overlapping groups of three words, case and punctuation ignored. In scripts without spaces each
/// character is a word, so a group is a character trigram. The same on every machine; linear, without allocation.
/// </summary>
public ref struct ShingleReader
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private ulong _before;
    private ulong _last;

    /// <summary>Starts at the beginning of <paramref name="text"/>.</summary>
    public ShingleReader(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Number of words read so far.</summary>
    public int Words { get; private set; }

    /// <summary>The hash of the next shingle; false at the end of the text.</summary>
    public bool TryRead(out ulong shingle)
    {
        while (TryReadWord(out var word))
        {
            var (first, second) = (_before, _last);
            (_before, _last) = (_last, word);
            if (++Words >= 3)
            {
                shingle = Mix(Mix(Mix(first) + second) + word);
                return true;
            }
        }

        shingle = 0;
        return false;
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private bool TryReadWord(out ulong hash)
    {
        hash = 0;
        while (_at < _text.Length && !IsWordPart(_text[_at]))
        {
            _at++;
        }

        if (_at == _text.Length)
        {
            return false;
        }

        hash = 14695981039346656037UL; // FNV-1a over UTF-16 units
        if (_text[_at] >= 0x0E00 && Scripts.IsUnspaced(Scripts.Of(_text[_at])))
        {
            hash = (hash ^ _text[_at++]) * 1099511628211UL;
            return true;
        }

        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (IsWordPart(c))
            {
                if (c >= 0x0E00 && Scripts.IsUnspaced(Scripts.Of(c)))
                {
                    break;
                }

                hash = (hash ^ (c < 0x80 ? (char)(c | 0x20) : char.ToLowerInvariant(c))) * 1099511628211UL;
            }
            else if (!Tokenizer.IsApostrophe(c))
            {
                // Typed and typeset apostrophes inside a word are left out alike.
                break;
            }

            _at++;
        }

        return true;
    }

    private static bool IsWordPart(char c) => c < 0x80 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsCombining(c);

    private static bool IsCombining(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
