using System.Globalization;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>Lists in pages: the token is the position of the next item. Pages are small, so that tests see several.</summary>
internal static class FakePaging
{
    private const int MaxPageSize = 10;

    public static (IEnumerable<T> Items, string Next) Page<T>(IReadOnlyList<T> all, int size, string token)
    {
        var start = token.Length == 0 ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var end = Math.Min(all.Count, start + Math.Clamp(size, 1, MaxPageSize));
        return (all.Skip(start).Take(end - start), end == all.Count ? "" : end.ToString(CultureInfo.InvariantCulture));
    }
}
