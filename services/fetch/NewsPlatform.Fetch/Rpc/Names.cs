using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Fetch.Rpc;

/// <summary>Resource names in requests.</summary>
internal static class Names
{
    /// <summary>The id in <c>collection/id</c>.</summary>
    /// <exception cref="Grpc.Core.RpcException">The name is none of this collection.</exception>
    public static string IdOf(string name, string collection, string reason, string field = "name")
    {
        var id = name.StartsWith(collection + "/", StringComparison.Ordinal) ? name[(collection.Length + 1)..] : "";
        return id.Length is > 0 and <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? id
            : throw RpcErrors.InvalidField(field, $"\"{(name.Length > 100 ? name[..100] + "…" : name)}\" is no name of this kind; {collection}/… would be ({reason} is for names that are well-formed).");
    }
}
