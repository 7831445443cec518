using Google.Protobuf;

namespace NewsPlatform.Store.Rpc;

/// <summary>
/// Ends a page before its message grows too large to send: a page may hold fewer items than were asked for (AIP-158), as
/// long as its token leads on.
/// </summary>
internal sealed class ResponseSize
{
    // Well under the 24 MB that a message may have; a single record is at most that large itself.
    private const int MaxBytes = 8 << 20;

    private int bytes;

    /// <summary>Counts an item in, unless the page is full. The first item always has room.</summary>
    public bool TryAdd(IMessage item)
    {
        var size = item.CalculateSize();
        if (bytes > 0 && bytes + size > MaxBytes)
        {
            return false;
        }

        bytes += size;
        return true;
    }
}
