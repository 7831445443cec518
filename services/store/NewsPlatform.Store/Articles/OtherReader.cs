using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.Store.Articles;

/// <summary>
/// Tells what changed because the reader did (another extractor, other knowledge of the site) from what the publisher changed.
/// Captures cannot tell: Fetch announces no revisit that found the same bytes, and most pages' bytes differ at each fetch.
/// </summary>
internal static class OtherReader
{
    private const string BetweenBlocks = "\n\n";

    /// <summary>
    /// Whether another reader explains the difference of two states of a page's article: it took whole blocks of text for the article's,
    /// or left such out, and nothing else differs. A live blog grows like this by itself, so it is never explained.
    /// </summary>
    /// <param name="before">The article as it was read before.</param>
    /// <param name="now">The article as it was read later.</param>
    public static bool Explains(Article before, Article now) =>
        before.Provenance is { } old
        && now.Provenance is { } late
        && old.ExtractorVersion != late.ExtractorVersion
        && old.Page == late.Page
        && before.Kind != ArticleKind.LiveBlog
        && now.Kind != ArticleKind.LiveBlog
        && HasSameHead(before, now)
        && DiffersByWholeBlocks(before.Text, now.Text);

    private static bool HasSameHead(Article before, Article now) =>
        before.Title == now.Title
        && before.Standfirst == now.Standfirst
        && before.Authors.Equals(now.Authors)
        && before.Corrections.Equals(now.Corrections)
        && Equals(before.Published, now.Published)
        && Equals(before.Modified, now.Modified)
        && Equals(before.Displayed, now.Displayed);

    private static bool DiffersByWholeBlocks(string before, string now)
    {
        var (old, late) = (before.Split(BetweenBlocks), now.Split(BetweenBlocks));
        return old.Length < late.Length ? IsWithin(old, late) : IsWithin(late, old);
    }

    // Whether all blocks of the shorter text stand in the longer one, in their order.
    private static bool IsWithin(string[] shorter, string[] longer)
    {
        var found = 0;
        foreach (var block in longer)
        {
            if (found < shorter.Length && string.Equals(shorter[found], block, StringComparison.Ordinal))
            {
                found++;
            }
        }

        return found == shorter.Length;
    }
}
