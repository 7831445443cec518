using System.Globalization;
using System.Text;

namespace NewsPlatform.Crawling.Http;

/// <summary>Status line and header fields of a response, as received as far as the framework keeps them.</summary>
internal sealed class ResponseHead
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ResponseHead(List<KeyValuePair<string, string>> fields, string block)
    {
        Fields = fields;
        Block = block;
    }

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    /// <summary>The head as HTTP/1.1 writes it; HTTP/2 has no text form of its own (the WARC community writes it so too).</summary>
    public string Block { get; }

    public static ResponseHead Of(HttpResponseMessage response)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var headers in (ReadOnlySpan<System.Net.Http.Headers.HttpHeaders>)[response.Headers, response.Content.Headers])
        {
            foreach (var header in headers.NonValidated)
            {
                foreach (var value in header.Value)
                {
                    fields.Add(new KeyValuePair<string, string>(header.Key, value));
                }
            }
        }

        var block = new StringBuilder();
        block.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}\r\n");
        foreach (var (name, value) in fields)
        {
            block.Append(name).Append(": ").Append(value.Replace('\r', ' ').Replace('\n', ' ')).Append("\r\n");
        }

        return new ResponseHead(fields, block.ToString());
    }

    /// <summary>The first field of that name, or null.</summary>
    public string? First(string name) => HeaderFields.First(Fields, name);

    /// <summary>All fields of that name as one list, or null.</summary>
    public string? All(string name) => HeaderFields.All(Fields, name);

    /// <summary>Header bytes arrive as Latin-1; many servers write UTF-8 addresses into Location.</summary>
    public static string AsUtf8(string latin1)
    {
        foreach (var c in latin1)
        {
            if (c is > '\u007F' and <= '\u00FF')
            {
                var bytes = Encoding.Latin1.GetBytes(latin1);
                return System.Text.Unicode.Utf8.IsValid(bytes) ? StrictUtf8.GetString(bytes) : latin1;
            }
        }

        return latin1;
    }
}
