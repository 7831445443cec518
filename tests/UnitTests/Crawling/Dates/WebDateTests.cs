using System.Globalization;
using CsCheck;
using NewsPlatform.Crawling.Dates;

namespace NewsPlatform.UnitTests.Crawling.Dates;

public sealed class WebDateTests
{
    [Theory]
    [InlineData("Wed, 02 Oct 2002 13:00:00 GMT", "2002-10-02T13:00:00Z")]
    [InlineData("Mon, 02 Oct 2002 15:00:00 +0200", "2002-10-02T13:00:00Z")]
    [InlineData("2 Oct 02 13:00 EDT", "2002-10-02T17:00:00Z")]
    [InlineData("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z")]
    [InlineData("2003-12-31T10:14:55.123-08:00", "2003-12-31T18:14:55Z")]
    [InlineData("2003-12-31 10:14", "2003-12-31T10:14:00Z")]
    [InlineData("20031231T101455Z", "2003-12-31T10:14:55Z")]
    [InlineData("2003-365", "2003-12-31T00:00:00Z")]
    [InlineData("2003-12", "2003-12-01T00:00:00Z")]
    [InlineData("031231", "2003-12-31T00:00:00Z")]
    [InlineData("03-12-31", "2003-12-31T00:00:00Z")]
    [InlineData("31-12-03", "2003-12-31T00:00:00Z")]
    [InlineData("-03-12", "2003-12-01T00:00:00Z")]
    [InlineData("2003-12-31 오후 11:23:17", "2003-12-31T14:23:17Z")]
    [InlineData("31 Aralık 2003", "2003-12-31T00:00:00Z")]
    [InlineData("mar., 30 déc. 2003 16:11:02 +0000", "2003-12-30T16:11:02Z")]
    [InlineData("Dec 31, 2003, 1:55 PM", "2003-12-31T13:55:00Z")]
    [InlineData("31/12/2003 24:00:00", "2004-01-01T00:00:00Z")]
    [InlineData("1072915200", "2004-01-01T00:00:00Z")]
    public void TryParse_of_a_date_as_written_gives_its_time(string text, string expected)
    {
        Assert.True(WebDate.TryParse(text, out var date));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2003-13-01")]
    [InlineData("2003-02-30T00:00:00Z")]
    [InlineData("Sun, 16 zzz 2012 11:47:32 GMT")]
    [InlineData("2003-12-31T10:61:55Z")]
    [InlineData("Sun, 31 Dec 9999 23:59:59 -9999")]
    public void TryParse_of_what_is_no_date_is_false(string text)
    {
        Assert.False(WebDate.TryParse(text, out _));
    }

    [Fact]
    public void TryParse_of_any_text_never_throws()
    {
        var part = Gen.OneOf("Mon", "Dec", "déc", "2003", "31", "12", "0", "9999", "-", "/", ":", ".", "T", "Z", "+", "GMT", "PM", " ", ",", "999999999999", "\uD800", "午後");
        Gen.Select(part.Array[0, 14].Select(string.Concat), Gen.String[0, 10], (a, b) => a + b).Sample(text =>
        {
            var read = WebDate.TryParse(text, out var date);
            Assert.Equal(read, date != default);
        });
    }

    [Fact]
    public void TryParse_of_what_was_written_as_a_standard_date_gives_it_back()
    {
        // From the year 1000 to 9000, in any whole-minute offset.
        Gen.Select(Gen.Long[-30_000_000_000, 220_000_000_000], Gen.Int[-720, 720]).Sample((seconds, minutes) =>
        {
            var whole = DateTimeOffset.FromUnixTimeSeconds(seconds);
            var date = whole.ToOffset(TimeSpan.FromMinutes(minutes));
            Assert.True(WebDate.TryParse(whole.ToString("r", CultureInfo.InvariantCulture), out var http));
            Assert.True(WebDate.TryParse(date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), out var iso));
            Assert.Equal(whole, http);
            Assert.Equal(whole, iso);
        });
    }
}
