namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>A place of the gazetteer. Kinds: <c>C</c> country, <c>K</c> capital, <c>A</c> first-level division, <c>P</c> populated place.</summary>
internal sealed record Place(char Kind, string Name, string Country, double? Latitude, double? Longitude, int Population, string Geonames, string Wikidata);
