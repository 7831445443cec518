using System.Globalization;
using System.Text.Json;
using NewsPlatform.TextAnalysis;

namespace NewsPlatform.Cli.Offline;

/// <summary>
/// An input line of <c>annotate</c> and <c>group</c>: <c>{"id", "text", "title", "language", "published", "url"}</c>, all but the
/// first two optional.
/// </summary>
/// <param name="Number">Of the line, from 1.</param>
/// <param name="Id">The id as JSON, so that a number stays one; <c>null</c> where there is none.</param>
/// <param name="Document">What is to be analysed; null for a line that cannot be used.</param>
/// <param name="Error">Why it cannot.</param>
internal sealed record DocumentLine(int Number, string Id, Document? Document, string? Error)
{
    private const string NoId = "null";

    public static DocumentLine Parse(InputLine line)
    {
        if (line.TooLong)
        {
            return new(line.Number, NoId, null, $"line {line.Number} is longer than {LineReader.MaxLineBytes / (1024 * 1024)} MB");
        }

        var id = NoId;
        try
        {
            using var json = JsonDocument.Parse(line.Bytes);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new(line.Number, NoId, null, $"line {line.Number} is no JSON object");
            }

            if (root.TryGetProperty("id", out var given) && given.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                id = given.GetRawText();
            }

            if (Text(root, "text") is not { } text)
            {
                return new(line.Number, id, null, $"line {line.Number} has no text");
            }

            var published = Text(root, "published");
            if (!TryReadTime(published, out var time))
            {
                return new(line.Number, id, null, $"line {line.Number}: published is \"{published}\", not a time in ISO 8601");
            }

            return new(line.Number, id, new Document(text) { Title = Text(root, "title"), Language = Text(root, "language"), Published = time, Url = Text(root, "url") }, null);
        }
        catch (JsonException exception)
        {
            return new(line.Number, id, null, $"line {line.Number} is not JSON ({exception.Message})");
        }
        catch (InvalidOperationException)
        {
            // Thrown for strings only: invalid UTF-8, or an escaped half of a surrogate pair.
            return new(line.Number, id, null, $"line {line.Number} holds a string that is not Unicode");
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            return false;
        }

        time = parsed;
        return true;
    }
}
