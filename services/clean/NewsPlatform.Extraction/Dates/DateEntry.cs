namespace NewsPlatform.Extraction.Dates;

/// <summary>A date that one source gives.</summary>
/// <param name="Date">The date.</param>
/// <param name="Evidence">The source, with its rating as confidence.</param>
/// <param name="Witness">Its kind.</param>
/// <param name="Signs">Where it stands.</param>
internal readonly record struct DateEntry(NewsDate Date, Evidence Evidence, DateWitness Witness, DateSign Signs);
