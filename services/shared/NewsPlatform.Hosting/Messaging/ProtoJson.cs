using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>Canonical ProtoJSON in UTF-8, as events travel.</summary>
public static class ProtoJson
{
    // Only what JSON demands is escaped: the text goes into no page of HTML, and a letter of another script stays two or three bytes.
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonReaderOptions Read = new() { MaxDepth = 64 };

    /// <summary>Writes a message.</summary>
    /// <exception cref="InvalidOperationException">A time in it is none.</exception>
    public static byte[] Format(IMessage message)
    {
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, Written))
        {
            ProtoJsonWriter.Write(writer, message);
        }

        return buffer.Written.ToArray();
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">The bytes are no JSON of this message.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json)
        where T : IMessage, new()
    {
        var message = new T();
        Parse(json, message);
        return message;
    }

    /// <summary>Reads a message into an empty one.</summary>
    /// <exception cref="JsonException">The bytes are no JSON of this message.</exception>
    internal static void Parse(ReadOnlySpan<byte> json, IMessage message)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Read);
            reader.Read();
            ProtoJsonReader.Read(ref reader, message);
            // To the end: whatever else there is makes it no JSON.
            reader.Read();
        }
        catch (InvalidOperationException exception)
        {
            // So the platform's reader says that a name or a value, bytes or escapes, is no Unicode.
            throw new JsonException("Text is not valid Unicode.", exception);
        }
    }
}
