using System.Text;
using System.Text.Json;

namespace NewsPlatform.Extraction.Sites.Rules;

/// <summary>Finds values in the JSON that pages carry in their scripts.</summary>
internal static class JsonValues
{
    private const int MaxBytes = 8 << 20;
    private const int MaxValues = 2000;
    private const int MaxVisits = 200_000;

    /// <summary>The texts at a path, in order.</summary>
    /// <param name="script">A script: JSON, or a statement that sets something to an object.</param>
    /// <param name="path">The steps; <c>*</c> is any member.</param>
    public static List<string> Find(string script, IReadOnlyList<string> path)
    {
        var found = new List<string>();
        // Most scripts are programs. One that has not the first name is not worth reading.
        if (script.Length > MaxBytes || (path[0] is not ("*" or "") && !int.TryParse(path[0], out _) && !script.Contains(path[0], StringComparison.Ordinal)))
        {
            return found;
        }

        if (Start(script) is var start and >= 0)
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(script[start..]), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
            try
            {
                using var json = JsonDocument.ParseValue(ref reader);
                var visits = 0;
                Collect(json.RootElement, path, 0, found, ref visits);
            }
            catch (JsonException)
            {
                // A program after all, or a state that is written as one: the rule finds nothing here.
            }
        }

        return found;
    }

    // "{...}", "[...]", "window.__STATE__ = {...};"
    private static int Start(string script)
    {
        for (var i = 0; i < script.Length; i++)
        {
            if (!char.IsWhiteSpace(script[i]))
            {
                if (script[i] is '{' or '[')
                {
                    return i;
                }

                break;
            }
        }

        var set = script.IndexOf('=', StringComparison.Ordinal);
        while (set >= 0 && set < 200)
        {
            var value = set + 1;
            while (value < script.Length && char.IsWhiteSpace(script[value]))
            {
                value++;
            }

            if (value < script.Length && script[value] is '{' or '[')
            {
                return value;
            }

            set = script.IndexOf('=', set + 1);
        }

        return -1;
    }

    private static void Collect(JsonElement value, IReadOnlyList<string> path, int step, List<string> found, ref int visits)
    {
        if (++visits > MaxVisits || found.Count >= MaxValues)
        {
            return;
        }

        if (step == path.Count)
        {
            Take(value, found);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (path[step] == "*")
            {
                foreach (var member in value.EnumerateObject())
                {
                    Collect(member.Value, path, step + 1, found, ref visits);
                }
            }
            else if (value.TryGetProperty(path[step], out var member))
            {
                Collect(member, path, step + 1, found, ref visits);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var wanted = path[step] == "*" ? -1 : int.TryParse(path[step], out var index) ? index : -2;
            var at = 0;
            foreach (var item in value.EnumerateArray())
            {
                if (wanted == -1 || wanted == at)
                {
                    Collect(item, path, step + 1, found, ref visits);
                }

                at++;
            }
        }
    }

    private static void Take(JsonElement value, List<string> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString() is { Length: > 0 } text:
                found.Add(text);
                break;
            case JsonValueKind.Number:
                found.Add(value.GetRawText());
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    if (item.ValueKind == JsonValueKind.String && found.Count < MaxValues && item.GetString() is { Length: > 0 } text)
                    {
                        found.Add(text);
                    }
                }

                break;
            default:
                break;
        }
    }
}
