using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class WordDistanceTests
{
    [Theory]
    [InlineData("", "", 0, 0)]
    [InlineData("", "three new words", 3, 0)]
    [InlineData("three old words", "", 0, 3)]
    [InlineData("the ferry sails at noon", "the ferry sails at noon", 0, 0)]
    [InlineData("the ferry sails at noon", "the  ferry\n\nsails at noon", 0, 0)]
    [InlineData("the ferry sails at noon", "the old ferry sails at dawn", 2, 1)]
    [InlineData("a b c d e f", "d e f a b c", 3, 3)]
    [InlineData("船は正午に出る", "船は夜に出る", 1, 2)]
    public void Words_that_came_and_went_are_counted(string before, string after, int added, int removed)
    {
        var distance = WordDistance.Between(before, after);

        Assert.Equal((added, removed), (distance.Added, distance.Removed));
    }

    [Fact]
    public void Ratio_is_one_for_texts_with_nothing_in_common_and_zero_for_none()
    {
        Assert.Equal(1, WordDistance.Between("one two", "three four five").Ratio);
        Assert.Equal(0, WordDistance.Between("", "").Ratio);
    }

    [Fact]
    public void Long_texts_that_differ_in_all_are_measured_by_what_they_are_made_of()
    {
        var before = string.Join(' ', Enumerable.Range(0, 50_000).Select(i => $"a{i} same"));
        var after = string.Join(' ', Enumerable.Range(0, 50_000).Select(i => $"same b{i}"));

        var distance = WordDistance.Between(before, after);

        Assert.Equal((50_000, 50_000), (distance.Added, distance.Removed));
        Assert.Equal(0.5, distance.Ratio);
    }

    [Fact]
    public void Distance_is_the_shortest_way_that_any_two_short_texts_have()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var (a, b) = (Any(random), Any(random));

            var distance = WordDistance.Between(string.Join(' ', a), string.Join(' ', b));

            var common = LongestCommon(a, b);
            Assert.Equal((b.Length - common, a.Length - common), (distance.Added, distance.Removed));
        }
    }

    private static string[] Any(Random random) => [.. Enumerable.Range(0, random.Next(12)).Select(_ => $"w{random.Next(4)}")];

    private static int LongestCommon(string[] a, string[] b)
    {
        var lengths = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                lengths[i, j] = a[i - 1] == b[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths[a.Length, b.Length];
    }
}
