namespace NewsPlatform.Text;

/// <summary>Writing systems told apart by code point (Unicode Scripts.txt, the parts that news is written in).</summary>
public enum Script : byte
{
    /// <summary>Not a letter.</summary>
    None,

    /// <summary>A letter of another script, or one outside the Basic Multilingual Plane.</summary>
    Other,
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Armenian,
    Georgian,
    Ethiopic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Khmer,
    Burmese,
    Hangul,

    /// <summary>Hiragana and katakana.</summary>
    Kana,

    /// <summary>Chinese characters, also of Japanese.</summary>
    Han,
}
