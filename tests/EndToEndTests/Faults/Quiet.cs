using NewsPlatform.TestKit;

namespace NewsPlatform.EndToEndTests.Faults;

/// <summary>Waiting until something that counts has not counted for a while.</summary>
internal static class Quiet
{
    public static async Task WaitAsync(Func<int> count)
    {
        var (last, since) = (count(), DateTime.UtcNow);
        await Wait.UntilAsync(
            () =>
            {
                var now = count();
                if (now != last)
                {
                    (last, since) = (now, DateTime.UtcNow);
                }

                return DateTime.UtcNow - since > TimeSpan.FromSeconds(2);
            },
            "two seconds in which nothing happens");
    }
}
