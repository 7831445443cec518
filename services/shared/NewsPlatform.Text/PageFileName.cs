namespace NewsPlatform.Text;

/// <summary>What the name of a file says of the page that was saved in it.</summary>
public static class PageFileName
{
    private const string Packed = ".gz";
    private const string PlainText = ".txt";

    /// <summary>How the names of saved pages end; <c>.gz</c> may follow.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".html", ".htm", ".xhtml", PlainText];

    /// <summary>Whether the name is that of a saved page.</summary>
    public static bool IsPage(string name) => Endings.Any(ending => HasEnding(name, ending));

    /// <summary>Whether the file is packed with gzip.</summary>
    public static bool IsPacked(string name) => name.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);

    /// <summary>The media type; null where the name says nothing that the page does not say itself.</summary>
    public static string? ContentType(string name) => HasEnding(name, PlainText) ? "text/plain" : null;

    private static bool HasEnding(string name, string ending) =>
        (IsPacked(name) ? name[..^Packed.Length] : name).EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
