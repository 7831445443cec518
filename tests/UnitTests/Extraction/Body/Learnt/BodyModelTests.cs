using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Body;
using NewsPlatform.Extraction.Body.Learnt;

namespace NewsPlatform.UnitTests.Extraction.Body.Learnt;

public sealed class BodyModelTests
{
    private const string Article = "<main><article class=story-body><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article></main>";
    private const string Foot = "<footer class=footer><p>Sign up for our newsletter and never miss a story.</p></footer>";
    private static readonly string Menu = "<nav class=menu><ul>" + string.Concat(Enumerable.Repeat("<li><a href=/a>Home and more</a></li>", 30)) + "</ul></nav>";

    private static (PageScan Scan, BodySelection Rules) Seen(string html)
    {
        (PageScan, BodySelection)? seen = null;
        ArticleExtractor.Extract(
            new Page(System.Text.Encoding.UTF8.GetBytes(Pages.Page(html)), new Uri("https://paper.example/news/bridge")),
            ExtractionOptions.Default with { MaxTime = TimeSpan.FromMinutes(1), Observe = (scan, rules, _, _) => seen = (scan, rules) },
            CancellationToken.None);
        Assert.NotNull(seen);
        return seen.Value;
    }

    private static float[] Scores(string html) => Seen(html) is var (scan, rules) ? BodyModel.Shipped.Value!.Score(scan, rules, "Harbour bridge to close", "") : [];

    private static int IndexOf(PageScan scan, string start) => scan.Blocks.FindIndex(block => block.Text.StartsWith(start, StringComparison.Ordinal));

    [Fact]
    public void Model_is_shipped() => Assert.NotNull(BodyModel.Shipped.Value);

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void File_that_is_no_model_is_refused(byte[] bytes) => Assert.True(Record.Exception(() => BodyModel.Read(new MemoryStream(bytes))) is InvalidDataException or EndOfStreamException);

    [Fact]
    public void Article_scores_above_the_page_around_it()
    {
        var (scan, rules) = Seen(Menu + Article + Foot);
        var scores = BodyModel.Shipped.Value!.Score(scan, rules, "Harbour bridge to close", "");
        var worst = scan.Blocks.Select((block, i) => (block, i)).Where(b => Pages.Prose.Contains(b.block.Text, StringComparison.Ordinal)).Min(b => scores[b.i]);
        Assert.True(worst > scores[IndexOf(scan, "Sign up")]);
        Assert.True(worst > scores[IndexOf(scan, "Home")]);
    }

    [Fact]
    public void Same_page_gets_the_same_scores() => Assert.Equal(Scores(Menu + Article + Foot), Scores(Menu + Article + Foot));

    [Fact]
    public void Bounds_decide_what_is_kept()
    {
        var (scan, rules) = Seen(Menu + Article + Foot);
        BodySelection Chosen(float keep, float add) => LearntBody.Choose(BodyModel.Shipped.Value!.With(keep, add), scan, rules, "Harbour bridge to close", "");
        Assert.Equal(rules.Kept, Chosen(-100, 100).Kept);
        var scores = BodyModel.Shipped.Value!.Score(scan, rules, "Harbour bridge to close", "");
        var middle = rules.Kept.Select(i => scores[i]).Order().ElementAt(rules.Kept.Count / 2);
        Assert.InRange(Chosen(middle, 100).Kept.Count, 1, rules.Kept.Count - 1);
    }

    [Fact]
    public void Model_that_finds_nothing_leaves_it_to_the_rules()
    {
        var (scan, rules) = Seen(Menu + Article + Foot);
        Assert.Same(rules.Kept, LearntBody.Choose(BodyModel.Shipped.Value!.With(100, 100), scan, rules, "Harbour bridge to close", "").Kept);
    }

    [Fact]
    public void Small_page_is_left_to_the_rules()
    {
        var (scan, rules) = Seen(Article + Foot);
        Assert.Same(rules, LearntBody.Choose(BodyModel.Shipped.Value!.With(-100, -100), scan, rules, "Harbour bridge to close", ""));
    }

    [Fact]
    public void Table_is_kept_whole_or_not_at_all()
    {
        var (scan, rules) = Seen(Menu + "<main>" + Pages.Prose + "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2023</td><td>The works cost four million that year.</td></tr></table>" + Pages.Prose.Replace("council", "board", StringComparison.Ordinal) + "</main>");
        var cells = new[] { "Year", "Cost", "2023", "The works" }.Select(start => IndexOf(scan, start)).ToArray();
        foreach (var bound in new float[] { -4, -2, -1, 0, 1, 2, 4 })
        {
            var kept = LearntBody.Choose(BodyModel.Shipped.Value!.With(bound, bound), scan, rules, "Harbour bridge to close", "").Kept;
            Assert.True(cells.All(kept.Contains) || !cells.Any(kept.Contains));
        }
    }

    [Theory]
    [InlineData("<p><a href=/a>Mayor of the harbour town resigns over the bridge</a></p>", true)]
    [InlineData("<p>READ MORE: <a href=/a>Mayor of the harbour town resigns over the bridge.</a></p>", true)]
    [InlineData("<p>The <a href=/a>mayor of the harbour town resigns</a> over the bridge, it is said.</p>", false)]
    [InlineData("<p><a href=/a>Mayor of the harbour town resigns over the bridge, and the council looks for another who is to stay for longer</a></p><p><a href=/b>What the engineers wrote to the harbour town</a></p>", false)]
    public void Line_that_leads_to_another_page_is_never_taken(string line, bool never)
    {
        var (scan, rules) = Seen(Menu + "<main><h1>Harbour bridge to close</h1>" + Pages.Prose + line + Pages.Prose.Replace("council", "board", StringComparison.Ordinal) + "</main>");
        var kept = LearntBody.Choose(BodyModel.Shipped.Value!.With(-9, -9), scan, rules, "Harbour bridge to close", "").Kept;
        Assert.Equal(!never, kept.Contains(scan.Blocks.FindIndex(block => block.Text.Contains("harbour town", StringComparison.Ordinal))));
    }

    [Fact]
    public void Page_without_a_root_is_left_to_the_rules()
    {
        var rules = new BodySelection(-1, [], 0);
        Assert.Same(rules, LearntBody.Choose(BodyModel.Shipped.Value!, new PageScan(), rules, "", ""));
    }

    [Fact]
    public void Root_holds_what_is_kept()
    {
        var (scan, rules) = Seen(Menu + Article + Foot);
        var chosen = LearntBody.Choose(BodyModel.Shipped.Value!, scan, rules, "Harbour bridge to close", "");
        var root = scan.Containers[chosen.Root];
        Assert.All(chosen.Kept, i => Assert.InRange(i, root.FirstBlock, root.EndBlock - 1));
    }
}
