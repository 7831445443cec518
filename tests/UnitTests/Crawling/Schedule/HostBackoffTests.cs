using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.UnitTests.Crawling.Schedule;

public sealed class HostBackoffTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    [Fact]
    public void Next_is_the_interval_or_the_longer_crawl_delay_within_reason()
    {
        Assert.Equal(Interval, HostBackoff.Next(Interval, null, 0, null));
        Assert.Equal(Interval, HostBackoff.Next(Interval, TimeSpan.FromSeconds(1), 0, null));
        Assert.Equal(TimeSpan.FromSeconds(10), HostBackoff.Next(Interval, TimeSpan.FromSeconds(10), 0, null));
        Assert.Equal(HostBackoff.MaxCrawlDelay, HostBackoff.Next(Interval, TimeSpan.FromHours(10), 0, null));
    }

    [Fact]
    public void Next_after_failures_doubles_up_to_a_day()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), HostBackoff.Next(Interval, null, 1, null));
        Assert.Equal(TimeSpan.FromSeconds(20), HostBackoff.Next(Interval, null, 3, null));
        Assert.Equal(HostBackoff.Max, HostBackoff.Next(Interval, null, 60, null));
    }

    [Fact]
    public void Next_never_undercuts_Retry_After()
    {
        Assert.Equal(TimeSpan.FromHours(1), HostBackoff.Next(Interval, null, 1, TimeSpan.FromHours(1)));
    }
}
