using System.Buffers;

namespace NewsPlatform.Extraction.Markup;

/// <summary>What <see cref="MarkupScan"/> made of a page. Its text may lie in a rented array, which goes back when it is disposed.</summary>
/// <param name="startTags">Start tags outside scripts, styles and comments.</param>
/// <param name="depth">The most tags that were open at once, not counting tags whose end may be left out.</param>
/// <param name="text">The markup without what was taken out.</param>
/// <param name="rented">The array that it lies in; null for a string.</param>
/// <param name="scripts">The scripts that were taken out, by the numbers that stand in their places.</param>
internal sealed class ScannedMarkup(int startTags, int depth, ReadOnlyMemory<char> text, char[]? rented, IReadOnlyList<ReadOnlyMemory<char>> scripts) : IDisposable
{
    private char[]? rented = rented;

    /// <summary>Start tags outside scripts, styles and comments.</summary>
    public int StartTags => startTags;

    /// <summary>The most tags that were open at once, not counting tags whose end may be left out.</summary>
    public int Depth => depth;

    /// <summary>The markup without what was taken out.</summary>
    public ReadOnlyMemory<char> Text => text;

    /// <summary>The scripts that were taken out, by the numbers that stand in their places.</summary>
    public IReadOnlyList<ReadOnlyMemory<char>> Scripts => scripts;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref rented, null) is { } array)
        {
            ArrayPool<char>.Shared.Return(array);
        }
    }
}
