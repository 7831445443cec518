using NewsPlatform.Extraction.Quality;

namespace NewsPlatform.UnitTests.Extraction.Quality;

public sealed class QualityFlagTests
{
    private const string LongSentence = "The engineers found cracks in two of the piers when they looked at the old bridge with their cameras in the spring.";

    [Fact]
    public void Sound_article_has_no_flags() => Assert.Empty(Flags(Many(12)));

    [Fact]
    public void Few_words_are_short() => Assert.Equal([QualityFlags.Short], Flags(Pages.Prose[..Pages.Prose.IndexOf("<p>“", StringComparison.Ordinal)]));

    [Theory]
    [InlineData("and then the mayor said that the…")]
    [InlineData("and then the mayor said that the ...")]
    [InlineData("and then the mayor said that the [...]")]
    public void Text_that_breaks_off_is_truncated(string last) => Assert.Contains(QualityFlags.Truncated, Flags(Many(12) + "<p>When the works were over, the council met again " + last + "</p>"));

    [Theory]
    [InlineData(900, true)]
    [InlineData(300, false)]
    [InlineData(100, false)]
    public void Text_far_shorter_than_the_publisher_counts_is_truncated(int declared, bool truncated) =>
        Assert.Equal(
            truncated,
            Flags(Many(12), "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Harbour bridge to close\",\"datePublished\":\"2026-03-04\",\"wordCount\":" + declared + "}</script>")
                .Contains(QualityFlags.Truncated));

    [Theory]
    [InlineData("Der Bürgermeister sagte, die Brücke über den Fluss müsse geschlossen werden.", false)]
    [InlineData("Der BÃ¼rgermeister sagte, die BrÃ¼cke Ã¼ber den Fluss mÃ¼sse geschlossen werden.", true)]
    [InlineData("The mayorâ€™s word was â€œnoâ€\u009d, and the councilâ€™s was as well.", true)]
    [InlineData("The m\uFFFDyor s\uFFFDid th\uFFFDt the bridge must be closed.", true)]
    [InlineData("The mayor &amp; the council &#8217;agreed&#8217; on it.", true)]
    [InlineData("Мэр сказал, что мост надо закрыть до весны, и с этим согласились все.", false)]
    [InlineData("ÐœÑÑ€ ÑÐºÐ°Ð·Ð°Ð», Ñ‡Ñ‚Ð¾ Ð¼Ð¾ÑÑ‚ Ð½Ð°Ð´Ð¾ Ð·Ð°ÐºÑ€Ñ‹Ñ‚ÑŒ", true)]
    [InlineData("«Ça ira», dit-il à Noël ; l’été, où l’on s’égaye, n’est pas loin : « déjà ».", false)]
    [InlineData("Ändå åkte många från Älvsjö till Öland i år, sade hon; så är det.", false)]
    [InlineData("Write &amp; for an ampersand, the manual says.", false)]
    public void Broken_characters_are_told_from_letters_with_accents(string text, bool garbled) => Assert.Equal(garbled, GarbledText.Is(text));

    [Fact]
    public void Paragraph_that_comes_twice_is_repeated() =>
        Assert.Contains(QualityFlags.RepeatedParagraphs, Flags(Many(12) + "<p>" + LongSentence + "</p><p>It rained.</p><p>" + LongSentence + "</p>"));

    [Theory]
    [InlineData("de", true)]
    [InlineData("en", false)]
    [InlineData("en-GB", false)]
    public void Declared_language_that_the_text_is_not_in_is_wrong(string declared, bool wrong) =>
        Assert.Equal(wrong, Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Many(12) + "</article>", lang: declared)).Flags.Contains(QualityFlags.WrongLanguage));

    [Fact]
    public void Plain_text_is_flagged_as_such_and_for_its_text() =>
        Assert.Contains(
            QualityFlags.PlainText,
            Pages.Extract(string.Join("\n\n", Enumerable.Range(0, 8).Select(i => LongSentence.Replace("two", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))), contentType: "text/plain").Article!.Flags);

    private static IReadOnlyList<string> Flags(string body, string head = "") => Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + body + "</article>", head)).Flags;

    // Twelve different paragraphs: nothing in them repeats.
    private static string Many(int count) => string.Concat(Enumerable.Range(1, count).Select(i =>
        $"<p>On day {i} of the works the divers measured pier number {i}, and found that {i * 7} stones of it had moved by a hand's breadth.</p>"));
}
