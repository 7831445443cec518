namespace NewsPlatform.Standalone.Display;

/// <summary>The pages that were seen to come in and not yet to end, and when anything last moved: tells when to look at what came of it all.</summary>
internal sealed class PagesUnderWay(TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.5);

    // A page may end where no event tells of it, or wait for minutes until it is announced again.
    private static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(1);

    private readonly Lock changing = new();
    private readonly HashSet<string> pages = new(StringComparer.Ordinal);
    private long? moved;

    /// <summary>A page came in.</summary>
    public void Begin(string page) => Change(() => pages.Add(page));

    /// <summary>A page passed a stage.</summary>
    public void Pass() => Change(() => { });

    /// <summary>A page ended.</summary>
    public void End(string page) => Change(() => pages.Remove(page));

    /// <summary>Whether something moved since this was last so, and now all has ended and nothing moves any more.</summary>
    public bool TryTakeLull()
    {
        lock (changing)
        {
            if (moved is not { } last || time.GetElapsedTime(last) <= (pages.Count == 0 ? Silence : LongSilence))
            {
                return false;
            }

            moved = null;
            return true;
        }
    }

    private void Change(Action change)
    {
        lock (changing)
        {
            change();
            moved = time.GetTimestamp();
        }
    }
}
