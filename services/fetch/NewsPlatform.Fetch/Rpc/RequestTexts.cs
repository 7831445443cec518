using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Fetch.Rpc;

/// <summary>Short texts in requests, which go into the database and into headers as they are.</summary>
internal static class RequestTexts
{
    private const int MaxLength = 200;

    /// <summary>Refuses what is long or holds control characters, NUL among them, which PostgreSQL takes in no text.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_FIELD.</exception>
    public static void Check(string field, string text)
    {
        if (text.Length > MaxLength)
        {
            throw RpcErrors.InvalidField(field, $"has {text.Length} characters; at most {MaxLength} are taken.");
        }

        if (text.Any(char.IsControl))
        {
            throw RpcErrors.InvalidField(field, "holds control characters.");
        }
    }
}
