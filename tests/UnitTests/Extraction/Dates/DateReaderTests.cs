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
    [InlineData("2023 Jan 7", "2023-01-07")]
    [InlineData("May 3, 2024 2:05 pm EDT", "2024-05-03T14:05-04:00")]
    [InlineData("2024. 5. 3. 14:05", "2024-05-03T14:05")]
    [InlineData("3 May 202414:05", "2024-05-03T14:05")]
    [InlineData("2024.05.03 오후 2:30", "2024-05-03T14:30")]
    [InlineData("입력 2024.05.03. 오전 12:05", "2024-05-03T00:05")]
    [InlineData("2024년 5월 3일 오후 2시 30분", "2024-05-03T14:30")]
    [InlineData("2024-05-03 下午2:30", "2024-05-03T14:30")]
    [InlineData("2024年5月3日 上午9:05", "2024-05-03T09:05")]
    [InlineData("2024年5月3日 14時30分", "2024-05-03T14:30")]
    [InlineData("2024年5月3日 午後0時15分", "2024-05-03T12:15")]
    [InlineData("03/05/2024 14:30 (GMT+7)", "2024-05-03T14:30+07:00")]
    [InlineData("3 May 2024 14:30 UTC-03:30", "2024-05-03T14:30-03:30")]
    [InlineData("3 May 2024 14:30 GMT", "2024-05-03T14:30+00:00")]
    public void Read_gives_the_date_as_precise_as_written(string text, string? expected) => Assert.Equal(expected, DateReader.Read(text)?.ToString());

    [Theory]
    [InlineData("3. května 2024")]
    [InlineData("3 maja 2024")]
    [InlineData("3. toukokuuta 2024")]
    [InlineData("3. maí 2024")]
    [InlineData("2024. május 3.")]
    [InlineData("2024 m. gegužės 3 d.")]
    [InlineData("2024. gada 3. maijā")]
    [InlineData("3. mai 2024")]
    [InlineData("3 mei 2024")]
    [InlineData("3 maj 2024")]
    [InlineData("3 mai 2024")]
    [InlineData("3 de maio de 2024")]
    [InlineData("3 de maig de 2024")]
    [InlineData("3 Μαΐου 2024")]
    [InlineData("3 травня 2024")]
    [InlineData("3. maja 2024.")]
    [InlineData("3 Mayıs 2024")]
    [InlineData("3 Mei 2024")]
    [InlineData("Ngày 3 tháng 5 năm 2024")]
    [InlineData("3 مايو 2024")]
    [InlineData("3 أيار 2024")]
    [InlineData("٣ مايو ٢٠٢٤")]
    [InlineData("3 במאי 2024")]
    [InlineData("3 मई 2024")]
    [InlineData("३ मई २०२४")]
    [InlineData("৩ মে ২০২৪")]
    [InlineData("3 மே 2024")]
    [InlineData("2024년 5월 3일")]
    [InlineData("2024年5月3日")]
    [InlineData("２０２４年５月３日")]
    [InlineData("3 Mayo 2024")]
    public void Read_knows_the_months_and_digits_of_many_languages(string text) => Assert.Equal("2024-05-03", DateReader.Read(text)?.ToString());

    [Theory]
    [InlineData("3 พฤษภาคม 2567")]
    [InlineData("3 พ.ค. 2567")]
    [InlineData("3 พ.ค. 67 14:05", "2024-05-03T14:05")]
    [InlineData("3/5/2567")]
    [InlineData("14 اردیبهشت 1403")]
    [InlineData("۱۴ اردیبهشت ۱۴۰۳")]
    [InlineData("۱۴۰۳/۰۲/۱۴")]
    [InlineData("24 شوال 1445")]
    [InlineData("令和6年5月3日")]
    [InlineData("民國113年5月3日")]
    public void Read_turns_years_of_other_calendars_into_gregorian_ones(string text, string expected = "2024-05-03") => Assert.Equal(expected, DateReader.Read(text)?.ToString());

    [Theory]
    [InlineData("平成31年4月30日", "2019-04-30")]
    [InlineData("令和元年5月1日", "2019-05-01")]
    [InlineData("昭和64年1月7日", "1989-01-07")]
    public void Read_knows_the_eras_of_japan(string text, string expected) => Assert.Equal(expected, DateReader.Read(text)?.ToString());

    [Theory]
    [InlineData("2024-05", "2024-05")]
    [InlineData("2024", "2024")]
    [InlineData("2024-13", null)]
    public void ReadField_takes_a_month_or_a_year_alone(string text, string? expected) => Assert.Equal(expected, DateReader.ReadField(text)?.ToString());

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
    [InlineData("/notices/03-05-2024", "2024-05-03")]
    [InlineData("/news/123456789", null)]
    public void FromPath_reads_dates_in_addresses(string path, string? expected) => Assert.Equal(expected, DateReader.FromPath(path)?.ToString());

    [Theory]
    [InlineData("Rated 9.7/10 by readers")]
    [InlineData("Score 3-4.20")]
    public void Marks_and_scores_are_no_dates(string text) => Assert.Null(DateReader.Read(text));

    [Theory]
    [InlineData("03.05.98", "1998-05-03")]
    [InlineData("03.05.24", "2024-05-03")]
    public void Two_digits_of_a_year_are_of_the_century_that_has_been(string text, string day) => Assert.Equal(day, DateReader.Read(text)?.Day);

    [Fact]
    public void Half_of_the_day_may_be_spaced() => Assert.Equal("2022-05-04T00:30", DateReader.Read("04 de mayo 2022, 12:30 A. M.")?.ToString());
}
