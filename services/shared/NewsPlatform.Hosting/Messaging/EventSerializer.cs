using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Serialization;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>
/// The bus's serializer: an event is one pass from its message to the bytes on the wire, and one back. What a message is says
/// <c>cloudEvents:type</c>.
/// </summary>
internal sealed class EventSerializer : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    private static readonly ContentType Json = new("application/json");

    // For what the bus itself might send or ask.
    private readonly SystemTextJsonRawMessageSerializer others = new();

    public ContentType ContentType => Json;

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public void Probe(ProbeContext context) => context.CreateScope("proto-json");

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        if (context.Message is not IMessage message)
        {
            return others.GetMessageBody(context);
        }

        // By this a replica of an earlier version tells what it is.
        context.Headers.Set(MessageHeaders.MessageType, MessageUrn.ForTypeString<T>());
        return new EventBody(message);
    }

    public MessageBody GetMessageBody(string text) => others.GetMessageBody(text);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) => new BodyConsumeContext(
        receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        new EventContext(body, headers, new RawMessageContext(headers, destinationAddress, RawSerializerOptions.Default));

    /// <summary>An event to be sent.</summary>
    private sealed class EventBody(IMessage message) : MessageBody
    {
        private byte[]? bytes;

        public long? Length => bytes?.Length;

        public byte[] GetBytes() => bytes ??= ProtoJson.Format(message);

        public Stream GetStream() => new MemoryStream(GetBytes(), writable: false);

        public string GetString() => Encoding.UTF8.GetString(GetBytes());
    }

    /// <summary>A message that arrived; it is read when it is known as what.</summary>
    private sealed class EventContext(MessageBody body, Headers headers, MessageContext context)
        : SystemTextJsonRawSerializerContext(
            SystemTextJsonMessageSerializer.Instance, SystemTextJsonMessageSerializer.Options, Json, context, [], RawSerializerOptions.Default, default)
    {
        private readonly string? type = headers.Get<string>(EventPublisher.TypeHeader);

        public override bool IsSupportedMessageType<T>() => IsSupportedMessageType(typeof(T));

        // A message without the header is taken for what its queue's consumers want.
        public override bool IsSupportedMessageType(Type messageType) =>
            ProtoNameFormatter.DescriptorOf(messageType) is { FullName: var name } && (string.IsNullOrEmpty(type) || string.Equals(type, name, StringComparison.Ordinal));

        public override bool TryGetMessage<T>(out T? message)
            where T : class
        {
            message = TryGetMessage(typeof(T), out var found) ? (T)found : null;
            return message is not null;
        }

        public override bool TryGetMessage(Type messageType, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? message)
        {
            message = null;
            if (!IsSupportedMessageType(messageType) || ProtoNameFormatter.DescriptorOf(messageType) is not { } descriptor)
            {
                return false;
            }

            var read = MessageShape.Of(descriptor).Create();
            try
            {
                ProtoJson.Parse(body.GetBytes(), read);
            }
            catch (JsonException exception)
            {
                throw new SerializationException($"The message is no {descriptor.FullName}: {exception.Message}", exception);
            }

            message = read;
            return true;
        }
    }
}
