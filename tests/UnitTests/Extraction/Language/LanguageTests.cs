using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Language;

public sealed class LanguageTests
{
    [Fact]
    public void Language_that_the_text_clearly_contradicts_is_not_believed()
    {
        var language = Pages.Article(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article>", lang: "de")).Language;
        Assert.Equal(("en", EvidenceMethod.Body), (language.Value, language.Evidence.Method));
        Assert.Contains(language.Others, other => other.Value == "de");
    }

    [Fact]
    public void Language_that_nobody_states_is_read_from_the_text() =>
        Assert.Equal("en", Pages.Article("<title>Harbour bridge to close</title><body><article>" + Pages.Prose + "</article>").Language.Value);
}
