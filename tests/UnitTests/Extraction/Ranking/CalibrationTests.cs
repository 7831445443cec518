using NewsPlatform.Extraction.Ranking;

namespace NewsPlatform.UnitTests.Extraction.Ranking;

public sealed class CalibrationTests
{
    private static readonly Calibration Curves = Calibration.Read(new StringReader("# note\ntitle\t0\t0.2\t0.4\ntitle\t0\t0.6\t0.8\ntitle\t2\t0.5\t0.9\n"));

    [Theory]
    [InlineData(0, 0.1, 0.4)]
    [InlineData(0, 0.2, 0.4)]
    [InlineData(0, 0.4, 0.6)]
    [InlineData(0, 0.9, 0.8)]
    [InlineData(2, 0.1, 0.9)]
    [InlineData(7, 0.1, 0.9)]
    public void Confidence_lies_on_the_curve_of_its_grade(int grade, double raw, double confidence) => Assert.Equal(confidence, Curves.Of("title", grade, raw), 3);

    [Fact]
    public void Field_without_a_curve_keeps_what_its_reader_holds() => Assert.Equal(0.37, Curves.Of("date", 0, 0.37), 3);

    [Theory]
    [InlineData("title")]
    [InlineData("date")]
    [InlineData("image")]
    [InlineData("authors")]
    public void Shipped_curves_rise(string field)
    {
        for (var grade = 0; grade < Calibration.Grades; grade++)
        {
            var last = 0.0;
            for (var raw = 0.0; raw <= 1; raw += 0.05)
            {
                var confidence = Calibration.Default.Of(field, grade, raw);
                Assert.InRange(confidence, last, 0.99);
                last = confidence;
            }
        }
    }

    [Fact]
    public void What_lost_shares_what_the_winner_leaves()
    {
        var (one, other) = (Calibration.Rest(0.3, 0.6, 0.8), Calibration.Rest(0.1, 0.6, 0.8));
        Assert.Equal((0.15, 0.05), (one, other));
    }

    [Fact]
    public void Feature_that_does_not_exist_is_refused() => Assert.Throws<ArgumentException>(() => FeatureWeights<DayOfWeek>.Read(new StringReader("Noday\t1\n")));
}
