using NewsPlatform.Crawling.Http;

namespace NewsPlatform.UnitTests.Crawling.Http;

public sealed class AnswerTimeTests
{
    private static readonly DateTimeOffset Date = new(2026, 1, 1, 0, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Thu, 01 Jan 2026 00:05:00 GMT", null, new[] { 0 })]
    [InlineData("Thu, 01 Jan 2026 00:05:00 GMT", "300", new[] { 0, 300 })]
    [InlineData("Thu, 01 Jan 2026 00:05:00 GMT", "0", new[] { 0 })]
    [InlineData("Thu, 01 Jan 2026 00:05:00 GMT", "-1", new[] { 0 })]
    [InlineData("Thu, 01 Jan 2026 00:05:00 GMT", "2147483647", new[] { 0 })]
    [InlineData("Thu, 01 Jan 2026 00:05:00 GMT", "99999999999", new[] { 0 })]
    [InlineData("now", "300", new int[0])]
    [InlineData(null, "300", new int[0])]
    public void Of_an_answer_is_its_date_or_its_age_before(string? date, string? age, int[] secondsBefore)
    {
        var headers = new (string Name, string? Value)[] { ("date", date), ("Age", age) }.Where(h => h.Value is not null).Select(h => KeyValuePair.Create(h.Name, h.Value!)).ToList();
        Assert.Equal(secondsBefore.Select(seconds => Date.AddSeconds(-seconds)), AnswerTime.Of(headers));
    }
}
