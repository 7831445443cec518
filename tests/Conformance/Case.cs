using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsPlatform.Conformance;

/// <summary>One case as its suite gives it.</summary>
internal sealed class Case(JsonElement json)
{
    public string Id => Text("id")!;

    public string Suite => Text("suite")!;

    public JsonElement Json => json;

    public bool Has(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>True for a member that is true.</summary>
    public bool Is(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A string, or any other value as JSON; null when absent or null.</summary>
    public string? Text(string name) => TextOf(json, name);

    public IEnumerable<JsonElement> Items(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public IEnumerable<JsonProperty> Members(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    public static string? TextOf(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            // Some cases are about half a surrogate pair, which GetString refuses.
            JsonValueKind.String => value.GetRawText().Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? Regex.Unescape(value.GetRawText()[1..^1].Replace("\\/", "/", StringComparison.Ordinal)) : value.GetString(),
            _ => value.GetRawText(),
        };
    }
}
