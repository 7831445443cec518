using NewsPlatform.Crawling.WebSub;

namespace NewsPlatform.UnitTests.Crawling.WebSub;

public sealed class SubscriptionScheduleTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("864000", 864000)]
    [InlineData("1", 1)]
    [InlineData("99999999999999", 366 * 86400)]
    [InlineData("0", 86400)]
    [InlineData("-5", 86400)]
    [InlineData("1e9", 86400)]
    [InlineData("99999999999999999999999", 86400)]
    [InlineData(null, 86400)]
    public void Lease_is_what_the_hub_says_within_bounds(string? seconds, int lease) =>
        Assert.Equal(TimeSpan.FromSeconds(lease), SubscriptionSchedule.LeaseOf(seconds, Day));

    [Theory]
    [InlineData("10.00:00:00", "9.00:00:00")]
    [InlineData("0:04:00:00", "0:03:00:00")]
    [InlineData("0:01:00:00", "0:00:30:00")]
    [InlineData("0:00:00:10", "0:00:01:00")]
    public void Lease_is_renewed_before_its_end_but_not_at_once(string lease, string renewed) =>
        Assert.Equal(TimeSpan.Parse(renewed, System.Globalization.CultureInfo.InvariantCulture), SubscriptionSchedule.RenewAfter(TimeSpan.Parse(lease, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Hub_is_asked_less_and_less()
    {
        Assert.Equal([1, 2, 4, 8], Enumerable.Range(1, 4).Select(i => SubscriptionSchedule.AskAgainAfter(i, refused: false, null).TotalMinutes));
        Assert.Equal([6, 12, 24, 24], Enumerable.Range(1, 4).Select(i => SubscriptionSchedule.AskAgainAfter(i, refused: true, null).TotalHours));
        Assert.Equal(Day, SubscriptionSchedule.AskAgainAfter(long.MaxValue, refused: false, null));
        Assert.Equal(TimeSpan.FromHours(1), SubscriptionSchedule.AskAgainAfter(1, refused: false, TimeSpan.FromHours(1)));
        Assert.Equal(Day, SubscriptionSchedule.AskAgainAfter(1, refused: false, 30 * Day));
        Assert.Equal([10, 10, 10, 10, 16], Enumerable.Range(1, 5).Select(i => SubscriptionSchedule.AskAgainUnlessCalled(i).TotalMinutes));
    }

    [Fact]
    public void Form_holds_what_a_hub_must_know()
    {
        Assert.Equal(
            "hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2F%3Fa%3D1%26b%3D%C3%A4&hub.callback=https%3A%2F%2Fus.example%2Fwebsub%2Fx&hub.lease_seconds=86400&hub.secret=s",
            HubRequest.Form(HubRequest.Subscribe, "https://news.example/?a=1&b=ä", "https://us.example/websub/x", Day, "s"));
        Assert.Equal(
            "hub.mode=unsubscribe&hub.topic=t&hub.callback=c", HubRequest.Form(HubRequest.Unsubscribe, "t", "c", Day, "s"));
    }
}
