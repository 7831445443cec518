namespace NewsPlatform.Cli.Offline;

/// <summary>A page to be extracted.</summary>
/// <param name="Id">As JSON, so that a number stays one.</param>
/// <param name="Path">Its file.</param>
/// <param name="Url">Its address; <see cref="PageAddress.Unknown"/> when nobody says.</param>
/// <param name="Error">Why there is no page to extract; null when there is.</param>
internal sealed record SavedPage(string Id, string Path, Uri Url, string? Error = null);
