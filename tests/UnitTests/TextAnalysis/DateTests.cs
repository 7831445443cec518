using NewsPlatform.TextAnalysis.Dates;

namespace NewsPlatform.UnitTests.TextAnalysis;

public sealed class DateTests
{
    // Published on Friday, 25 February 2022.
    [Theory]
    [InlineData("They met on 24 February 2022.", "24 February 2022", "2022-02-24")]
    [InlineData("They met on Thursday, February 24, 2022.", "Thursday, February 24, 2022", "2022-02-24")]
    [InlineData("The visit (23-24 February) was short.", "23-24 February", "2022-02-23/2022-02-24")]
    [InlineData("They met on Feb. 24 in the city.", "Feb. 24", "2022-02-24")]
    [InlineData("They met on December 3 at noon sharp.", "December 3", "2021-12-03")]
    [InlineData("The law of 2022-02-24 stands.", "2022-02-24", "2022-02-24")]
    [InlineData("They came to power in 2020.", "2020", "2020")]
    [InlineData("It was built in the 1990s.", "1990s", "199")]
    [InlineData("It rose in March 2021 again.", "March 2021", "2021-03")]
    [InlineData("They met on Thursday.", "Thursday", "2022-02-24")]
    [InlineData("They will meet on Monday.", "Monday", "2022-02-28")]
    [InlineData("They met yesterday.", "yesterday", "2022-02-24")]
    [InlineData("They meet tomorrow morning.", "tomorrow morning", "2022-02-26TMO")]
    [InlineData("Prices rose last week.", "last week", "2022-W07")]
    [InlineData("Prices rose last year.", "last year", "2021")]
    [InlineData("He left three days ago.", "three days ago", "2022-02-22")]
    [InlineData("He left two years ago.", "two years ago", "2020")]
    [InlineData("A two-day visit began.", "two-day", "P2D")]
    [InlineData("The first visit in 23 years began.", "23 years", "P23Y")]
    [InlineData("The meeting began at 8:30 p.m. sharp.", "8:30 p.m.", "2022-02-25T20:30")]
    [InlineData("Sales fell in the third quarter of 2008.", "third quarter of 2008", "2008-Q3")]
    [InlineData("It was written in the 19th century.", "19th century", "18")]
    [InlineData("They meet every Monday.", "every Monday", "XXXX-WXX-1")]
    public void English_expression_is_resolved(string text, string expression, string value) => Check("en", text, expression, value);

    [Theory]
    [InlineData("de", "Er kam am 2. Oktober 2021 zurück.", "2. Oktober 2021", "2021-10-02")]
    [InlineData("de", "Er kam vor drei Tagen an.", "vor drei Tagen", "2022-02-22")]
    [InlineData("de", "Das Treffen war am 24.02.2022 hier.", "24.02.2022", "2022-02-24")]
    [InlineData("de", "Er kam letzte Woche an.", "letzte Woche", "2022-W07")]
    [InlineData("fr", "Il est arrivé le 24 février 2022 ici.", "24 février 2022", "2022-02-24")]
    [InlineData("fr", "Il est arrivé il y a trois jours.", "il y a trois jours", "2022-02-22")]
    [InlineData("es", "Llegó el 24 de febrero de 2022.", "24 de febrero de 2022", "2022-02-24")]
    [InlineData("es", "Llegó la semana pasada.", "semana pasada", "2022-W07")]
    [InlineData("es", "Llegó hace dos años.", "hace dos años", "2020")]
    [InlineData("pt", "Chegou em 24 de fevereiro de 2022.", "24 de fevereiro de 2022", "2022-02-24")]
    [InlineData("it", "È arrivato il 24 febbraio 2022.", "24 febbraio 2022", "2022-02-24")]
    [InlineData("nl", "Hij kwam op 24 februari 2022 aan.", "24 februari 2022", "2022-02-24")]
    public void Expression_of_another_language_is_resolved(string language, string text, string expression, string value) => Check(language, text, expression, value);

    [Theory]
    [InlineData("She may march with 2000 people; the sun sat low.")]
    [InlineData("It cost $2010 and 300 points.")]
    public void Other_words_and_numbers_are_no_dates(string text) => Assert.Empty(Analysis.Of(text).Dates);

    private static void Check(string language, string text, string expression, string value) =>
        Assert.Contains(Analysis.Of(text, language).Dates, d => d.Text == expression && d.Value == value);
}
