namespace NewsPlatform.Fetch.WebSub;

/// <summary>Pushes of each subscription, one at a time and not too often: a hub that pushes slowly or without end keeps up itself alone.</summary>
/// <param name="interval">Shortest time between the beginnings of two.</param>
/// <param name="time">The clock.</param>
internal sealed class PushTurns(TimeSpan interval, TimeProvider time)
{
    // From here on, those whose time is over are forgotten.
    private const int Many = 1024;

    private readonly Lock changing = new();
    private readonly Dictionary<string, (long Began, bool IsUnderWay)> turns = new(StringComparer.Ordinal);
    private int bound = Many;

    /// <summary>Begins one.</summary>
    /// <param name="token">Of the subscription.</param>
    /// <param name="wait">When it may not be: after how long to try again.</param>
    public bool TryBegin(string token, out TimeSpan wait)
    {
        lock (changing)
        {
            wait = TimeSpan.Zero;
            if (turns.TryGetValue(token, out var last))
            {
                wait = interval - time.GetElapsedTime(last.Began);
                if (last.IsUnderWay || wait > TimeSpan.Zero)
                {
                    return false;
                }
            }

            if (turns.Count >= bound)
            {
                foreach (var (old, _) in turns.Where(turn => !turn.Value.IsUnderWay && time.GetElapsedTime(turn.Value.Began) >= interval).ToList())
                {
                    turns.Remove(old);
                }

                bound = Math.Max(Many, turns.Count * 2);
            }

            turns[token] = (time.GetTimestamp(), true);
            return true;
        }
    }

    /// <summary>Ends it.</summary>
    public void End(string token)
    {
        lock (changing)
        {
            turns[token] = (turns[token].Began, false);
        }
    }
}
