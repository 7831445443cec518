using System.Text;
using NewsPlatform.Text.Encodings;

namespace NewsPlatform.Extraction.Charset;

/// <summary>
/// Encodings that the detector does not know, told by script: bytes that nearly all become letters of one script are
/// text in it. Asked last, when nothing else explains the bytes.
/// </summary>
internal static class RareEncodings
{
    private const int EnoughLetters = 20;

    /// <summary>Names, and the first and last letter of the script that text in them is written with.</summary>
    private static readonly (string Name, char First, char Last)[] Candidates =
        [("johab", '\uAC00', '\uD7A3'), ("ibm869", '\u0370', '\u03FF'), ("ibm737", '\u0370', '\u03FF'), ("ibm862", '\u05D0', '\u05EA')];

    /// <summary>The encoding whose script explains most of the bytes, or null when none explains nearly all.</summary>
    public static (string Name, Encoding Encoding)? Find(ReadOnlySpan<byte> sample)
    {
        (string, Encoding)? best = null;
        var most = 0;
        foreach (var (name, first, last) in Candidates)
        {
            if (WhatwgEncodings.Find(name) is not { } candidate)
            {
                continue;
            }

            int own = 0, other = 0;
            foreach (var c in candidate.Encoding.GetString(sample))
            {
                own += c >= first && c <= last && char.IsLetter(c) ? 1 : 0;
                other += c > '\u007F' && (c < first || c > last) ? 2 : char.IsAsciiLetter(c) ? 1 : 0;
            }

            if (own >= EnoughLetters && own > 3 * other && own > most)
            {
                (best, most) = (candidate, own);
            }
        }

        return best;
    }
}
