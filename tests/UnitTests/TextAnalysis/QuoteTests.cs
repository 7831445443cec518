using NewsPlatform.TextAnalysis.Quotes;

namespace NewsPlatform.UnitTests.TextAnalysis;

public sealed class QuoteTests
{
    [Theory]
    [InlineData("“We will rebuild the bridge this year,” said Maria Lopez on Monday.", "Maria Lopez", "en")]
    [InlineData("Maria Lopez said: “We will rebuild the bridge this year.”", "Maria Lopez", "en")]
    [InlineData("\"We will rebuild the bridge this year,\" Maria Lopez said.", "Maria Lopez", "en")]
    [InlineData("“We will rebuild the bridge,” Maria Lopez, president of the council, told reporters.", "Maria Lopez", "en")]
    [InlineData("“The talks will go on until all agree,” said the statement.", "the statement", "en")]
    [InlineData("According to Maria Lopez, “the bridge will be rebuilt this year at last”.", "Maria Lopez", "en")]
    [InlineData("„Wir werden die Brücke noch in diesem Jahr bauen“, sagte Angela Merkel am Montag.", "Angela Merkel", "de")]
    [InlineData("Nach Angaben von Maria Lopez „wird die Brücke noch in diesem Jahr endlich gebaut“.", "Maria Lopez", "de")]
    [InlineData("« Nous allons reconstruire le pont cette année », a déclaré Emmanuel Macron lundi.", "Emmanuel Macron", "fr")]
    [InlineData("«Vamos a reconstruir el puente este año», dijo Pedro Sánchez el lunes.", "Pedro Sánchez", "es")]
    public void Speaker_is_found(string text, string speaker, string language)
    {
        var quote = Assert.Single(Analysis.Of(text, language).Quotes);
        Assert.Equal(speaker, quote.Speaker);
        Assert.NotEqual(QuoteKind.Indirect, quote.Kind);
    }

    [Fact]
    public void Pronoun_stands_for_the_person_mentioned_last()
    {
        const string text = "Maria Lopez came late. “The road was closed for hours,” she said.";
        var quote = Assert.Single(Analysis.Of(text).Quotes);
        Assert.Equal("Maria Lopez", quote.Speaker);
        Assert.Equal("she", text[quote.SpeakerStart!.Value..quote.SpeakerEnd!.Value]);
    }

    [Fact]
    public void Fragment_is_a_partial_quote()
    {
        var quote = Assert.Single(Analysis.Of("Maria Lopez called the plan “a serious mistake for the city” on Monday.").Quotes);
        Assert.Equal((QuoteKind.Partial, "Maria Lopez"), (quote.Kind, quote.Speaker));
    }

    [Fact]
    public void Who_is_told_is_not_the_speaker() =>
        Assert.Equal("Maria Lopez", Assert.Single(Analysis.Of("Maria Lopez told the press: “We have waited for the bridge for many years.”").Quotes).Speaker);

    [Fact]
    public void Capitalised_name_is_no_word_of_speech() => Assert.Empty(Analysis.Of("The United States “border plan” has been on the desk for months.").Quotes);

    [Fact]
    public void Scare_quotes_are_left_out() => Assert.Empty(Analysis.Of("The so-called “smart city” was never built, and the “old town” is gone.").Quotes);

    [Fact]
    public void Long_quote_goes_on_in_the_next_paragraph()
    {
        const string text = "Maria Lopez said: “We have waited for the bridge for many years.\n\n“Now it will be built at last, and we are glad.”";
        Assert.Equal(["Maria Lopez", "Maria Lopez"], Analysis.Of(text).Quotes.Select(q => q.Speaker));
    }

    [Theory]
    [InlineData("Maria Lopez said that the bridge would be rebuilt this year.", "the bridge would be rebuilt this year")]
    [InlineData("The bridge would be rebuilt this year, Maria Lopez said.", "The bridge would be rebuilt this year")]
    [InlineData("According to Maria Lopez, the bridge would be rebuilt this year.", "the bridge would be rebuilt this year")]
    public void Reported_clause_is_an_indirect_quote(string text, string clause)
    {
        var quote = Assert.Single(Analysis.Of(text).Quotes);
        Assert.Equal((QuoteKind.Indirect, clause, "Maria Lopez"), (quote.Kind, quote.Text, quote.Speaker));
    }

    [Fact]
    public void Apostrophes_are_no_quotation_marks() => Assert.Empty(Analysis.Of("The players’ union and the fans’ club didn’t know who’d won ’til noon.").Quotes);
}
