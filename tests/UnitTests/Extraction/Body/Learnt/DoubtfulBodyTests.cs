using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class DoubtfulBodyTests
{
    private static readonly PageScan Scan = Page();

    private static PageScan Page()
    {
        var scan = new PageScan();
        for (var i = 0; i < 10; i++)
        {
            scan.Blocks.Add(new TextBlock { Text = "A sentence of the page.", Anchors = [], Linked = 0, Emphasised = 0, Container = 0, Hints = ElementHint.None, Length = 100, Punctuation = 1, Small = 0 });
        }

        return scan;
    }

    // Ten blocks of the same length; what is not told stands for no chance.
    private static float[] Scores(params float[] scores) => [.. scores, .. Enumerable.Repeat(BodyModel.Never, 10 - scores.Length)];

    [Fact]
    public void Sure_body_stays_with_the_unlikely_left_out()
    {
        int[] kept = [0, 1, 2];
        Assert.Same(kept, DoubtfulBody.Or(Scan, Scores(3, 3, 3, -1, -1), kept));
    }

    [Fact]
    public void Likeliest_blocks_replace_a_body_that_is_none() =>
        Assert.Equal([1, 2, 3, 4], DoubtfulBody.Or(Scan, Scores(-6, -1, -1, -1, -1, -6), [0]));

    [Fact]
    public void What_has_no_chance_is_never_taken() => Assert.Equal([2], DoubtfulBody.Or(Scan, Scores(BodyModel.Never, BodyModel.Never, -2), []));

    [Fact]
    public void Blocks_that_are_all_like_menus_do_not_replace_a_short_body()
    {
        int[] kept = [0];
        Assert.Same(kept, DoubtfulBody.Or(Scan, Scores(-3, -3, -3, -3, -3, -3, -3, -3, -3, -3), kept));
    }

    [Fact]
    public void Page_without_a_chance_stays()
    {
        int[] kept = [0];
        Assert.Empty(DoubtfulBody.Or(Scan, Scores(), []));
        Assert.Equal(kept, DoubtfulBody.Or(Scan, Scores(-9.9f), kept));
    }
}
