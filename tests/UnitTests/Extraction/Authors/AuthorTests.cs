using NewsPlatform.Extraction.Authors;

namespace NewsPlatform.UnitTests.Extraction.Authors;

public sealed class AuthorTests
{
    [Theory]
    [InlineData("By Ann Lee", "Ann Lee")]
    [InlineData("By Ann Lee and Bo Chen, Political Editors", "Ann Lee;Bo Chen")]
    [InlineData("Von Anna Müller und Jörg Klein", "Anna Müller;Jörg Klein")]
    [InlineData("Par Émilie Dupont | Publié le 3 mai 2024", "Émilie Dupont")]
    [InlineData("By Ann Lee Published 3 May 2024", "Ann Lee")]
    [InlineData("https://facebook.com/ann", "")]
    [InlineData("ann@paper.example", "")]
    [InlineData("Updated", "")]
    [InlineData("Por", "")]
    [InlineData("بقلم ليلى منصور", "ليلى منصور")]
    [InlineData("लेखक मीनाक्षी तिवारी", "मीनाक्षी तिवारी")]
    [InlineData("文 北村美咲", "北村美咲")]
    public void Split_gives_names_only(string byline, string names) => Assert.Equal(names, string.Join(';', AuthorNames.Split(byline)));

    [Theory]
    [InlineData("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ann Lee\",\"url\":\"/ann\"}]}</script>", "")]
    [InlineData("<script type=application/ld+json>{\"@graph\":[{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"#ann\"}},{\"@type\":\"Person\",\"@id\":\"#ann\",\"name\":\"Ann Lee\"}]}</script>", "")]
    [InlineData("<meta name=author content='Ann Lee'>", "")]
    [InlineData("", "<a rel=author href=/ann>Ann Lee</a>")]
    [InlineData("", "<span class=byline>By Ann Lee</span>")]
    [InlineData("", "<p>By Ann Lee</p>")]
    public void Author_is_found_in_each_source(string head, string line)
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1>" + line + "<div>" + Pages.Prose + "</div></main>", head));
        var author = Assert.Single(article.Authors).Value;
        Assert.Equal(("Ann Lee", AuthorType.Person), (author.Name, author.Type));
    }

    [Fact]
    public void Author_of_an_agency_is_an_organisation() =>
        Assert.Equal(AuthorType.Organisation, Assert.Single(Pages.Article(Pages.Page("<article>" + Pages.Prose + "</article>", "<meta name=author content=Reuters>")).Authors).Value.Type);

    [Fact]
    public void Person_in_the_byline_beats_the_newspaper_as_author()
    {
        var article = Pages.Article(Pages.Page("<main><h1>Harbour bridge to close</h1><a rel=author href=/ann>Ann Lee</a><div>" + Pages.Prose + "</div></main>",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":\"The Paper\"}}</script>"));
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
    }
}
