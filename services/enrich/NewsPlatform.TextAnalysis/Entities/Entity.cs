namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>Someone or something named in a text, with all its mentions.</summary>
public sealed record Entity
{
    /// <summary>What kind of thing it is.</summary>
    public required EntityType Type { get; init; }

    /// <summary>The fullest name, without titles; the gazetteer's English name where it is known.</summary>
    public required string Name { get; init; }

    /// <summary>Identifiers by scheme: <c>wikidata</c> (Q-id), <c>geonames</c>, <c>iso3166</c>.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; init; } = new Dictionary<string, string>();

    /// <summary>Degrees north, -90 to 90; with <see cref="Longitude"/>, only for places that the gazetteer knows.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, -180 to 180.</summary>
    public double? Longitude { get; init; }

    /// <summary>How sure the type and the identity are, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>How much the text is about it, 0 to 1; the most salient entity of a text has 1.</summary>
    public required double Salience { get; init; }

    /// <summary>Where it is mentioned, in text order; at least one.</summary>
    public required IReadOnlyList<Mention> Mentions { get; init; }
}
