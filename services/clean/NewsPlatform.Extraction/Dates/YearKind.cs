namespace NewsPlatform.Extraction.Dates;

/// <summary>The calendars in which news pages print dates.</summary>
internal enum YearKind
{
    /// <summary>The Gregorian calendar; also with years counted in another way (Thailand, Japan, Taiwan).</summary>
    Gregorian,

    /// <summary>The Persian solar calendar (Jalali).</summary>
    Persian,

    /// <summary>The Islamic lunar calendar as reckoned in Saudi Arabia (Umm al-Qura).</summary>
    Islamic,
}
