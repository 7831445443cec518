using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Wording;

/// <summary>
/// A text cut into tokens and sentences once, for all annotators. Annotators work in UTF-16 units; <see cref="CodePoint"/> and
/// <see cref="Slice"/> turn their spans into what annotations hold.
/// </summary>
internal sealed class TextView
{
    private readonly TextSpans _spans;
    private readonly int[] _sentenceOf;
    private readonly WordUse[] _uses;

    public TextView(string text, string language, int maxChars)
    {
        _spans = new TextSpans(text);
        var length = Math.Min(text.Length, Math.Max(0, maxChars));
        if (length < text.Length && length > 0 && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        Text = length == text.Length ? text : text[..length];
        Language = language;
        Vocabulary = Vocabulary.Of(language);
        Tokens = Tokenizer.Tokenize(Text);
        Words = new TextWords(Text, Tokens);
        _uses = Words.Each(Vocabulary.Use);
        (Sentences, _sentenceOf) = CutSentences(Text, Tokens);
    }

    /// <summary>The analysed part of the text.</summary>
    public string Text { get; }

    /// <summary>ISO 639 code of the language.</summary>
    public string Language { get; }

    public Vocabulary Vocabulary { get; }

    public List<Token> Tokens { get; }

    public TextWords Words { get; }

    public List<Sentence> Sentences { get; }

    public ReadOnlySpan<char> Word(int token) => Text.AsSpan(Tokens[token].Start, Tokens[token].Length);

    public ReadOnlySpan<char> LowerWord(int token) => Words.Lower(token);

    /// <summary>The text from one token up to another, end exclusive.</summary>
    public ReadOnlySpan<char> Phrase(int from, int end) => Text.AsSpan(Tokens[from].Start, Tokens[end - 1].End - Tokens[from].Start);

    /// <summary>The same in lower case, made anew each time: ask only where the first word promises something.</summary>
    public string LowerPhrase(int from, int end) => Phrase(from, end).ToString().ToLowerInvariant();

    /// <summary>What the language's vocabulary says of a token.</summary>
    public WordUse Use(int token) => _uses[Words.WordOf(token)];

    /// <summary>Index of the sentence that holds a token.</summary>
    public int SentenceOf(int token) => _sentenceOf[token];

    public bool IsWord(int token) => Tokens[token].Kind == TokenKind.Word;

    /// <summary>Whether the token is exactly this character.</summary>
    public bool Is(int token, char mark) => Tokens[token].Length == 1 && Text[Tokens[token].Start] == mark;

    /// <summary>Index of the first token that begins at or after an offset.</summary>
    public int TokenAt(int offset)
    {
        int from = 0, to = Tokens.Count;
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (Tokens[middle].Start < offset)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    /// <summary>Code point offset of a UTF-16 offset.</summary>
    public int CodePoint(int offset) => _spans.ToCodePoint(offset);

    /// <summary>The text at a span.</summary>
    public string Slice(TextSpan span) => Text[span.Start..span.End];

    private static (List<Sentence> Sentences, int[] SentenceOf) CutSentences(string text, List<Token> tokens)
    {
        var spans = SentenceSplitter.Split(text);
        var sentences = new List<Sentence>(spans.Count);
        var sentenceOf = new int[tokens.Count];
        var token = 0;
        foreach (var span in spans)
        {
            var first = token;
            while (token < tokens.Count && tokens[token].Start < span.End)
            {
                sentenceOf[token++] = sentences.Count;
            }

            if (token > first)
            {
                // A token that reaches over the cut (an abbreviation's point) stays whole.
                var end = Math.Max(span.End, tokens[token - 1].End);
                sentences.Add(new Sentence(new TextSpan(Math.Min(span.Start, tokens[first].Start), end), first, token));
            }
        }

        return (sentences, sentenceOf);
    }
}
