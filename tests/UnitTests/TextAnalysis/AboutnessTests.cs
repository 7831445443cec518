using NewsPlatform.TextAnalysis;
using NewsPlatform.TextAnalysis.Tone;

namespace NewsPlatform.UnitTests.TextAnalysis;

public sealed class AboutnessTests
{
    private const string Match = "The striker scored two goals as the team won the match. The coach praised the players after the victory in the cup. "
        + "Fans filled the stadium for the final. The bus was late.";

    [Theory]
    [InlineData("en", Match, "medtop:15000000")]
    [InlineData("en", "The court sentenced the man to ten years in prison for murder after a long trial; the judge rejected the appeal.", "medtop:02000000")]
    [InlineData("fr", "Le ministre a présenté le budget au parlement ; l'opposition et les députés préparent l'élection présidentielle.", "medtop:11000000")]
    [InlineData("de", "Die Mannschaft gewann das Spiel in der Bundesliga; der Trainer lobte den Torwart und die Spieler.", "medtop:15000000")]
    public void Best_topic_is_what_most_words_speak_for(string language, string text, string topic) => Assert.Equal(topic, Analysis.Of(text, language).Topics[0].Id);

    [Fact]
    public void Section_in_the_address_decides_where_the_text_does_not()
    {
        var document = new Document("They came back late on Saturday and everybody was tired.") { Language = "en", Url = "https://news.example/sport/football-news/they-came-back" };
        Assert.Equal("medtop:15000000", ArticleAnalyzer.Analyze(document, new AnalysisOptions(), CancellationToken.None).Topics[0].Id);
    }

    [Fact]
    public void Language_without_words_has_no_topics() => Assert.Empty(Analysis.Of("Belediye meclisi gelecek hafta eski köprüyü oylayacak.", "tr").Topics);

    [Fact]
    public void Repeated_phrase_is_a_keyphrase_and_function_words_are_none()
    {
        const string text = "The carbon tax was debated again. A carbon tax raises prices, and the carbon tax divides the parties of the land.";
        var phrases = Analysis.Of(text).Keyphrases;
        Assert.Equal("carbon tax", phrases[0].Text);
        Assert.DoesNotContain(phrases, p => p.Text is "the" or "and" or "of");
    }

    [Theory]
    [InlineData("harbour bridge", true)]
    [InlineData("Harbour Bridge", true)]
    [InlineData("harbour\u00A0bridge", false)]
    [InlineData("harbour  bridge", false)]
    public void Phrase_is_the_same_in_any_case_but_not_with_another_gap(string again, bool same)
    {
        var keyphrases = Analysis.Of($"They closed the harbour bridge. It was the {again} that nobody used.").Keyphrases;
        Assert.Equal(same, keyphrases[0].Text == "harbour bridge");
    }

    [Fact]
    public void Keyphrase_does_not_cut_a_name()
    {
        var phrases = Analysis.Of("Prime Minister Imran Khan spoke. Prime Minister Imran Khan left. Prime Minister Imran Khan won.").Keyphrases;
        Assert.DoesNotContain(phrases, p => p.Text is "Minister Imran" or "Minister Imran Khan" or "Prime Minister Imran");
    }

    [Fact]
    public void Summary_begins_with_the_lead_in_text_order()
    {
        var summary = Analysis.Of(Match).Summary;
        Assert.Equal(3, summary.Count);
        Assert.StartsWith("The striker scored", summary[0].Text, StringComparison.Ordinal);
        Assert.True(summary[0].Start < summary[1].Start && summary[1].Start < summary[2].Start);
    }

    [Theory]
    [InlineData("The wonderful rescue was a great success and everyone was happy.", Polarity.Positive)]
    [InlineData("The terrible attack killed many people and was a horrible disaster.", Polarity.Negative)]
    [InlineData("The committee met on the second floor of the building.", Polarity.Neutral)]
    [InlineData("The result was not good.", Polarity.Negative)]
    public void English_tone_follows_its_words(string text, Polarity polarity) => Assert.Equal(polarity, Analysis.Of(text).Tone!.Label);

    [Fact]
    public void Language_without_lexicon_has_no_tone() => Assert.Null(Analysis.Of("Der Stadtrat stimmt nächste Woche über die alte Brücke ab.", "de").Tone);

    [Fact]
    public void Tone_towards_a_person_is_that_of_the_sentence()
    {
        var target = Assert.Single(Analysis.Of("The trial began today. The awful killer Maria Lopez betrayed and robbed her friends.").Targets);
        Assert.Equal(Polarity.Negative, target.Label);
    }
}
