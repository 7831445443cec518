using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class BlockFeaturesTests
{
    private const string Html =
        "<nav class=menu><a href=/a>Home</a> <a href=/b>World</a></nav><main><article class='story-body x1' id=s><h1>Harbour bridge to close</h1>" + Pages.Prose
        + "<ul><li>Northern crossing: open</li><li>Quay: closed, 12 weeks</li></ul><table><tr><td>Cost</td><td>11 million</td></tr></table></article></main>"
        + "<aside class=related><h3><a href=/c>Ferry to run</a></h3><p>The council voted on Tuesday to close the old harbour bridge.</p></aside><footer>© The Paper</footer>";

    private static float[][] Rows(string html)
    {
        float[][] rows = [];
        ArticleExtractor.Extract(
            new Page(System.Text.Encoding.UTF8.GetBytes(Pages.Page(html)), new Uri("https://paper.example/news/bridge")),
            ExtractionOptions.Default with
            {
                MaxTime = TimeSpan.FromMinutes(1),
                Observe = (scan, rules, title, description) =>
                {
                    using var page = new PageView(scan, rules, title, description, new HashScores());
                    rows = [.. Enumerable.Range(0, scan.Blocks.Count).Select(i => Row(page, i))];
                },
            },
            CancellationToken.None);
        return rows;
    }

    private static float[] Row(PageView page, int block)
    {
        var row = new float[BlockFeatures.Count];
        Array.Fill(row, float.NaN);
        BlockFeatures.Describe(page, block, row);
        return row;
    }

    [Fact]
    public void Every_value_is_set() => Assert.All(Rows(Html), row => Assert.DoesNotContain(row, float.IsNaN));

    // A model fits only the values that it was trained on.
    [Fact]
    public void Values_are_those_that_the_model_was_trained_on()
    {
        var sum = Rows(Html).SelectMany((row, i) => row.Select((value, j) => (double)value * ((((i * 7) + j) % 101) + 1))).Sum();
        Assert.True(Math.Abs(sum - Pinned) < 1, $"The values changed (their sum is {sum:0.0}, not {Pinned:0.0}): train the model again, and change its magic.");
    }

    private const double Pinned = 120_196.4;

    /// <summary>A score for every token, so that the way from text to token counts too.</summary>
    private sealed class HashScores : TokenScores
    {
        public override int Of(uint token) => (int)(token % 41) - 20;
    }
}
