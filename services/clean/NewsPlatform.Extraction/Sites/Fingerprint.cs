using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Sites;

/// <summary>
/// 64-bit fingerprints by which blocks of different pages are told to be the same: letters in small, digits all alike ("3 comments"),
/// blanks and signs left out. Stored, so the function may only change together with the version of <see cref="SiteMemory"/>'s format.
/// </summary>
internal static class Fingerprint
{
    private const ulong Seed = 14695981039346656037;

    // What has fewer letters says nothing.
    private const int MinLetters = 3;

    /// <summary>Of a block; 0 for one without words. Short texts repeat by chance ("Background"): only at the same place they are the same.</summary>
    /// <param name="scan">The page.</param>
    /// <param name="block">The block.</param>
    public static ulong Of(PageScan scan, TextBlock block)
    {
        var (hash, letters) = Add(Seed, block.Text);
        if (letters < MinLetters)
        {
            return 0;
        }

        var container = scan.Containers[block.Container];
        hash = Place(hash, container);
        return container.Parent >= 0 ? Place(hash, scan.Containers[container.Parent]) : hash;
    }

    /// <summary>Of a text wherever it stands; 0 for one without words.</summary>
    /// <param name="text">The text.</param>
    public static ulong Of(ReadOnlySpan<char> text) => Add(Seed, text) is (var hash, >= MinLetters) ? hash : 0;

    /// <summary>Of an address or a title, in which digits make a difference; 0 for an empty one.</summary>
    /// <param name="text">The text.</param>
    public static ulong Exactly(ReadOnlySpan<char> text)
    {
        var hash = Seed;
        foreach (var c in text)
        {
            hash = char.IsWhiteSpace(c) ? hash : (hash ^ char.ToLowerInvariant(c)) * 1099511628211;
        }

        return hash == Seed ? 0 : hash ^ (hash >> 29);
    }

    private static ulong Place(ulong hash, Container container) => Add(Add(hash * 31, container.Tag).Hash * 31, container.Names).Hash;

    private static (ulong Hash, int Letters) Add(ulong hash, ReadOnlySpan<char> text)
    {
        var letters = 0;
        var before = ' ';
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                letters++;
                before = char.ToLowerInvariant(c);
            }
            else if (char.IsAsciiDigit(c) && before != '0')
            {
                before = '0';
            }
            else
            {
                continue;
            }

            hash = (hash ^ before) * 1099511628211;
        }

        return (hash ^ (hash >> 29), letters);
    }
}
