using System.Text.Json;

namespace NewsPlatform.Cli.Offline;

/// <summary>A list of saved pages: JSON Lines <c>{"id", "url", "path"}</c>, paths relative to the file itself.</summary>
internal static class Manifest
{
    /// <summary>The page of a line; a line that cannot be used is a page with an error.</summary>
    public static SavedPage Page(InputLine line, string folder)
    {
        if (line.TooLong)
        {
            return Bad("null", $"line {line.Number} is longer than {LineReader.MaxLineBytes / (1024 * 1024)} MB");
        }

        var id = "null";
        try
        {
            using var json = JsonDocument.Parse(line.Bytes);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return Bad(id, $"line {line.Number} is no JSON object");
            }

            if (root.TryGetProperty("id", out var given) && given.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                id = given.GetRawText();
            }

            return Text(root, "path") is { Length: > 0 } path && !path.Contains('\0')
                ? new SavedPage(id, Path.Combine(folder, path), PageAddress.Read(Text(root, "url")))
                : Bad(id, $"line {line.Number} has no path");
        }
        catch (JsonException exception)
        {
            return Bad(id, $"line {line.Number} is not JSON ({exception.Message})");
        }
        catch (InvalidOperationException)
        {
            // Thrown for strings only: invalid UTF-8, or an escaped half of a surrogate pair.
            return Bad(id, $"line {line.Number} holds a string that is not Unicode");
        }
    }

    private static SavedPage Bad(string id, string error) => new(id, "", PageAddress.Unknown, error);

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
