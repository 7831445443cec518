namespace NewsPlatform.Standalone.Intake;

/// <summary>What this run takes in.</summary>
/// <param name="Inputs">What the command line gave.</param>
/// <param name="DemoSources">Feeds and sitemap of the demo newsroom; empty without it.</param>
internal sealed record IntakeInputs(IReadOnlyList<Input> Inputs, IReadOnlyList<Uri> DemoSources);
