namespace NewsPlatform.Extraction;

/// <summary>Where a value comes from.</summary>
/// <param name="Method">The kind of source.</param>
/// <param name="Place">Where in the page: a CSS path, a meta name, a JSON pointer.</param>
/// <param name="Raw">The text the value was read from, at most 200 characters.</param>
/// <param name="Confidence">How far the value is trusted, 0 to 1.</param>
public sealed record Evidence(EvidenceMethod Method, string? Place, string? Raw, double Confidence);
