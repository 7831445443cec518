using NewsPlatform.Extraction.Blocks;

namespace NewsPlatform.UnitTests.Extraction.Body;

public sealed class CopiesTests
{
    private static readonly string[] Paragraphs =
    [
        "The council voted on Tuesday to close the old harbour bridge, after engineers found cracks in two of its piers.",
        "Traffic will be led over the northern crossing until spring, the mayor said, and buses will run every ten minutes.",
        "Shopkeepers on the quay fear for their trade, and have asked the city for help until the works are over.",
    ];

    private static readonly string Whole = string.Join(' ', Paragraphs);

    private static string Marked(IEnumerable<string> texts) => string.Concat(texts.Select(text => $"<p>{text}</p>"));

    [Fact]
    public void Text_printed_again_as_one_run_stands_once_and_in_its_paragraphs()
    {
        var before = Pages.Article(Pages.Page("<main><p>" + Whole + "</p>" + Marked(Paragraphs) + "</main>"));
        var behind = Pages.Article(Pages.Page("<main>" + Marked(Paragraphs) + "<p>" + Whole + "</p></main>"));
        Assert.Equal(Paragraphs, before.Blocks.OfType<Paragraph>().Select(static block => block.Text));
        Assert.Equal(Paragraphs, behind.Blocks.OfType<Paragraph>().Select(static block => block.Text));
    }

    [Fact]
    public void Text_printed_twice_stands_once()
    {
        var article = Pages.Article(Pages.Page("<main><div class=small>" + Marked(Paragraphs) + "</div><div class=wide>" + Marked(Paragraphs) + "</div></main>"));
        Assert.Equal(Paragraphs, article.Blocks.OfType<Paragraph>().Select(static block => block.Text));
    }

    [Fact]
    public void Sentence_said_again_in_a_long_text_stays()
    {
        var long_ = Enumerable.Range(1, 12).Select(i => $"In the year {i} of the works the builders of section {i} found {i * 3} stones with signs that nobody on the quay had seen before.");
        var article = Pages.Article(Pages.Page("<main>" + Marked([Paragraphs[0], .. long_, Paragraphs[0]]) + "</main>"));
        Assert.Equal(2, article.Blocks.OfType<Paragraph>().Count(static block => block.Text == Paragraphs[0]));
    }

    [Fact]
    public void Refrain_of_a_song_stays()
    {
        const string Refrain = "Oh carry me over the water, carry me over the sea, carry me home to the harbour where my love waits for me";
        string[] song = [Paragraphs[0], Refrain, Paragraphs[1], Refrain, Paragraphs[2], Refrain];
        Assert.Equal(song, Pages.Article(Pages.Page("<main>" + Marked(song) + "</main>")).Blocks.OfType<Paragraph>().Select(static block => block.Text));
    }

    [Fact]
    public void Text_printed_for_three_widths_stands_once()
    {
        var article = Pages.Article(Pages.Page("<main><div>" + Marked(Paragraphs) + "</div><div>" + Marked(Paragraphs) + "</div><div>" + Marked(Paragraphs) + "</div></main>"));
        Assert.Equal(Paragraphs, article.Blocks.OfType<Paragraph>().Select(static block => block.Text));
    }
}
