using NewsPlatform.Extraction.Body;

namespace NewsPlatform.Extraction.Dates;

/// <summary>Tells whether <c>3/4/2024</c> is March 4th: by other dates of the page that can be read in one way only, else by language and country.</summary>
internal static class DayOrder
{
    private const int MaxBlocks = 600;
    private const int MaxText = 200;

    /// <summary>Whether the month comes first.</summary>
    public static bool IsMonthFirst(PageScan scan, Uri url)
    {
        if (scan.Language is { } language && !language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return Shown(scan) ?? Usual(scan.Language, url);
    }

    /// <summary>What the page's own short lines show: "28/02/2024" is no month's day.</summary>
    private static bool? Shown(PageScan scan)
    {
        var (dayFirst, monthFirst) = (0, 0);
        for (var i = 0; i < scan.Blocks.Count && i < MaxBlocks; i++)
        {
            var text = scan.Blocks[i].Text;
            if (text.Length is > MaxText or < 8)
            {
                continue;
            }

            for (var at = text.IndexOf('/', StringComparison.Ordinal); at > 0; at = text.IndexOf('/', at + 1))
            {
                var (one, other) = (Before(text, at), After(text, at));
                dayFirst += one is > 12 and <= 31 && other is >= 1 and <= 12 ? 1 : 0;
                monthFirst += one is >= 1 and <= 12 && other is > 12 and <= 31 ? 1 : 0;
            }
        }

        return dayFirst == monthFirst ? null : monthFirst > dayFirst;
    }

    private static bool Usual(string? language, Uri url)
    {
        if (language is { Length: > 2 })
        {
            return language.EndsWith("US", StringComparison.OrdinalIgnoreCase) || language.EndsWith("PH", StringComparison.OrdinalIgnoreCase);
        }

        // English without a country: the day comes first only under the domains of countries that write so.
        var dot = url.Host.LastIndexOf('.');
        return dot < 0 || url.Host[(dot + 1)..] is not ("uk" or "au" or "nz" or "ie" or "in" or "za" or "ca" or "eu" or "ng" or "ke" or "pk" or "lk" or "my" or "sg" or "gh" or "jm" or "mt" or "hk" or "ae" or "bd");
    }

    private static int Before(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]) && at - start < 3)
        {
            start--;
        }

        // "2024/04/18" and "9.7/10" are something else.
        return at - start is 1 or 2 && (start == 0 || text[start - 1] is not ('/' or '.' or '-')) && int.TryParse(text.AsSpan(start, at - start), out var number) ? number : 0;
    }

    /// <summary>The number behind a slash when a second slash and a year follow it.</summary>
    private static int After(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]) && end - at < 4)
        {
            end++;
        }

        return end - at - 1 is 1 or 2 && end + 2 < text.Length && text[end] == '/' && char.IsAsciiDigit(text[end + 1]) && char.IsAsciiDigit(text[end + 2])
            && int.TryParse(text.AsSpan(at + 1, end - at - 1), out var number) ? number : 0;
    }
}
