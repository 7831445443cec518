namespace NewsPlatform.TextAnalysis.Entities;

/// <summary>What kind of thing a name names.</summary>
public enum EntityType
{
    /// <summary>Something else with a name: a work, a product, or a name of unknown kind.</summary>
    Other,
    Person,
    Organisation,
    Place,
    Event,
}
