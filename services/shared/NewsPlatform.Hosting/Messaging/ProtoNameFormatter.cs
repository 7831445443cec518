using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MassTransit;

namespace NewsPlatform.Hosting.Messaging;

/// <summary>Names an event's exchange by the full name of its proto: <c>newsplatform.events.v1.PageFetched</c>.</summary>
internal sealed class ProtoNameFormatter(IEntityNameFormatter others) : IEntityNameFormatter
{
    public string FormatEntityName<T>() =>
        typeof(IMessage).IsAssignableFrom(typeof(T))
        // Static: the interfaces have a property of the same name that needs an instance.
        && typeof(T).GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is MessageDescriptor descriptor
            ? descriptor.FullName
            : others.FormatEntityName<T>();
}
