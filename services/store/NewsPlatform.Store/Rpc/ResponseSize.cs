using Google.Protobuf;

namespace NewsPlatform.Store.Rpc;

/// <summary>
/// Ends a page before its message grows too large to send: a page may hold fewer items than were asked for (AIP-158), as
/// long as its token leads on.
/// </summary>
internal sealed class ResponseSize
{
    // gRPC clients take 4 MB unless told otherwise.
    private const int MaxBytes = 3 << 20;

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
