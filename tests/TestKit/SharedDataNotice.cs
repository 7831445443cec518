using System.Collections.Concurrent;

namespace NewsPlatform.TestKit;

/// <summary>Says once for each missing piece of shared data, on standard error, that tests are skipped for want of it.</summary>
internal static class SharedDataNotice
{
    private static readonly ConcurrentDictionary<string, bool> Said = new(StringComparer.Ordinal);

    public static string? SkipReason(string needs)
    {
        if (SharedData.Find(needs) is not null)
        {
            return null;
        }

        var reason = $"test data '{needs}' is absent: {SharedData.HowTo}";
        if (Said.TryAdd(needs, true))
        {
            Console.Error.WriteLine("SKIPPED TESTS: " + reason);
        }

        return reason;
    }
}
