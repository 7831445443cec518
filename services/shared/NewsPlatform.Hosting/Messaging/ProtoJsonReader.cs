using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>
/// Reads ProtoJSON from UTF-8. Fields and names of values that a newer sender knows are skipped. Depth is bounded by the reader's
/// options: a broker is only as trusted as its clients.
/// </summary>
internal static class ProtoJsonReader
{
    private static readonly JsonParser WellKnown = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Reads the object at which the reader stands.</summary>
    /// <exception cref="JsonException">It is no JSON of this message.</exception>
    public static void Read(ref Utf8JsonReader reader, IMessage message) => Read(ref reader, message, MessageShape.Of(message.Descriptor));

    private static void Read(ref Utf8JsonReader reader, IMessage message, MessageShape shape)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(reader, $"{shape.Descriptor.FullName} is an object");
        }

        // Writers keep the order of the numbers, so the next name is mostly that of one of the next fields.
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = Find(reader, shape.Fields, next);
            reader.Read();
            if (at < 0)
            {
                reader.Skip();
                continue;
            }

            next = at + 1;
            ReadField(ref reader, message, shape.Fields[at]);
        }
    }

    private static int Find(in Utf8JsonReader reader, FieldShape[] fields, int from)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            var at = from + i < fields.Length ? from + i : from + i - fields.Length;
            if (fields[at].IsNamedBy(reader))
            {
                return at;
            }
        }

        return -1;
    }

    private static void ReadField(ref Utf8JsonReader reader, IMessage message, FieldShape field)
    {
        if (reader.TokenType == JsonTokenType.Null && (field.IsRepeated || !IsNull(field)))
        {
            field.Accessor.Clear(message);
        }
        else if (field.IsMap)
        {
            ReadMap(ref reader, (IDictionary)field.Accessor.GetValue(message), field);
        }
        else if (field.IsRepeated)
        {
            ReadList(ref reader, (IList)field.Accessor.GetValue(message), field);
        }
        else
        {
            if (field.OneOf?.Accessor.GetCaseFieldDescriptor(message) is { } other && other != field.Descriptor)
            {
                throw new JsonException($"{field.Descriptor.FullName} and {other.FullName} exclude each other.");
            }

            if (ReadValue(ref reader, field) is { } value)
            {
                field.Accessor.SetValue(message, value);
            }
        }
    }

    // Types of which null is a value.
    private static bool IsNull(FieldShape field) => field.Type switch
    {
        FieldType.Message => field.Descriptor.MessageType == Value.Descriptor,
        FieldType.Enum => field.Descriptor.EnumType.FullName == "google.protobuf.NullValue",
        _ => false,
    };

    private static void ReadList(ref Utf8JsonReader reader, IList list, FieldShape field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong(reader, $"{field.Descriptor.FullName} is a list");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadItem(ref reader, field) is { } item)
            {
                list.Add(item);
            }
        }
    }

    private static void ReadMap(ref Utf8JsonReader reader, IDictionary map, FieldShape field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(reader, $"{field.Descriptor.FullName} is an object");
        }

        var (key, value) = (field.Message.Fields[0], field.Message.Fields[1]);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadKey(reader, key.Type);
            reader.Read();
            if (ReadItem(ref reader, value) is { } item)
            {
                map[name] = item;
            }
        }
    }

    private static object? ReadItem(ref Utf8JsonReader reader, FieldShape field) => reader.TokenType == JsonTokenType.Null && !IsNull(field)
        ? throw Wrong(reader, $"null is no item of {field.Descriptor.FullName}")
        : ReadValue(ref reader, field);

    private static object ReadKey(in Utf8JsonReader reader, FieldType type) => type switch
    {
        FieldType.String => TextOf(reader),
        FieldType.Bool => TextOf(reader) switch { "true" => true, "false" => false, var other => throw new JsonException($"\"{other}\" is no key; true or false would be.") },
        _ => NumberOf(reader, type),
    };

    // Null: a value that only a newer sender knows.
    private static object? ReadValue(ref Utf8JsonReader reader, FieldShape field)
    {
        switch (field.Type)
        {
            case FieldType.String:
                return reader.TokenType == JsonTokenType.String ? TextOf(reader) : throw Wrong(reader, $"{field.Descriptor.FullName} is text");
            case FieldType.Message or FieldType.Group:
                return ReadMessage(ref reader, field.Message);
            case FieldType.Bool:
                return reader.TokenType switch
                {
                    JsonTokenType.True => true,
                    JsonTokenType.False => false,
                    _ => throw Wrong(reader, $"{field.Descriptor.FullName} is true or false"),
                };
            case FieldType.Bytes:
                return reader.TokenType == JsonTokenType.String ? BytesOf(reader) : throw Wrong(reader, $"{field.Descriptor.FullName} is text in Base64");
            case FieldType.Enum when reader.TokenType == JsonTokenType.String:
                return field.Descriptor.EnumType.FindValueByName(TextOf(reader))?.Number;
            case FieldType.Enum when reader.TokenType == JsonTokenType.Null:
                return 0;
            default:
                return reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                    ? NumberOf(reader, field.Type)
                    : throw Wrong(reader, $"{field.Descriptor.FullName} is a number");
        }
    }

    private static IMessage ReadMessage(ref Utf8JsonReader reader, MessageShape shape)
    {
        if (shape.IsWellKnown)
        {
            if (shape.IsTimestamp && reader.TokenType != JsonTokenType.String)
            {
                throw Wrong(reader, "a time is text");
            }

            return shape.IsTimestamp && TimeOf(reader.ValueSpan) is { } time ? time : ReadWellKnown(ref reader, shape);
        }

        var message = shape.Create();
        Read(ref reader, message, shape);
        return message;
    }

    private static IMessage ReadWellKnown(ref Utf8JsonReader reader, MessageShape shape)
    {
        try
        {
            return WellKnown.Parse(JsonElement.ParseValue(ref reader).GetRawText(), shape.Descriptor);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    // What our writer makes; other forms of RFC 3339, rare ones, are left to the library.
    private static Timestamp? TimeOf(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 20 or 21 or > 30 || text[^1] != 'Z' || !TrySeconds(text[..19], out var seconds))
        {
            return null;
        }

        var nanos = 0;
        if (text.Length > 20)
        {
            var fraction = text[20..^1];
            if (text[19] != '.' || !Utf8Parser.TryParse(fraction, out uint digits, out var read) || read != fraction.Length)
            {
                return null;
            }

            for (var i = fraction.Length; i < 9; i++)
            {
                digits *= 10;
            }

            nanos = (int)digits;
        }

        return new Timestamp { Seconds = seconds, Nanos = nanos };
    }

    private static bool TrySeconds(ReadOnlySpan<byte> text, out long seconds)
    {
        Span<char> characters = stackalloc char[19];
        Encoding.Latin1.GetChars(text, characters);
        var found = DateTime.TryParseExact(
            characters, "s", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        seconds = (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        return found;
    }

    private static object NumberOf(in Utf8JsonReader reader, FieldType type)
    {
        try
        {
            return type switch
            {
                FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 or FieldType.Enum => (object)checked((int)SignedOf(reader)),
                FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => SignedOf(reader),
                FieldType.UInt32 or FieldType.Fixed32 => checked((uint)UnsignedOf(reader)),
                FieldType.UInt64 or FieldType.Fixed64 => UnsignedOf(reader),
                FieldType.Double => DoubleOf(reader),
                FieldType.Float => SingleOf(DoubleOf(reader)),
                _ => throw Wrong(reader, $"{type} is no number"),
            };
        }
        catch (OverflowException)
        {
            throw Wrong(reader, $"that is no {type}");
        }
    }

    private static long SignedOf(in Utf8JsonReader reader) =>
        Utf8Parser.TryParse(reader.ValueSpan, out long number, out var read) && read == reader.ValueSpan.Length ? number : checked((long)WholeOf(reader));

    private static ulong UnsignedOf(in Utf8JsonReader reader) =>
        Utf8Parser.TryParse(reader.ValueSpan, out ulong number, out var read) && read == reader.ValueSpan.Length ? number : checked((ulong)WholeOf(reader));

    // 1.0 and 1e3 are whole numbers, too.
    private static decimal WholeOf(in Utf8JsonReader reader) =>
        decimal.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number)
            ? number
            : throw Wrong(reader, "a whole number would be right");

    private static double DoubleOf(in Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            switch (TextOf(reader))
            {
                case "NaN": return double.NaN;
                case "Infinity": return double.PositiveInfinity;
                case "-Infinity": return double.NegativeInfinity;
            }
        }

        return double.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? number
                : throw Wrong(reader, "a number would be right");
    }

    private static float SingleOf(double number) =>
        double.IsFinite(number) && !float.IsFinite((float)number) ? throw new OverflowException() : (float)number;

    private static ByteString BytesOf(in Utf8JsonReader reader)
    {
        if (reader.TryGetBytesFromBase64(out var bytes))
        {
            return UnsafeByteOperations.UnsafeWrap(bytes);
        }

        // The alphabet of URLs, and no padding, are allowed, too.
        try
        {
            return UnsafeByteOperations.UnsafeWrap(Base64Url.DecodeFromChars(TextOf(reader)));
        }
        catch (FormatException)
        {
            throw Wrong(reader, "that is no Base64");
        }
    }

    private static string TextOf(in Utf8JsonReader reader) => reader.GetString()!;

    private static JsonException Wrong(in Utf8JsonReader reader, string what) => new($"{what}; there is {reader.TokenType} at byte {reader.TokenStartIndex}.");
}
