namespace NewsPlatform.Quality;

/// <summary>Suites that bound time and memory run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QualitySuites
{
    public const string Name = "quality";
}
