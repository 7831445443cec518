using NewsPlatform.Fetch.Frontier;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class ExpiringCacheTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ExpiringCache<int> cache;

    public ExpiringCacheTests() => cache = new ExpiringCache<int>(maxCount: 3, maxSize: 100, clock);

    [Fact]
    public void Value_is_believed_until_its_time_is_over()
    {
        cache.Put("a", 1, 10, Minute);
        Assert.Equal("a", Known());
        clock.Advance(Minute);
        Assert.Equal("", Known());
    }

    [Fact]
    public void Value_is_believed_no_longer_when_the_clock_is_set_back()
    {
        cache.Put("a", 1, 10, Minute);
        clock.SetBack(TimeSpan.FromDays(1));
        clock.Advance(Minute);
        Assert.Equal("", Known());
    }

    [Fact]
    public void Beyond_the_size_those_that_expire_soonest_go_and_no_more()
    {
        cache.Put("a", 1, 40, 3 * Minute);
        cache.Put("b", 2, 40, Minute);
        cache.Put("c", 3, 60, 2 * Minute);

        Assert.Equal("ac", Known());
    }

    [Fact]
    public void Beyond_the_count_the_one_that_expires_soonest_goes()
    {
        cache.Put("a", 1, 0, 2 * Minute);
        cache.Put("b", 2, 0, Minute);
        cache.Put("c", 3, 0, 3 * Minute);
        cache.Put("d", 4, 0, 4 * Minute);

        Assert.Equal("acd", Known());
    }

    [Fact]
    public void Replaced_and_expired_values_leave_their_room()
    {
        cache.Put("a", 1, 90, Minute);
        cache.Put("a", 2, 90, 3 * Minute);
        Assert.True(cache.TryGet("a", out var value));
        Assert.Equal(2, value);

        clock.Advance(2 * Minute);
        cache.Put("b", 3, 10, Minute);
        Assert.Equal("ab", Known());

        clock.Advance(Minute);
        cache.Put("c", 4, 100, Minute);
        Assert.Equal("c", Known());
    }

    private string Known() => string.Concat(new[] { "a", "b", "c", "d" }.Where(key => cache.TryGet(key, out _)));
}
