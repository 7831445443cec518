using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MassTransit;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>Names an event's exchange by the full name of its proto: <c>newsplatform.events.v1.PageFetched</c>.</summary>
internal sealed class ProtoNameFormatter(IEntityNameFormatter others) : IEntityNameFormatter
{
    // As many as the bus has types.
    private static readonly ConcurrentDictionary<Type, MessageDescriptor?> Known = new();

    /// <summary>The descriptor of a type of message; null for a type that is none.</summary>
    public static MessageDescriptor? DescriptorOf(Type type) => Known.GetOrAdd(
        type,
        // Static: the interfaces have a property of the same name that needs an instance.
        static type => typeof(IMessage).IsAssignableFrom(type)
            ? type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as MessageDescriptor
            : null);

    public string FormatEntityName<T>() => DescriptorOf(typeof(T))?.FullName ?? others.FormatEntityName<T>();
}
