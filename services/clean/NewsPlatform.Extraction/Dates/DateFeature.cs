namespace NewsPlatform.Extraction.Dates;

/// <summary>What is measured of a day that may be that of the publication. The names are those of the weights file.</summary>
internal enum DateFeature
{
    /// <summary>JSON-LD's <c>datePublished</c> says it.</summary>
    Graph,

    /// <summary>A meta element about the article says it.</summary>
    Head,

    /// <summary>A meta element says it that is as often about the file.</summary>
    File,

    /// <summary>Microdata say it.</summary>
    Markup,

    /// <summary>The address says it.</summary>
    Url,

    /// <summary>The feed says it.</summary>
    Feed,

    /// <summary>A field for the creation or upload says it, and no other field.</summary>
    CreatedOnly,

    /// <summary>Scripts or the description say it.</summary>
    State,

    /// <summary>It is printed anywhere.</summary>
    Print,

    /// <summary>It is printed in the article's head.</summary>
    PrintHead,

    /// <summary>It is printed and called the publication.</summary>
    PrintLabelled,

    /// <summary>It is printed in a line of its own.</summary>
    PrintPure,

    /// <summary>It is printed in a <c>time</c> element or one that is named after dates.</summary>
    PrintElement,

    /// <summary>It is printed in captions or long lines only.</summary>
    PrintAsideOnly,

    /// <summary>Nothing but print says it.</summary>
    PrintOnly,

    /// <summary>How near to the headline and how plainly the best printed one stands, as <see cref="PrintedDates"/> rates it.</summary>
    PrintRating,

    /// <summary>The rating of the best source.</summary>
    Rating,

    /// <summary>Two kinds of witnesses say it.</summary>
    TwoWitnesses,

    /// <summary>Three kinds of witnesses or more say it.</summary>
    ThreeWitnesses,

    /// <summary>Not printed, but the day before or after it is, in the head.</summary>
    NextToPrint,

    /// <summary>Printed in the head, and machines are told the day before or after.</summary>
    NextToMachine,

    /// <summary>Machines are told it, and a day further off is printed in the head.</summary>
    PrintElsewhere,

    /// <summary>The same, and what is printed is years later.</summary>
    PrintYearsLater,

    /// <summary>Printed in the head, and machines are told a later day.</summary>
    PrintIsEarlier,

    /// <summary>Printed in the head, and machines are told an earlier day.</summary>
    PrintIsLater,

    /// <summary>It is the earliest of all days.</summary>
    Earliest,

    /// <summary>It is the latest of several.</summary>
    Latest,

    /// <summary>Printed in the head, as another day is that is later, and none that is earlier.</summary>
    EarliestInHead,

    /// <summary>Printed in the head, as another day is that is earlier.</summary>
    LaterInHead,

    /// <summary>It is also the day of the last change.</summary>
    IsModified,

    /// <summary>It is later than the last change.</summary>
    AfterModified,

    /// <summary>What is printed elsewhere is the day of the last change.</summary>
    OtherIsModified,

    /// <summary>Printed in the head, later than what machines are told and the day of the last change: it is that.</summary>
    PrintIsChange,
}
