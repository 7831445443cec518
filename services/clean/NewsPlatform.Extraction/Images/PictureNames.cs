using System.Buffers;
using System.Collections.Frozen;

namespace NewsPlatform.Extraction.Images;

/// <summary>What the address of a picture says: whether it stands for something else than the article, and whether two show the same picture.</summary>
internal static class PictureNames
{
    private const int MaxTokens = 40;

    private static readonly FrozenSet<string> Stand = FrozenSet.ToFrozenSet(
        [
            "placeholder", "placehold", "blank", "spacer", "transparent", "pixel", "dummy", "lazy", "lazyload", "loading", "loader", "grey", "gray", "noimage", "nophoto",
            "logo", "logos", "logotype", "favicon", "icon", "icons", "sprite", "emoji", "avatar", "avatars", "gravatar", "badge", "default", "fallback", "opengraph", "ogimage",
            "touch",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Folders = FrozenSet.ToFrozenSet(
        [
            "author", "authors", "autor", "autoren", "autores", "auteurs", "autori", "avatar", "avatars", "profile", "profiles", "profile-images", "logo", "logos", "icon", "icons", "flags", "badges",
            "banner", "banners", "ads", "ad",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Stand.GetAlternateLookup<ReadOnlySpan<char>>();

    // What servers call the versions made for social cards, and the sizes that these ask for.
    private static readonly SearchValues<string> Cards = SearchValues.Create(
        [
            "facebook", "twitter", "social", "share", "branded", "opengraph", "metadat", "/og/", "-og-", "_og_", "_og.", "-og.", "=og", "1200x630", "1200x627", "1200x628", "600x315",
            "h=630", "h=627", "h=628", "h=315", "1200,630", "1200:630", "1200/630", "630/1200",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the address or the declared size is that of a social card's version of a picture: cropped to 1.91 : 1, often with the site's name printed on it.</summary>
    public static bool IsCard(Uri url, int? width, int? height) =>
        (width is > 400 and <= 1300 && height is > 0 && Math.Abs(((double)width.Value / height.Value) - 1.905) < 0.02) || url.AbsoluteUri.AsSpan().IndexOfAny(Cards) >= 0;

    /// <summary>Whether the file's name is that of a placeholder, a logo, an icon, an avatar or a site's default picture.</summary>
    public static bool IsStandIn(Uri url)
    {
        var path = url.AbsolutePath.AsSpan().TrimEnd('/');
        var file = path[(path.LastIndexOf('/') + 1)..];
        if (url.Host.Contains("gravatar.", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // A long name is a caption's words, where "icon" and "default" may be what the article is about.
        if (file.Length > 60)
        {
            return false;
        }

        foreach (var range in file.SplitAny('-', '_', '.', '~', '@', '+', '%', '='))
        {
            if (Lookup.Contains(file[range]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a path leads through a folder of authors, avatars, logos or icons.</summary>
    public static bool IsOtherFolder(string path)
    {
        var folders = path.AsSpan(0, Math.Max(0, path.LastIndexOf('/')));
        foreach (var range in folders.Split('/'))
        {
            if (Folders.Contains(folders[range]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The width in pixels that an address asks for ("w=1200", "/w_640,h_480/", "-1024x683.", "width/730"), or null.</summary>
    public static int? WidthIn(string address)
    {
        for (var i = 1; i < address.Length; i++)
        {
            if (!char.IsAsciiDigit(address[i]) || char.IsAsciiDigit(address[i - 1]))
            {
                continue;
            }

            var (end, width) = (i, 0);
            while (end < address.Length && char.IsAsciiDigit(address[end]) && end - i < 5)
            {
                width = (width * 10) + (address[end++] - '0');
            }

            if (width is < 16 or > 9999)
            {
                continue;
            }

            var before = address.AsSpan(0, i).TrimEnd("=_-/:");
            var isWide = before.EndsWith("w", StringComparison.OrdinalIgnoreCase) && (before.Length < 2 || !char.IsAsciiLetter(before[^2]));
            var isNamed = before.Length < i && before.EndsWith("width", StringComparison.OrdinalIgnoreCase);
            var isPair = end + 2 < address.Length && address[end] == 'x' && char.IsAsciiDigit(address[end + 1]) && char.IsAsciiDigit(address[end + 2]) && !char.IsAsciiLetter(address[i - 1]);
            if (isWide || isNamed || isPair)
            {
                return width;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether two paths show one picture in other sizes, crops or formats: one has the other's file name or a number, hash or part of a
    /// UUID that stands in it.
    /// </summary>
    public static bool ShowSame(string one, string other)
    {
        var file = File(one);
        var otherFile = File(other);
        if (one.Length > 8 && one.Equals(other, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var stem = Stem(file);
        var otherStem = Stem(otherFile);
        if (stem.Length >= 8 && otherStem.Length >= 8
            && (stem.StartsWith(otherStem, StringComparison.OrdinalIgnoreCase) || otherStem.StartsWith(stem, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        return SharesToken(file, other) || SharesToken(otherFile, one);
    }

    /// <summary>Whether two paths end in the same file name, so that they differ in what a server makes of it only.</summary>
    public static bool HaveSameFile(string one, string other) => File(one).Equals(File(other), StringComparison.OrdinalIgnoreCase);

    private static bool SharesToken(ReadOnlySpan<char> file, ReadOnlySpan<char> path)
    {
        var count = 0;
        while (NextToken(ref file, out var token) && ++count < MaxTokens)
        {
            if (!IsTelling(token))
            {
                continue;
            }

            var rest = path;
            for (var others = 0; others < MaxTokens && NextToken(ref rest, out var found); others++)
            {
                if (token.Equals(found, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Long, with a digit, and neither a day nor a size.</summary>
    private static bool IsTelling(ReadOnlySpan<char> token)
    {
        if (token.Length < 6)
        {
            return false;
        }

        var digits = 0;
        foreach (var c in token)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        var isDay = digits == token.Length && token.Length is 6 or 8 && (token.StartsWith("19", StringComparison.Ordinal) || token.StartsWith("20", StringComparison.Ordinal));
        var isSize = digits == token.Length - 1 && token.IndexOfAny('x', 'X') > 0;
        return digits > 0 && !isDay && !isSize;
    }

    private static bool NextToken(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> token)
    {
        var start = 0;
        while (start < text.Length && !char.IsAsciiLetterOrDigit(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        token = text[start..end];
        text = text[end..];
        return token.Length > 0;
    }

    /// <summary>The path, of the inner address where a picture server's address holds another.</summary>
    public static string Path(Uri url)
    {
        var text = url.OriginalString.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(url.AbsoluteUri) : url.AbsoluteUri;
        var inner = text.LastIndexOf("://", StringComparison.Ordinal);
        if (inner >= 0)
        {
            var slash = text.IndexOf('/', inner + 3);
            text = slash < 0 ? "" : text[slash..];
        }

        var end = text.AsSpan().IndexOfAny('?', '#', '&');
        return (end < 0 ? text : text[..end]).TrimEnd('/');
    }

    private static ReadOnlySpan<char> File(string path) => path.AsSpan(path.LastIndexOf('/') + 1);

    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> file) => file.LastIndexOf('.') is var dot and > 0 ? file[..dot] : file;
}
