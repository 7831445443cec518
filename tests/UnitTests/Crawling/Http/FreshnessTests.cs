using NewsPlatform.Crawling.Http;

namespace NewsPlatform.UnitTests.Crawling.Http;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("public, max-age=300", null, null, 300)]
    [InlineData("max-age=0", "Thu, 01 Jan 2026 01:00:00 GMT", null, 0)]
    [InlineData("no-cache, max-age=300", null, null, null)]
    [InlineData("no-store", "Thu, 01 Jan 2026 01:00:00 GMT", null, null)]
    [InlineData("max-age=soon", null, null, null)]
    [InlineData("private", "Thu, 01 Jan 2026 01:00:00 GMT", null, 3600)]
    [InlineData(null, "Thu, 01 Jan 2026 01:00:00 GMT", "Thu, 01 Jan 2026 00:59:00 GMT", 60)]
    [InlineData(null, "Wed, 31 Dec 2025 00:00:00 GMT", null, null)]
    [InlineData(null, "0", "never", null)]
    [InlineData(null, null, null, null)]
    public void Of_an_answer_is_its_max_age_or_the_time_until_it_expires(string? control, string? expires, string? date, int? seconds)
    {
        var headers = new (string Name, string? Value)[] { ("cache-control", control), ("Expires", expires), ("Date", date) }
            .Where(h => h.Value is not null)
            .Select(h => KeyValuePair.Create(h.Name, h.Value!));
        Assert.Equal(seconds, Freshness.Of(headers, Now)?.TotalSeconds);
    }

    [Theory]
    [InlineData("max-age=7200", "public", 7200)]
    [InlineData("public", "max-age=7200", 7200)]
    [InlineData("max-age=7200", "no-cache", null)]
    [InlineData("max-age=7200", "max-age=soon", 7200)]
    public void Several_fields_are_one_list(string first, string second, int? seconds) =>
        Assert.Equal(seconds, Freshness.Of([KeyValuePair.Create("Cache-Control", first), KeyValuePair.Create("cache-control", second)], Now)?.TotalSeconds);
}
