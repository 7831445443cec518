namespace NewsPlatform.Fetch.Captures;

/// <summary>
/// Bodies of the latest captures, up to 64 MB: Clean pulls a page moments after it was kept, and inflating it again
/// would cost more than all the rest of serving it.
/// </summary>
internal sealed class RecentCaptures
{
    private const long MaxBytes = 64 << 20;

    private readonly Lock changing = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> bodies = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private long held;

    /// <summary>Remembers a body, forgetting the oldest ones.</summary>
    public void Add(string id, ReadOnlyMemory<byte> body)
    {
        lock (changing)
        {
            if (body.Length > MaxBytes / 8 || !bodies.TryAdd(id, body))
            {
                return;
            }

            order.Enqueue(id);
            held += body.Length;
            while (held > MaxBytes)
            {
                bodies.Remove(order.Dequeue(), out var oldest);
                held -= oldest.Length;
            }
        }
    }

    /// <summary>A body; null when it is not among the latest.</summary>
    public ReadOnlyMemory<byte>? Find(string id)
    {
        lock (changing)
        {
            return bodies.TryGetValue(id, out var body) ? body : null;
        }
    }
}
