namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>What a word or phrase tells of a name; <c>lexicon.txt</c> explains the kinds.</summary>
[Flags]
internal enum NameKinds
{
    None = 0,
    Title = 1,
    OrganisationLast = 1 << 1,
    OrganisationFirst = 1 << 2,
    OrganisationKnown = 1 << 3,
    PlaceLast = 1 << 4,
    PlaceFirst = 1 << 5,
    PlaceKnown = 1 << 6,
    EventLast = 1 << 7,
    EventFirst = 1 << 8,
    EventKnown = 1 << 9,
    NotName = 1 << 10,
    Demonym = 1 << 11,

    /// <summary>An entry of several tokens begins with the word.</summary>
    BeginsPhrase = 1 << 12,

    OrganisationWord = OrganisationFirst | OrganisationLast,
    Known = OrganisationKnown | PlaceKnown,
}
