using NewsPlatform.Extraction.Dates;

namespace NewsPlatform.UnitTests.Extraction.Dates;

public sealed class DateReaderTests
{
    [Theory]
    [InlineData("2024-05-03", "2024-05-03")]
    [InlineData("2024-05-03T14:05:06+02:00", "2024-05-03T14:05:06+02:00")]
    [InlineData("2024-05-03T14:05:06.123Z", "2024-05-03T14:05:06+00:00")]
    [InlineData("2024-05-03 14:05", "2024-05-03T14:05")]
    [InlineData("20240503T140506Z", "2024-05-03T14:05:06+00:00")]
    [InlineData("Fri, 03 May 2024 14:05:06 GMT", "2024-05-03T14:05:06+00:00")]
    [InlineData("May 3rd, 2024 at 2:05 pm", "2024-05-03T14:05")]
    [InlineData("Published 3 May 2024, 12:05 AM", "2024-05-03T00:05")]
    [InlineData("3. Mai 2024, 14:05 Uhr", "2024-05-03T14:05")]
    [InlineData("3 de mayo de 2024", "2024-05-03")]
    [InlineData("le 3 mai 2024 à 14h05", "2024-05-03T14:05")]
    [InlineData("03.05.2024", "2024-05-03")]
    [InlineData("25/12/2023", "2023-12-25")]
    [InlineData("12/25/2023", "2023-12-25")]
    [InlineData("2024年5月3日", "2024-05-03")]
    [InlineData("3 мая 2024", "2024-05-03")]
    [InlineData("1714745106", "2024-05-03T14:05:06+00:00")]
    [InlineData("2024-02-30", null)]
    [InlineData("Chapter 3 of 2024 pages", null)]
    [InlineData("(23-24 February)", null)]
    [InlineData("no digits", null)]
    public void Read_gives_the_date_as_precise_as_written(string text, string? expected) => Assert.Equal(expected, DateReader.Read(text)?.ToString());

    [Fact]
    public void Read_of_slashes_depends_on_the_country()
    {
        Assert.Equal("2024-02-01", DateReader.Read("1/2/2024")?.ToString());
        Assert.Equal("2024-01-02", DateReader.Read("1/2/2024", monthFirst: true)?.ToString());
    }

    [Theory]
    [InlineData("/2024/05/03/bridge", "2024-05-03")]
    [InlineData("/news/20240503/bridge", "2024-05-03")]
    [InlineData("/news/bridge-2024-05-03.html", "2024-05-03")]
    [InlineData("/2024/may/03/bridge", "2024-05-03")]
    [InlineData("/news/123456789", null)]
    public void FromPath_reads_dates_in_addresses(string path, string? expected) => Assert.Equal(expected, DateReader.FromPath(path)?.ToString());
}
