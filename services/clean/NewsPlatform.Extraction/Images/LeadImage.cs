namespace NewsPlatform.Extraction.Images;

/// <summary>The picture that stands for the article.</summary>
/// <param name="Url">Its address; always http or https.</param>
/// <param name="Caption">The caption, or null.</param>
/// <param name="Credit">Who made it, or null.</param>
/// <param name="Width">Pixels, as declared.</param>
/// <param name="Height">Pixels, as declared.</param>
public sealed record LeadImage(Uri Url, string? Caption, string? Credit, int? Width, int? Height);
