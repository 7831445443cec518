using NewsPlatform.Text;

namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>An entity with the places of its mentions in UTF-16 units, for the annotators that build on it.</summary>
internal sealed record RecognisedEntity(Entity Entity, List<TextSpan> Mentions);
