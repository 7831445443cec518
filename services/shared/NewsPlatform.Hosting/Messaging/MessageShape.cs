using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>A type of message as ProtoJSON sees it: worked out once, so that an event costs no look-ups by name.</summary>
internal sealed class MessageShape
{
    // As many as the protos have types.
    private static readonly ConcurrentDictionary<MessageDescriptor, MessageShape> Known = new();

    private readonly MessageDescriptor descriptor;

    private MessageShape(MessageDescriptor descriptor)
    {
        this.descriptor = descriptor;
        IsTimestamp = descriptor == Timestamp.Descriptor;
        IsWellKnown = descriptor.File.Package == "google.protobuf";
        Fields = [.. descriptor.Fields.InFieldNumberOrder().Select(field => new FieldShape(field))];
    }

    /// <summary>Its fields, in the order of their numbers.</summary>
    public FieldShape[] Fields { get; }

    /// <summary>Whether its JSON is a time.</summary>
    public bool IsTimestamp { get; }

    /// <summary>Whether its JSON is no object of its fields.</summary>
    public bool IsWellKnown { get; }

    /// <summary>The type's descriptor.</summary>
    public MessageDescriptor Descriptor => descriptor;

    public static MessageShape Of(MessageDescriptor descriptor) => Known.GetOrAdd(descriptor, static type => new MessageShape(type));

    /// <summary>An empty message.</summary>
    public IMessage Create() => descriptor.Parser.ParseFrom(ReadOnlySpan<byte>.Empty);
}

/// <summary>A field of a message.</summary>
internal sealed class FieldShape
{
    private readonly byte[] jsonName;
    private readonly byte[] protoName;
    private MessageShape? message;

    public FieldShape(FieldDescriptor field)
    {
        Descriptor = field;
        Accessor = field.Accessor;
        Type = field.FieldType;
        IsMap = field.IsMap;
        IsRepeated = field.IsRepeated;
        HasPresence = field.HasPresence && Type != FieldType.Message;
        OneOf = field.RealContainingOneof;
        Name = JsonEncodedText.Encode(field.JsonName);
        jsonName = Encoding.UTF8.GetBytes(field.JsonName);
        protoName = Encoding.UTF8.GetBytes(field.Name);
    }

    public FieldDescriptor Descriptor { get; }

    public IFieldAccessor Accessor { get; }

    public FieldType Type { get; }

    public bool IsMap { get; }

    public bool IsRepeated { get; }

    /// <summary>Whether a scalar may be set to its default; messages are absent when they are null.</summary>
    public bool HasPresence { get; }

    public OneofDescriptor? OneOf { get; }

    /// <summary>The name in JSON.</summary>
    public JsonEncodedText Name { get; }

    /// <summary>The shape of a field of messages. Not made before it is asked for: types may contain themselves.</summary>
    public MessageShape Message => message ??= MessageShape.Of(Descriptor.MessageType);

    /// <summary>Whether the property at which a reader stands is this field: readers take the name of the proto, too.</summary>
    public bool IsNamedBy(in Utf8JsonReader reader) => reader.ValueTextEquals(jsonName) || reader.ValueTextEquals(protoName);
}
