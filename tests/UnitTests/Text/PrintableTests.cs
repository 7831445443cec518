using System.Globalization;
using CsCheck;
using NewsPlatform.Text;

namespace NewsPlatform.UnitTests.Text;

public sealed class PrintableTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Grüße, 世界 😀", "Grüße, 世界 😀")]
    [InlineData("a\tb\nc\r\u2028d", "a b c  d")]
    [InlineData("\u001b[31mred\u009b0m\u0007", "[31mred0m")]
    [InlineData("\u202Eturned\u2066round\u2069", "turnedround")]
    public void Line_has_nothing_that_steers_a_terminal(string? text, string expected) => Assert.Equal(expected, Printable.Line(text));

    [Fact]
    public void Half_of_a_character_is_left_out() => Assert.Equal("half  pair", Printable.Line("half " + '\uD83D' + " pair"));

    [Fact]
    public void Line_of_any_text_is_one_line_without_controls_and_stays_as_it_is() =>
        HostileText.Any.Sample(text =>
        {
            var line = Printable.Line(text);
            return !line.Any(char.IsControl) && line.Length <= text.Length && Printable.Line(line) == line
                && !line.Any(c => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        });
}
