using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.Standalone.Demo;
using NewsPlatform.TestKit;

namespace NewsPlatform.EndToEndTests.Demo;

/// <summary>What the newcomer sees is right: each address of the demo newsroom ends as it should.</summary>
public sealed class DemoTests(DemoRun demo) : IClassFixture<DemoRun>
{
    public static TheoryData<string> Paths => [.. DemoRun.Expectations.Select(item => item.Path)];

    public static TheoryData<string> Articles => [.. DemoRun.Expectations.Where(item => item.Outcome == "stored").Select(item => item.Path)];

    public static TheoryData<string> Revised => [.. DemoRun.Expectations.Where(item => item.Revision is not null).Select(item => item.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public Task Address_of_the_newsroom_ends_as_expected(string path) => demo.Platform.RunAsync(async () =>
    {
        var expected = ExpectationOf(path);
        var trace = demo.Traces[path];

        Assert.True(trace is not null, $"{path} has no outcome: {await TraceOfAsync(path)}");
        var outcome = trace.Outcome.ToString().ToLowerInvariant();

        // An address that only has tracking parameters more is never a page of its own.
        var isOther = trace.Url != demo.UrlOf(path);
        Assert.True(isOther ? outcome == "stored" : outcome == expected.Outcome, $"{path} should be {expected.Outcome}: {trace}");
        Assert.True(
            expected.Reasons.Count == 0 || expected.Reasons.Any(reason => trace.ReasonCode.StartsWith(reason, StringComparison.Ordinal)),
            $"{path} should be {expected.Outcome} for {string.Join(" or ", expected.Reasons)}: {trace}");
        if (expected.SameAs is not null)
        {
            Assert.Equal(demo.Traces[expected.SameAs]?.Article, trace.Article);
        }
    });

    [Theory]
    [MemberData(nameof(Articles))]
    public Task Article_of_the_newsroom_is_what_its_page_says(string path) => demo.Platform.RunAsync(async () =>
    {
        var expected = ExpectationOf(path);
        var first = await FirstRevisionAsync(path);

        ArticleCheck.Check(expected, first);
        if (expected.CopyOf is not null)
        {
            var article = await ArticleAsync(path);
            Assert.Equal(demo.Traces[expected.CopyOf]?.Article, article.CopyOf);
        }
    });

    [Theory]
    [MemberData(nameof(Revised))]
    public Task Page_that_changes_becomes_a_revision(string path) => demo.Platform.RunAsync(async () =>
    {
        var revision = ExpectationOf(path).Revision!;
        Article article = new();
        await Wait.UntilAsync(
            async _ => (article = await ArticleAsync(path)).Revisions == 2,
            $"the second revision of {path}",
            TimeSpan.FromSeconds(90));

        Assert.Equal(2, article.Revision);
        Assert.Equal(revision.Title, article.Title);
        Assert.Contains(revision.NewWords, article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(revision.GoneWords, article.Text, StringComparison.Ordinal);
        var changes = await demo.Platform.ChangesAsync();
        Assert.Equal([ChangeKind.Stored, ChangeKind.Revised], changes.Where(change => change.Article.Name == article.Name).Select(change => change.Kind));
    });

    private static DemoExpectation ExpectationOf(string path) => DemoRun.Expectations.Single(item => item.Path == path);

    private async Task<string> TraceOfAsync(string path) =>
        (await demo.Platform.TracesAsync()).FirstOrDefault(trace => trace.Url == demo.UrlOf(path))?.ToString() ?? "never seen";

    private async Task<Article> ArticleAsync(string path) =>
        await demo.Platform.Store.LookupArticleAsync(new LookupArticleRequest { Url = demo.UrlOf(path) });

    private async Task<Article> FirstRevisionAsync(string path)
    {
        var article = await ArticleAsync(path);
        return article.Revisions == 1
            ? article
            : (await demo.Platform.Store.GetRevisionAsync(new GetRevisionRequest { Name = $"{article.Name}/revisions/1" })).Article;
    }
}
