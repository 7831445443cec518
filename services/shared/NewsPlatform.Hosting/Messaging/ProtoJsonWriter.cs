using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>Writes canonical ProtoJSON as UTF-8.</summary>
internal static class ProtoJsonWriter
{
    // Timestamp's range: the years 1 to 9999.
    private const long MinSeconds = -62_135_596_800;
    private const long MaxSeconds = 253_402_300_799;
    private const int MaxNanos = 999_999_999;

    public static void Write(Utf8JsonWriter writer, IMessage message) => Write(writer, message, MessageShape.Of(message.Descriptor));

    private static void Write(Utf8JsonWriter writer, IMessage message, MessageShape shape)
    {
        if (shape.IsTimestamp)
        {
            WriteTime(writer, (Timestamp)message);
            return;
        }

        if (shape.IsWellKnown)
        {
            writer.WriteRawValue(JsonFormatter.Default.Format(message));
            return;
        }

        writer.WriteStartObject();
        foreach (var field in shape.Fields)
        {
            if (field.IsMap)
            {
                WriteMap(writer, field, (IDictionary)field.Accessor.GetValue(message));
            }
            else if (field.IsRepeated)
            {
                WriteList(writer, field, (IList)field.Accessor.GetValue(message));
            }
            else if ((!field.HasPresence || field.Accessor.HasValue(message))
                && field.Accessor.GetValue(message) is { } value
                && (field.HasPresence || !IsDefault(field, value)))
            {
                writer.WritePropertyName(field.Name);
                WriteValue(writer, field, value);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, FieldShape field, IList list)
    {
        if (list.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(field.Name);
        for (var i = 0; i < list.Count; i++)
        {
            WriteValue(writer, field, list[i]!);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, FieldShape field, IDictionary map)
    {
        if (map.Count == 0)
        {
            return;
        }

        var value = field.Message.Fields[1];
        writer.WriteStartObject(field.Name);
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(entry.Key switch
            {
                string text => text,
                bool flag => flag ? "true" : "false",
                var number => string.Create(CultureInfo.InvariantCulture, $"{number}"),
            });
            WriteValue(writer, value, entry.Value!);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldShape field, object value)
    {
        switch (value)
        {
            case string text: writer.WriteStringValue(text); break;
            case IMessage message: Write(writer, message, field.Message); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            case uint number: writer.WriteNumberValue(number); break;
            // What a double cannot hold is written as text.
            case long number: writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case ulong number: writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case double number: WriteNotFinite(writer, number); break;
            case float number: WriteNotFinite(writer, number); break;
            case ByteString bytes: writer.WriteBase64StringValue(bytes.Span); break;
            default: WriteEnum(writer, field.Descriptor.EnumType, (int)value); break;
        }
    }

    private static void WriteNotFinite(Utf8JsonWriter writer, double number) =>
        writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");

    // A number that has no name comes from someone with newer protos.
    private static void WriteEnum(Utf8JsonWriter writer, EnumDescriptor type, int number)
    {
        if (type.FindValueByNumber(number) is { } named)
        {
            writer.WriteStringValue(named.Name);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    private static bool IsDefault(FieldShape field, object value) => value switch
    {
        string text => text.Length == 0,
        IMessage => false,
        bool flag => !flag,
        int number => number == 0,
        uint number => number == 0,
        long number => number == 0,
        ulong number => number == 0,
        // Minus zero is no default.
        double number => BitConverter.DoubleToInt64Bits(number) == 0,
        float number => BitConverter.SingleToInt32Bits(number) == 0,
        ByteString bytes => bytes.Length == 0,
        _ => field.Type == FieldType.Enum && (int)value == 0,
    };

    // RFC 3339 in UTC, with as many of 0, 3, 6 or 9 digits of the second as are needed.
    private static void WriteTime(Utf8JsonWriter writer, Timestamp time)
    {
        if (time.Seconds is < MinSeconds or > MaxSeconds || time.Nanos is < 0 or > MaxNanos)
        {
            throw new InvalidOperationException($"A time of {time.Seconds} s and {time.Nanos} ns is not within the years 1 to 9999.");
        }

        Span<byte> text = stackalloc byte[32];
        DateTime.UnixEpoch.AddSeconds(time.Seconds).TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        var (digits, fraction) = time.Nanos switch
        {
            0 => (0, 0),
            var nanos when nanos % 1_000_000 == 0 => (3, nanos / 1_000_000),
            var nanos when nanos % 1_000 == 0 => (6, nanos / 1_000),
            var nanos => (9, nanos),
        };
        if (digits > 0)
        {
            text[length] = (byte)'.';
            for (var i = digits; i > 0; i--, fraction /= 10)
            {
                text[length + i] = (byte)('0' + (fraction % 10));
            }

            length += digits + 1;
        }

        text[length++] = (byte)'Z';
        writer.WriteStringValue(text[..length]);
    }
}
