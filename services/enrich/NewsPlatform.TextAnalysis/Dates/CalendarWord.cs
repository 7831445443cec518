namespace NewsPlatform.TextAnalysis.Dates;

/// <summary>The kinds of word of time that one word is, each with its value.</summary>
internal sealed class CalendarWord
{
    private static readonly int Kinds = Enum.GetValues<CalendarKind>().Length;

    private static readonly CalendarKind[] Beginnings =
    [
        CalendarKind.Month, CalendarKind.Weekday, CalendarKind.Day, CalendarKind.Unit, CalendarKind.Number, CalendarKind.Ordinal, CalendarKind.Last, CalendarKind.Next, CalendarKind.This,
        CalendarKind.Past, CalendarKind.BeforeLength, CalendarKind.Every, CalendarKind.Set, CalendarKind.Ref,
    ];

    private readonly string?[] _values = new string?[Kinds];

    /// <summary>Whether an entry of several tokens begins with this word.</summary>
    public bool BeginsPhrase { get; set; }

    /// <summary>Whether an expression can begin with this word: not with the likes of "in", "of" and "ago".</summary>
    public bool MayBegin => BeginsPhrase || Beginnings.Any(kind => this[kind] is not null);

    /// <summary>The value of the word as one of a kind; null when it is none.</summary>
    public string? this[CalendarKind kind]
    {
        get => _values[(int)kind];
        set => _values[(int)kind] = value;
    }
}
