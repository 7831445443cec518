using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Kinds;

public sealed class KindTests
{
    [Fact]
    public void Bold_questions_with_answers_are_an_interview()
    {
        var turns = string.Concat(Enumerable.Range(1, 4).Select(i => "<p><b>What did the engineers tell you in week " + i + "?</b></p><p>That the piers would not hold another winter, and that week " + i + " was the last chance to act.</p>"));
        Assert.Equal(ArticleKind.Interview, Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + turns + "</article>")).Kind);
    }

    [Theory]
    [InlineData("The Lamp Room review: a play in the dark", ArticleKind.Review)]
    [InlineData("Review: The Lamp Room", ArticleKind.Review)]
    [InlineData("Review finds failings at the harbour office", ArticleKind.Article)]
    public void Title_of_a_review_is_told_from_a_report_on_one(string title, ArticleKind kind) =>
        Assert.Equal(kind, Pages.Article("<title>" + title + "</title><body><article><h1>" + title + "</h1>" + Pages.Prose + "</article>").Kind);
}
