using NewsPlatform.Extraction.Body;

namespace NewsPlatform.UnitTests.Extraction.Body;

public sealed class PhraseSearchTests
{
    private static readonly PhraseSearch Search = new("all rights reserved", "désinscription", "обновлен", "yazılar", "版权所有", "©");

    [Theory]
    [InlineData("The Courier. All Rights Reserved.", true)]
    [InlineData("DÉSINSCRIPTION à tout moment", true)]
    [InlineData("ОБНОВЛЕНО вчера", true)]
    [InlineData("son YAZıLAR", true)]
    [InlineData("版权所有 2026", true)]
    [InlineData("© 2026", true)]
    [InlineData("Desinscription", false)]
    [InlineData("The “café” reopened — at last…", false)]
    [InlineData("", false)]
    public void Phrases_are_found_in_any_case_and_script(string text, bool found) => Assert.Equal(found, Search.IsIn(text));
}
