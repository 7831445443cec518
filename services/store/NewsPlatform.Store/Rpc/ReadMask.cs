using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Store.Rpc;

/// <summary>The fields of a message that a caller wants (AIP-157).</summary>
internal sealed class ReadMask<T>
    where T : class, IMessage<T>, new()
{
    private const int MaxPaths = 100;

    private readonly FieldMask? mask;

    private ReadMask(FieldMask? mask) => this.mask = mask;

    /// <summary>Checks a mask. None, an empty one and <c>*</c> stand for all fields.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_FIELD: it names a field that there is not.</exception>
    public static ReadMask<T> Of(FieldMask? mask)
    {
        if (mask is null || mask.Paths.Count == 0 || (mask.Paths.Count == 1 && mask.Paths[0] == "*"))
        {
            return new ReadMask<T>(null);
        }

        if (mask.Paths.Count > MaxPaths)
        {
            throw RpcErrors.InvalidField("read_mask", $"{mask.Paths.Count} paths are too many; give at most {MaxPaths}.");
        }

        foreach (var path in mask.Paths)
        {
            if (!FieldMask.IsValid<T>(path))
            {
                throw RpcErrors.InvalidField("read_mask", $"\"{StoredText.Clean(path, 100)}\" is no field of {new T().Descriptor.Name}; names are as in the proto, such as title or provenance.source.");
            }
        }

        return new ReadMask<T>(mask);
    }

    /// <summary>The message with the wanted fields only.</summary>
    public T Apply(T message)
    {
        if (mask is null)
        {
            return message;
        }

        var result = new T();
        mask.Merge(message, result);
        return result;
    }
}
