using System.Buffers;
using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Quotes;

/// <summary>
/// Pairs quotation marks of all styles. Pairs do not cross blank lines, inner pairs belong to the outer one. A paragraph that opens
/// and does not close is quoted to its end when the next paragraph opens again, as is the custom for long quotes. Linear.
/// </summary>
internal static class QuotationMarks
{
    private const int MaxLength = 4000;

    private static readonly SearchValues<char> Opening = SearchValues.Create("“„‟«»‹「『\"＂‘‚'");

    /// <summary>The quoted parts in order, marks included, in UTF-16 units.</summary>
    public static List<TextSpan> Pair(string text)
    {
        var found = new List<TextSpan>();
        var paragraph = 0;
        while (paragraph < text.Length)
        {
            var end = EndOfParagraph(text, paragraph);
            PairParagraph(text, paragraph, end, found);
            paragraph = end;
            while (paragraph < text.Length && char.IsWhiteSpace(text[paragraph]))
            {
                paragraph++;
            }
        }

        return found;
    }

    private static int EndOfParagraph(string text, int from)
    {
        for (var i = text.IndexOf('\n', from); i >= 0 && i + 1 < text.Length; i = text.IndexOf('\n', i + 1))
        {
            if (text[i + 1] is '\n' or '\r')
            {
                return i;
            }
        }

        return text.Length;
    }

    private static void PairParagraph(string text, int from, int end, List<TextSpan> found)
    {
        // A mark that did not close once in this paragraph will not close later either: keeps the scan linear.
        var hopeless = "";
        for (var i = from; i < end; i++)
        {
            var ahead = text.AsSpan(i, end - i).IndexOfAny(Opening);
            if (ahead < 0)
            {
                return;
            }

            i += ahead;
            var closers = Closers(text, i, from);
            if (closers is null || hopeless.Contains(text[i]))
            {
                continue;
            }

            var close = Close(text, i, Math.Min(end, i + MaxLength), closers);
            if (close > i + 1)
            {
                found.Add(new TextSpan(i, close + 1));
                i = close;
            }
            else if (close < 0)
            {
                if (text[i] is '“' or '"' or '„' or '«' && ContinuesAfter(text, end, text[i]))
                {
                    found.Add(new TextSpan(i, TrimEnd(text, i, Math.Min(end, i + MaxLength))));
                    return;
                }

                hopeless += text[i];
            }
        }
    }

    private static string? Closers(string text, int i, int paragraph) => text[i] switch
    {
        '“' => "”\"",
        '„' => "“”\"",
        '‟' => "”",
        '«' => "»",
        '»' => "«",
        '‹' => "›",
        '「' => "」",
        '『' => "』",
        '"' => "\"”",
        '＂' => "＂",
        '‘' or '‚' when IsOpening(text, i, paragraph) => "’‘",
        '\'' when IsOpening(text, i, paragraph) => "'",
        _ => null,
    };

    private static bool IsOpening(string text, int i, int paragraph) =>
        (i == paragraph || char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '(' or '—' or '–') && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]);

    private static int Close(string text, int open, int end, string closers)
    {
        var single = text[open] is '\'' or '‘' or '‚';
        for (var i = open + 1; i < end; i++)
        {
            if (!closers.Contains(text[i]))
            {
                continue;
            }

            // An apostrophe is no closing mark: a letter follows, or a plural's "s" stands before it.
            if (single && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]))
            {
                continue;
            }

            if (single && i - open > 300)
            {
                return -1;
            }

            return i;
        }

        return -1;
    }

    private static bool ContinuesAfter(string text, int end, char open)
    {
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == open;
    }

    private static int TrimEnd(string text, int from, int end)
    {
        while (end > from + 1 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }
}
