using System.Net;
using System.Text;
using System.Text.Json;

namespace NewsPlatform.Extraction.Metadata;

/// <summary>
/// Reads the JSON of a page's <c>application/ld+json</c> scripts. What pages get wrong is tolerated: raw line breaks in strings, comments
/// and CDATA around the object, trailing commas, text cut short; what was read before an error is kept.
/// </summary>
internal static class JsonLdReader
{
    private const int MaxDepth = 48;
    private const int MaxNodes = 50_000;

    /// <summary>Reads one script; null when there is nothing to read. Never throws.</summary>
    public static JsonLdNode? Read(string script, int maxBytes)
    {
        var start = script.AsSpan().IndexOfAny('{', '[');
        if (start < 0 || script.Length > maxBytes)
        {
            return null;
        }

        // "<![CDATA[" opens with a bracket that is not the value's.
        if (script.IndexOf("<![CDATA[", StringComparison.Ordinal) is var cdata and >= 0 && cdata <= start)
        {
            start = script.AsSpan(cdata + 9).IndexOfAny('{', '[');
            if (start < 0)
            {
                return null;
            }

            start += cdata + 9;
        }

        var bytes = Encoding.UTF8.GetBytes(script, start, script.Length - start);
        for (var i = 0; i < bytes.Length; i++)
        {
            // Outside strings a control character is space, inside it is an error that browsers' search engines forgive.
            bytes[i] = bytes[i] < 0x20 ? (byte)' ' : bytes[i];
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth,
        });
        var budget = MaxNodes;
        JsonLdNode? root = null;
        try
        {
            reader.Read();
            Value(ref reader, ref budget, node => root = node);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Malformed from here on: what was attached to the root stays.
        }

        return root;
    }

    private static void Value(ref Utf8JsonReader reader, ref int budget, Action<JsonLdNode> attach)
    {
        if (--budget < 0)
        {
            throw new JsonException("Too many JSON values.");
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, JsonLdNode>(StringComparer.Ordinal);
                attach(new JsonLdNode { Members = members });
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString() ?? "";
                    reader.Read();
                    Value(ref reader, ref budget, node => members[name] = node);
                }

                break;
            case JsonTokenType.StartArray:
                var items = new List<JsonLdNode>();
                attach(new JsonLdNode { Items = items });
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Value(ref reader, ref budget, items.Add);
                }

                break;
            case JsonTokenType.String:
                attach(new JsonLdNode { Text = Plain(reader.GetString() ?? "") });
                break;
            case JsonTokenType.Number:
                attach(new JsonLdNode { Text = Encoding.UTF8.GetString(reader.ValueSpan) });
                break;
            case JsonTokenType.True or JsonTokenType.False:
                attach(new JsonLdNode { Text = reader.TokenType == JsonTokenType.True ? "true" : "false" });
                break;
            default:
                break;
        }
    }

    private static string Plain(string text)
    {
        text = text.Trim();
        return text.Contains('&', StringComparison.Ordinal) && text.Length < 100_000 ? WebUtility.HtmlDecode(text) : text;
    }
}
