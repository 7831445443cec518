namespace NewsPlatform.Extraction.Dates;

/// <summary>Who says a date: two of them that agree are worth more than two fields of one.</summary>
[Flags]
internal enum DateWitness
{
    None = 0,

    /// <summary>JSON-LD.</summary>
    Graph = 1,

    /// <summary>A meta element that is about the article.</summary>
    Head = 2,

    /// <summary>A meta element that is as often about the file: <c>date</c>, <c>dc.date</c>.</summary>
    File = 4,

    /// <summary>Microdata or RDFa.</summary>
    Markup = 8,

    /// <summary>What a reader sees.</summary>
    Print = 16,

    /// <summary>The address.</summary>
    Url = 32,

    /// <summary>The feed.</summary>
    Feed = 64,

    /// <summary>The data of scripts, the description, the document's title.</summary>
    State = 128,
}
