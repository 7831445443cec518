using System.Buffers;

namespace NewsPlatform.Extraction.Body;

/// <summary>
/// Tells whether a text has one of some phrases, in any case of letters. Phrases of nothing but ASCII are looked for many characters at a
/// time; a single one that is not would make the search for all of them one character at a time, so these are looked for only in
/// texts that have a letter of theirs outside ASCII.
/// </summary>
internal sealed class PhraseSearch
{
    // So many are looked for together that many characters are still passed over at a time; more are walked through letter by letter.
    private const int Together = 48;

    private readonly SearchValues<string>[] plain;
    private readonly SearchValues<string> others;
    private readonly SearchValues<char> letters;

    /// <summary>Takes the phrases.</summary>
    public PhraseSearch(params IEnumerable<string> phrases)
    {
        var byKind = phrases.ToLookup(static phrase => System.Text.Ascii.IsValid(phrase));
        plain = [.. byKind[true].Order(StringComparer.OrdinalIgnoreCase).Chunk(Together).Select(static some => SearchValues.Create(some, StringComparison.OrdinalIgnoreCase))];
        others = SearchValues.Create([.. byKind[false]], StringComparison.OrdinalIgnoreCase);
        // Ordinal comparison takes letters for the same that have the same capital.
        var outside = byKind[false].SelectMany(static phrase => phrase).Where(static c => c >= 0x80).Select(char.ToUpperInvariant).ToHashSet();
        letters = SearchValues.Create([.. Enumerable.Range(0, 0x10000).Select(static c => (char)c).Where(c => outside.Contains(char.ToUpperInvariant(c)))]);
    }

    /// <summary>Whether a text has one of the phrases.</summary>
    public bool IsIn(ReadOnlySpan<char> text)
    {
        foreach (var some in plain)
        {
            if (text.ContainsAny(some))
            {
                return true;
            }
        }

        return text.ContainsAny(letters) && text.ContainsAny(others);
    }
}
