using NewsPlatform.Extraction.Body;

namespace NewsPlatform.UnitTests.Extraction.Body;

public sealed class LineStartsTests
{
    private static readonly LineStarts Starts = new(["read more", "read also", "à lire aussi", "→ lire", "関連記事"]);

    [Theory]
    [InlineData("Read more: the harbour", true)]
    [InlineData("READ ALSO", true)]
    [InlineData("À LIRE AUSSI : le port", true)]
    [InlineData("→ Lire la suite", true)]
    [InlineData("関連記事：港", true)]
    [InlineData("Reading more", false)]
    [InlineData("They read more", false)]
    [InlineData("r", false)]
    [InlineData("", false)]
    public void Line_that_one_of_the_phrases_opens_is_told_in_any_case_of_letters(string line, bool expected) => Assert.Equal(expected, Starts.Open(line));
}
