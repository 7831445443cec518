using System.Text;

namespace NewsPlatform.Extraction.Rejection;

/// <summary>Text as phrases are looked for in it.</summary>
internal static class JudgedText
{
    // A paragraph of this size is no notice, and a hostile page may be one paragraph.
    private const int MaxText = 8000;

    /// <summary>The beginning in lower case, with one kind of apostrophe. The Turkish dotted capital has no invariant lower case of one character.</summary>
    public static string Fold(string text) => (text.Length > MaxText ? text[..MaxText] : text).Replace('İ', 'i').Replace('’', '\'').ToLowerInvariant();

    /// <summary>The sentences of a folded text, their ends included.</summary>
    public static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] is '。' or '！' or '？' or '।' || (text[i] is '.' or '!' or '?' or '…' or '؟' && (i + 1 == text.Length || text[i + 1] == ' '));
            if (end)
            {
                yield return text[start..(i + 1)].Trim();
                start = i + 1;
            }
        }

        if (start < text.Length && text[start..].Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    /// <summary>The parts of a document title: the page's own and the site's.</summary>
    public static IEnumerable<string> Segments(string title)
    {
        var part = new StringBuilder();
        for (var i = 0; i < title.Length; i++)
        {
            var parts = title[i] is '|' or '‹' or '›' or '»' or '«' or '·' || (title[i] is '-' or '–' or '—' && i > 0 && i + 1 < title.Length && title[i - 1] == ' ' && title[i + 1] == ' ');
            if (!parts)
            {
                part.Append(title[i]);
                continue;
            }

            if (part.ToString().Trim() is { Length: > 0 } whole)
            {
                yield return whole;
            }

            part.Clear();
        }

        if (part.ToString().Trim() is { Length: > 0 } last)
        {
            yield return last;
        }
    }
}
