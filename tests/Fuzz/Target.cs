namespace NewsPlatform.Fuzz;

/// <summary>Something that must not throw.</summary>
/// <param name="Run">Takes an input; throws when a promise is broken.</param>
/// <param name="Seeds">Inputs to begin with.</param>
/// <param name="MaxLength">Greatest length of an input in characters.</param>
/// <param name="MaxTime">Most processor time for one.</param>
internal sealed record Target(Action<string> Run, Func<IReadOnlyList<string>> Seeds, int MaxLength, TimeSpan MaxTime);
