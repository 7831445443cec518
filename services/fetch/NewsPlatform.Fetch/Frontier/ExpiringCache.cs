using System.Diagnostics.CodeAnalysis;

namespace NewsPlatform.Fetch.Frontier;

/// <summary>
/// Values that are believed for a while, whatever the clock is set to meanwhile. Bounded by their number and by their
/// sizes together; those that expire soonest go first.
/// </summary>
internal sealed class ExpiringCache<TValue>(int maxCount, long maxSize, TimeProvider time)
{
    private readonly Lock changing = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    // Those that were replaced stay in it until they would have expired.
    private readonly PriorityQueue<Entry, long> order = new();
    private long size;

    /// <summary>A value that is still believed.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (changing)
        {
            var known = entries.TryGetValue(key, out var entry) && entry.Until > time.GetTimestamp();
            value = known ? entry!.Value : default;
            return known;
        }
    }

    /// <summary>Keeps a value for <paramref name="lifetime"/> at most.</summary>
    public void Put(string key, TValue value, long valueSize, TimeSpan lifetime)
    {
        lock (changing)
        {
            var now = time.GetTimestamp();
            var entry = new Entry(key, value, valueSize, now + (long)(lifetime.TotalSeconds * time.TimestampFrequency));
            if (entries.TryGetValue(key, out var replaced))
            {
                size -= replaced.Size;
            }

            entries[key] = entry;
            order.Enqueue(entry, entry.Until);
            size += valueSize;
            while (order.TryPeek(out var first, out var until) && (until <= now || entries.Count > maxCount || size > maxSize))
            {
                order.Dequeue();
                if (ReferenceEquals(entries.GetValueOrDefault(first.Key), first))
                {
                    entries.Remove(first.Key);
                    size -= first.Size;
                }
            }
        }
    }

    private sealed record Entry(string Key, TValue Value, long Size, long Until);
}
