using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Body;

/// <summary>Tells whether a line starts with one of some phrases, in any case of letters. Few begin with the line's first letter: only these are compared.</summary>
internal sealed class LineStarts
{
    private readonly FrozenDictionary<char, string[]> byFirst;

    /// <summary>Takes the phrases.</summary>
    public LineStarts(string[] phrases) =>
        byFirst = phrases.GroupBy(static phrase => char.ToUpperInvariant(phrase[0])).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());

    /// <summary>Whether one of the phrases opens a line.</summary>
    public bool Open(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || !byFirst.TryGetValue(char.ToUpperInvariant(line[0]), out var phrases))
        {
            return false;
        }

        foreach (var phrase in phrases)
        {
            if (line.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
