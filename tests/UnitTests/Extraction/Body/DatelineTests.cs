using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Body;

namespace NewsPlatform.UnitTests.Extraction.Body;

public sealed class DatelineTests
{
    [Theory]
    [InlineData("New Delhi: As the world watched, the minister spoke.", "New Delhi")]
    [InlineData("PARIS, March 3 (Reuters) - The minister spoke.", "PARIS")]
    [InlineData("Leipzig – Zweimal am Tag hält ein Zug.", "Leipzig")]
    [InlineData("القاهرة – انطلقت يوم السبت ثلاثة قوارب.", "القاهرة")]
    [InlineData("भोपाल: सुबह सात बजे एक नाव आती है।", "भोपाल")]
    [InlineData("【金沢】港の大時計が動き始めた。", "金沢")]
    [InlineData("The minister spoke – and nobody listened.", null)]
    public void Dateline_is_the_place_in_front_of_the_first_sentence(string paragraph, string? place) => Assert.Equal(place, DatelineReader.Read(paragraph)?.Value);

    [Fact]
    public void Dateline_is_read_behind_a_standfirst() =>
        Assert.Equal("BERGEN", DatelineReader.Of([new Paragraph("Two ferries met in the fog.", []), new Paragraph("BERGEN: Two ferries collided on Tuesday.", [])])?.Value);
}
