namespace NewsPlatform.Extraction.Body;

/// <summary>Tests on sets of hints.</summary>
internal static class HintTests
{
    /// <summary>Whether at least one of the wanted hints is given.</summary>
    public static bool Any(this ElementHint hints, ElementHint wanted) => (hints & wanted) != ElementHint.None;
}
