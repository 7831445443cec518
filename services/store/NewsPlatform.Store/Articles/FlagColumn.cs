using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Store.Articles;

/// <summary>An article's flags as they stand in its row: each between commas, so that one is found as a part of the text.</summary>
internal static class FlagColumn
{
    private const int MaxFlags = 32;
    private const int MaxFlag = 64;

    /// <summary>The column's text; empty without flags.</summary>
    public static string Of(IEnumerable<string> flags)
    {
        string[] kept = [.. flags.Select(static flag => StoredText.Clean(flag, MaxFlag)).Where(static flag => flag.Length > 0 && !flag.Contains(',', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(MaxFlags)];
        return kept.Length == 0 ? "" : "," + string.Join(',', kept) + ",";
    }
}
