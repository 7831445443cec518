using System.Buffers;

namespace NewsPlatform.Text;

/// <summary>
/// Cuts text into sentences at sentence marks and line breaks. Abbreviations, initials, numbers with points and marks inside quotation
/// are kept together. Linear, never fails; sentences are trimmed and cover everything but white space.
/// </summary>
public static class SentenceSplitter
{
    // Lower case, without the last point.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "gen", "lt", "col", "sgt", "capt", "maj", "cmdr", "adm", "gov", "sen", "rep", "pres", "sr", "jr", "st",
        "mt", "ft", "vs", "etc", "inc", "ltd", "co", "corp", "bros", "no", "nos", "vol", "fig", "approx", "dept", "est", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "i.e", "e.g", "cf", "al",
        "bzw", "ca", "nr", "str", "evtl", "ggf", "usw", "hrsg", "bspw", "mio", "mrd", "tel", "art", "abs", "dipl", "ing", "frhr",
        "m", "mm", "mme", "mlle", "mgr", "av", "bd", "sra", "srta", "dra", "d", "dña", "lic", "pág", "núm", "ud", "uds", "sig", "sigg", "dott", "avv", "on",
        "drs", "dhr", "mevr", "mw", "jl", "blz", "resp", "т", "г", "гг", "ул", "им",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> AbbreviationSpans =
        Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    private const string SentenceMarks = ".!?…。！？؟۔।．";

    private const string LineBreaks = "\n\r\u2028\u2029";

    // Where a sentence may end: most of a text is neither.
    private static readonly SearchValues<char> Stops = SearchValues.Create(SentenceMarks + LineBreaks);

    /// <summary>The sentences of <paramref name="text"/> in order, in UTF-16 units.</summary>
    public static List<TextSpan> Split(ReadOnlySpan<char> text)
    {
        var sentences = new List<TextSpan>(text.Length / 100 + 1);
        var start = 0;
        var i = 0;
        while (text[i..].IndexOfAny(Stops) is >= 0 and var ahead)
        {
            i += ahead;
            if (LineBreaks.Contains(text[i]))
            {
                Add(sentences, text, start, i);
                start = ++i;
                continue;
            }

            var mark = i;
            while (i < text.Length && (IsSentenceMark(text[i]) || IsClosing(text[i])))
            {
                // A straight quote closes only where no letter follows.
                if (text[i] is '"' or '\'' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]))
                {
                    break;
                }

                i++;
            }

            if (Ends(text, start, mark, i))
            {
                Add(sentences, text, start, i);
                start = i;
            }
        }

        Add(sentences, text, start, text.Length);
        return sentences;
    }

    private static bool IsSentenceMark(char c) => SentenceMarks.Contains(c);

    private static bool IsClosing(char c) => c is '"' or '”' or '’' or '»' or ')' or ']' or '\'' or '」' or '』' or '“' or '）';

    private static bool Ends(ReadOnlySpan<char> text, int start, int mark, int after)
    {
        if (text[mark] is '。' or '！' or '？' or '．' or '।' or '۔')
        {
            return true;
        }

        if (after < text.Length && !char.IsWhiteSpace(text[after]))
        {
            return false;
        }

        var next = after;
        while (next < text.Length && char.IsWhiteSpace(text[next]) && text[next] is not ('\n' or '\r'))
        {
            next++;
        }

        if (next >= text.Length || text[next] is '\n' or '\r')
        {
            return true;
        }

        // A small letter goes on with the sentence: abbreviations, "Yahoo! said", '"Why?" he asked'.
        if (char.IsLower(text[next]))
        {
            return false;
        }

        if (text[mark] != '.' || after > mark + 1)
        {
            return true;
        }

        var word = WordBefore(text, start, mark);
        if (word.IsEmpty)
        {
            return true;
        }

        if (char.IsDigit(word[0]))
        {
            // German ordinals: "am 2. Oktober". A sentence seldom ends in a number below 32.
            return !(word.Length <= 2 && char.IsLetter(text[next]) && NextIsMonth(text[next..]));
        }

        var initial = word.Length == 1 && char.IsUpper(word[0]);
        return !initial && !AbbreviationSpans.Contains(word) && !(word.Contains('.') && word.Length <= 3);
    }

    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, int start, int mark)
    {
        var from = mark;
        while (from > start && mark - from < 16 && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] == '.'))
        {
            from--;
        }

        return text[from..mark];
    }

    private static bool NextIsMonth(ReadOnlySpan<char> rest) =>
        rest.StartsWith("Jan") || rest.StartsWith("Jän") || rest.StartsWith("Feb") || rest.StartsWith("Mär") || rest.StartsWith("Apr") || rest.StartsWith("Mai")
        || rest.StartsWith("Jun") || rest.StartsWith("Jul") || rest.StartsWith("Aug") || rest.StartsWith("Sep") || rest.StartsWith("Okt") || rest.StartsWith("Nov")
        || rest.StartsWith("Dez");

    private static void Add(List<TextSpan> sentences, ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            sentences.Add(new TextSpan(start, end));
        }
    }
}
