namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>What a word of time is; <c>calendar.txt</c> says what its value means.</summary>
internal enum CalendarKind
{
    Month,
    Weekday,
    Day,
    Unit,
    Number,
    Ordinal,
    Last,
    Next,
    This,
    Past,
    Ago,
    Later,
    BeforeLength,
    Every,
    Set,
    Part,
    Season,
    Link,
    Ref,
    Clue,
    Will,
    Mod,
}
