using NewsPlatform.Crawling.Http;

namespace NewsPlatform.UnitTests.Crawling.Http;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120.0)]
    [InlineData(" 7 ", 7.0)]
    [InlineData("1.5", null)] // the standard knows whole seconds only
    [InlineData("-5", null)]
    [InlineData("99999999999999999999", 86_400.0)]
    [InlineData("Fri, 01 Jan 2026 00:01:00 GMT", 60.0)]
    [InlineData("Thu, 31 Dec 2025 00:00:00 GMT", 0.0)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Parse_of_seconds_or_a_date_is_clamped_to_a_day(string? value, double? seconds)
    {
        Assert.Equal(seconds, RetryAfter.Parse(value, Now)?.TotalSeconds);
    }
}
