using CsCheck;

namespace NewsPlatform.UnitTests.Text;

/// <summary>Texts that no editor wrote: any UTF-16 units, among them halves of surrogate pairs, mixed with pieces that reach into grammars.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        "“", "”", "\"", "'", "’", "«", "»", "„", "「", "」", "said", "according to", "that", " ", ", ", ". ", "\n", "\n\n", "Mr.", "President ", "Imran Khan", "of", "University", "New Delhi",
        "US", "U.S.", "2022", "24", "-", "/", ":", "Thursday", "last", "next", "three", "days", "ago", "February", "weeks", "9999", "0", "p.m.", "俄罗斯", "東京", "हिन्दी", "россия", "😀", "e\u0301",
        "\u200D", "\uD800", "\uDC00", "it", "he", "and", "the", "&", "l'", "aujourd'hui", "il y a", "%", "1990s", "19th century", "every", "first quarter of", "McDonald's", "al-Assad", "İ", "ẞ",
    ];

    public static Gen<string> Units { get; } = Gen.Char['\0', '\uFFFF'].Array[0, 200].Select(c => new string(c));

    public static Gen<string> Mixed { get; } = Gen.OneOf(Gen.OneOf(Pieces), Gen.Char['\0', '\uFFFF'].Select(c => c.ToString())).Array[0, 120].Select(p => string.Concat(p));

    public static Gen<string> Any { get; } = Gen.OneOf(Units, Mixed);
}
