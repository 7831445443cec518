using System.Text;
using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.UnitTests.Extraction.PlainText;

public sealed class PlainTextTests
{
    private static readonly string[] Paragraphs =
    [
        "Port Alder: The council voted on Tuesday to close the old harbour bridge, after engineers found cracks in two of its piers, and called for help from the region.",
        "Traffic will be led over the northern crossing until spring, the mayor said, and buses will run every ten minutes between the quay and the station.",
        "“We have no choice,” she told reporters on a visit (2-3 March). “The bridge was built for carts, not for lorries of forty tonnes, and it shows.”",
        "Shopkeepers on the quay fear for their trade, and have asked the city for help until the works are over, which nobody expects before the summer.",
        "The repairs are expected to cost eleven million, of which the region pays a third, and the rest is to come from the harbour dues of the next years.",
    ];

    private static ExtractionResult Extract(string text) =>
        ArticleExtractor.Extract(new Page(Encoding.UTF8.GetBytes(text), new Uri("https://paper.example/news/bridge")) { ContentType = "text/plain" }, ExtractionOptions.Default with { MaxTime = TimeSpan.FromSeconds(60) }, CancellationToken.None);

    private static ExtractedArticle Rendered(string clock, string support, string follow, string alsoRead, string tail)
    {
        var text = "pixel\n" + clock + "\n" + support + "\nHomeLocalHarbour bridge to close after cracks were...\n\nHarbour bridge to close after cracks were found\n\nShopkeepers fear for their trade while the city looks for eleven million and a plan.\n\n"
            + follow + " :\n\n" + string.Join("\n\n", Paragraphs[..3]) + "\n\n" + alsoRead + ": A tunnel that nobody wanted is to be opened at last\n\nA question of money\n\n" + string.Join("\n\n", Paragraphs[3..]) + "\n\n" + tail;
        var result = Extract(text);
        Assert.True(result.Article is not null, result.Rejection?.ToString());
        return result.Article;
    }

    [Theory]
    [InlineData("Thursday, May 9, 2024", "Support Our Journalism", "Follow Us", "Also read", "Support Our Journalism\n\nOur city needs fair reporting, and readers like you make it possible with a gift.\n\nLEAVE A REPLY\n\nPlease enter your comment!\n\nMost Popular")]
    [InlineData("Donnerstag, 9. Mai 2024", "Abonnieren", "Folgen Sie uns", "Lesen Sie auch", "Kommentare\n\nUnsere Leserinnen und Leser schreiben hier, was sie von der Sache halten, und wir lesen es.\n\nMeistgelesen")]
    [InlineData("jeudi 9 mai 2024", "Abonnez-vous", "Suivez-nous", "Lire aussi", "Laisser un commentaire\n\nVotre adresse ne sera pas publiée, et les champs obligatoires sont marqués ici, comme toujours.\n\nLes plus lus")]
    [InlineData("jueves, 9 de mayo de 2024", "Suscríbete", "Síguenos", "Lea también", "Deja un comentario\n\nTu dirección no será publicada, y los campos obligatorios están marcados aquí, como siempre.\n\nLo más leído")]
    public void Rendered_page_gives_the_article_without_its_furniture(string clock, string support, string follow, string alsoRead, string tail)
    {
        var article = Rendered(clock, support, follow, alsoRead, tail);
        Assert.Equal("Harbour bridge to close after cracks were found", article.Title.Value);
        Assert.Equal("Shopkeepers fear for their trade while the city looks for eleven million and a plan.", article.Standfirst?.Value);
        Assert.Equal("Port Alder", article.Dateline?.Value);
        Assert.Equal(Paragraphs, article.Blocks.OfType<Paragraph>().Select(paragraph => paragraph.Text));
        Assert.Equal("A question of money", Assert.Single(article.Blocks.OfType<Heading>()).Text);
        Assert.Equal(6, article.Blocks.Count);
        Assert.Equal(["Home", "Local"], article.Breadcrumbs);
        Assert.Null(article.Published);
        Assert.Null(article.Publisher);
    }

    [Fact]
    public void Byline_and_date_between_title_and_text_are_read()
    {
        var article = Extract("Harbour bridge to close after cracks were found\nBy Ann Lee\n3 May 2024\n\n" + string.Join("\n\n", Paragraphs)).Article!;
        Assert.Equal("Harbour bridge to close after cracks were found", article.Title.Value);
        Assert.Equal("Ann Lee", Assert.Single(article.Authors).Value.Name);
        Assert.Equal("2024-05-03", article.Published?.Value.ToString());
        Assert.Null(article.Standfirst);
    }

    [Fact]
    public void Text_wrapped_at_a_width_is_joined_to_paragraphs()
    {
        var wrapped = string.Join("\n\n", Paragraphs.Select(paragraph => Wrap(paragraph, 60)));
        var article = Extract("Harbour bridge to close after cracks were found\n\n" + wrapped).Article!;
        Assert.Equal(Paragraphs, article.Blocks.Select(block => block.PlainText));
    }

    [Theory]
    [InlineData("Just a moment...\nChecking your browser before accessing the site.", RejectionReason.BotChallenge)]
    [InlineData("404\nPage not found", RejectionReason.SoftNotFound)]
    [InlineData("A short note.", RejectionReason.TooShort)]
    [InlineData("{{}}[]==++//;;%%$$##@@!!^^&&**(())__--~~``||\\\\::\"\"''<<>>,,..??", RejectionReason.NotText)]
    public void Text_that_is_no_article_is_rejected_for_its_reason(string text, RejectionReason reason) => Assert.Equal(reason, Extract(text).Rejection?.Reason);

    private static string Wrap(string text, int width)
    {
        var result = new StringBuilder();
        var line = 0;
        foreach (var word in text.Split(' '))
        {
            if (line > 0)
            {
                result.Append(line + word.Length >= width ? '\n' : ' ');
                line = line + word.Length >= width ? 0 : line + 1;
            }

            result.Append(word);
            line += word.Length;
        }

        return result.ToString();
    }
}
