using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>Canonical ProtoJSON, on the bus and wherever else records are shown as JSON.</summary>
public static class ProtoJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    // Fields that a newer sender knows are skipped; depth is bounded because a broker is only as trusted as its clients.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true).WithRecursionLimit(64));

    /// <summary>Writes a message.</summary>
    public static string Format(IMessage message) => Formatter.Format(message);

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidProtocolBufferException">The text is no JSON of this message.</exception>
    public static T Parse<T>(string json)
        where T : IMessage, new() => Parser.Parse<T>(json);

    /// <summary>Makes the bus's serializer write and read protobuf messages as ProtoJSON.</summary>
    internal static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.WriteIndented = false;
        options.Converters.Insert(0, new ConverterFactory());
        return options;
    }

    private sealed class ConverterFactory : JsonConverterFactory
    {
        private readonly ConcurrentDictionary<Type, JsonConverter> converters = new();

        public override bool CanConvert(Type typeToConvert) =>
            typeof(IMessage).IsAssignableFrom(typeToConvert) && typeToConvert is { IsClass: true, IsAbstract: false };

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            converters.GetOrAdd(typeToConvert, type => (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(type))!);
    }

    private sealed class Converter<T> : JsonConverter<T>
        where T : IMessage, new()
    {
        private static readonly MessageDescriptor Descriptor = new T().Descriptor;

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (T)Parser.Parse(JsonElement.ParseValue(ref reader).GetRawText(), Descriptor);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteRawValue(Formatter.Format(value), skipInputValidation: true);
    }
}
