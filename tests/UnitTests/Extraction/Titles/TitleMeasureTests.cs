using CsCheck;
using NewsPlatform.Extraction.Titles;

namespace NewsPlatform.UnitTests.Extraction.Titles;

public sealed class TitleMeasureTests
{
    private static readonly string[] Words = ["ferry", "Ferry", "FERRY", "boat", "to", "the", "Île", "île", "", "x-ray", "7", "港"];

    // Few words and many are counted in different ways.
    private static readonly Gen<string> Text = Gen.Int[0, Words.Length - 1].Select(static index => Words[index]).Array[0, 40].Select(static words => string.Join(' ', words));

    [Theory]
    [InlineData("Ferry returns", "ferry, returns!", 1)]
    [InlineData("Ferry returns", "", 0)]
    [InlineData("Ferry returns", "Ferry returns to the island", 12.0 / 23)]
    [InlineData("Ferry returns to the small island", "Ferry returns to the small island on Monday, says the mayor", 0.9)]
    [InlineData("Boat Returns To Town", "The ferry returns to port", 0.4)]
    public void Overlap_is_the_share_of_the_longer_text(string one, string other, double expected) => Assert.Equal(expected, TitleMeasure.Overlap(one, other), 6);

    [Fact]
    public void Overlap_of_texts_that_do_not_hold_each_other_is_that_of_the_sets_of_their_words() => Gen.Select(Text, Text).Sample((one, other) =>
    {
        var (left, right) = (TitleMeasure.Key(one), TitleMeasure.Key(other));
        if (left.Length == 0 || right.Length == 0 || left.Contains(right, StringComparison.Ordinal) || right.Contains(left, StringComparison.Ordinal))
        {
            return;
        }

        var words = new HashSet<string>(one.Split(' '), StringComparer.OrdinalIgnoreCase);
        var others = new HashSet<string>(other.Split(' '), StringComparer.OrdinalIgnoreCase);
        Assert.Equal((double)words.Count(others.Contains) / Math.Max(words.Count, others.Count), TitleMeasure.Overlap(one, other));
    });
}
