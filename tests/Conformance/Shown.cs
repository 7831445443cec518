using System.Text.Json;

namespace NewsPlatform.Conformance;

/// <summary>Values as failures show them.</summary>
internal static class Shown
{
    private const int MaxLength = 160;

    public static string Text(object? value) => value switch
    {
        null => "nothing",
        string text => JsonSerializer.Serialize(text.Length > MaxLength ? text[..MaxLength] + "..." : text, JsonSerializerOptions.Web),
        _ => value.ToString() ?? "",
    };

    /// <summary>Null when equal, else the sentence that says what differs.</summary>
    public static string? Difference(string what, object? expected, object? actual) =>
        Equals(expected, actual) ? null : $"{what} is {Text(actual)}, expected {Text(expected)}";
}
