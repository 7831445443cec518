using NewsPlatform.Text;
using NewsPlatform.TextAnalysis.Wording;

namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>Reads what date grammars share: numbers, words of a kind, the sentence's tense, the nearest fitting year.</summary>
internal sealed class DateReader(TextView view, CalendarWords words, DateOnly? reference)
{
    private readonly CalendarWord?[] _words = view.Words.Each(words.Find);
    private readonly bool[] _mayBegin = view.Words.Each(words.MayBegin);

    public TextView View => view;

    public CalendarWords Words => words;

    /// <summary>The day that relative dates are counted from.</summary>
    public DateOnly? Reference => reference;

    public bool Has(int token) => token >= 0 && token < view.Tokens.Count;

    /// <summary>The value of the token as a word of a kind; null when it is none.</summary>
    public string? Find(CalendarKind kind, int token) => Has(token) && (view.IsWord(token) || kind == CalendarKind.Link) ? _words[view.Words.WordOf(token)]?[kind] : null;

    /// <summary>The value of one or more tokens as an entry of a kind, of words or not; null when they are none.</summary>
    public string? Find(CalendarKind kind, int from, int length)
    {
        var first = _words[view.Words.WordOf(from)];
        return length == 1 ? first?[kind] : first is { BeginsPhrase: true } ? words.Find(view.LowerPhrase(from, from + length))?[kind] : null;
    }

    /// <summary>Whether an expression can begin with this word.</summary>
    public bool MayBegin(int token) => _mayBegin[view.Words.WordOf(token)];

    public bool Is(CalendarKind kind, int token) => Find(kind, token) is not null;

    public bool IsMark(int token, char mark) => Has(token) && view.Is(token, mark);

    /// <summary>A month by name. Short and doubtful names must look like a month.</summary>
    public int Month(int token)
    {
        if (Find(CalendarKind.Month, token) is not { } month)
        {
            return 0;
        }

        // "may", "march", "sun" in small letters are other words in English.
        return words.Language is "en" && !char.IsUpper(view.Text[view.Tokens[token].Start]) ? 0 : int.Parse(month, System.Globalization.CultureInfo.InvariantCulture);
    }

    public int Weekday(int token)
    {
        if (Find(CalendarKind.Weekday, token) is not { } day || (words.Language is "en" && !char.IsUpper(view.Text[view.Tokens[token].Start])))
        {
            return 0;
        }

        return view.Tokens[token].Length <= 3 && !(IsMark(token + 1, '.') || IsMark(token + 1, ',')) ? 0 : day[0] - '0';
    }

    /// <summary>A whole number of at most four digits, with an ordinal ending ("3rd", "1er") or without; -1 for none.</summary>
    public int Number(int token)
    {
        if (!Has(token) || view.Tokens[token].Kind != TokenKind.Number)
        {
            return -1;
        }

        var text = view.LowerWord(token);
        var digits = 0;
        var value = 0;
        while (digits < text.Length && digits < 5 && char.IsAsciiDigit(text[digits]))
        {
            value = value * 10 + (text[digits++] - '0');
        }

        var ending = text[digits..];
        return digits is 0 or 5 || !(ending.IsEmpty || ending is "st" or "nd" or "rd" or "th" or "er" or "e" or "º" or "ª") ? -1 : value;
    }

    public int PlainNumber(int token) => Has(token) && view.Tokens[token].Length <= 4 && char.IsAsciiDigit(view.Text[view.Tokens[token].End - 1]) ? Number(token) : -1;

    /// <summary>A count: digits or a word of number; null for none.</summary>
    public string? Count(int token)
    {
        var number = PlainNumber(token);
        return number >= 0 ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : Find(CalendarKind.Number, token);
    }

    /// <summary>A year of four digits from 1000 to 2199; 0 for none.</summary>
    public int Year(int token) => Has(token) && view.Tokens[token].Length == 4 && PlainNumber(token) is >= 1000 and < 2200 and var year ? year : 0;

    /// <summary>Whether the sentence speaks of what is to come.</summary>
    public bool IsFuture(int token)
    {
        var sentence = view.Sentences[view.SentenceOf(token)];
        for (var i = Math.Max(sentence.FirstToken, token - 12); i < Math.Min(sentence.EndToken, token + 8); i++)
        {
            if (Is(CalendarKind.Will, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The year in which a month lies nearest to the reference day.</summary>
    public int? YearOf(int month, int token)
    {
        if (reference is not { } day)
        {
            return null;
        }

        var ahead = month - day.Month;
        var future = IsFuture(token);
        return ahead > (future ? 9 : 4) ? day.Year - 1 : ahead < (future ? -3 : -9) ? day.Year + 1 : day.Year;
    }

    /// <summary>Nearest day of the week on or before the reference day (or after it).</summary>
    public DateOnly? DayOfWeek(int weekday, bool future)
    {
        if (reference is not { } day)
        {
            return null;
        }

        var today = day.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
        return future ? day.AddDays((weekday - today + 7) % 7) : day.AddDays(-((today - weekday + 7) % 7));
    }
}
