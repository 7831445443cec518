using System.Buffers;

namespace NewsPlatform.Extraction.Charset;

/// <summary>A page's text after decoding, in a rented array that goes back when this is disposed: nothing may keep a slice of it.</summary>
/// <param name="rented">The array.</param>
/// <param name="length">How much of it is the text.</param>
/// <param name="charset">The WHATWG name of the encoding.</param>
/// <param name="source">What told it.</param>
internal sealed class RentedText(char[] rented, int length, string charset, CharsetSource source) : IDisposable
{
    private char[]? rented = rented;

    /// <summary>The text, without byte order mark.</summary>
    public ReadOnlyMemory<char> Text => rented.AsMemory(0, length);

    /// <summary>The WHATWG name of the encoding.</summary>
    public string Charset => charset;

    /// <summary>What told it.</summary>
    public CharsetSource Source => source;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref rented, null) is { } array)
        {
            ArrayPool<char>.Shared.Return(array);
        }
    }
}
