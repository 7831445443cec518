using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace NewsPlatform.Hosting.Rpc;

/// <summary>gRPC errors with a google.rpc.ErrorInfo: programs read the reason, people the message.</summary>
public static class RpcErrors
{
    /// <summary>The domain of every ErrorInfo.</summary>
    public const string Domain = "newsplatform";

    /// <summary>A field of the request cannot be used.</summary>
    public static RpcException InvalidField(string field, string message) =>
        Error(Code.InvalidArgument, "INVALID_FIELD", $"{field}: {message}", ("field", field));

    /// <summary>The request is wrong in a way that has a reason of its own.</summary>
    public static RpcException Invalid(string reason, string message) => Error(Code.InvalidArgument, reason, message);

    /// <summary>There is no such thing.</summary>
    public static RpcException NotFound(string reason, string message) => Error(Code.NotFound, reason, message);

    /// <summary>What hinders the request passes by itself: a google.rpc.RetryInfo says when to try again.</summary>
    public static RpcException TryAgain(Code code, string reason, string message, TimeSpan after)
    {
        var status = Status(code, reason, message);
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(after) }));
        return status.ToRpcException();
    }

    /// <summary>Makes an error.</summary>
    public static RpcException Error(Code code, string reason, string message, params (string Key, string Value)[] metadata) =>
        Status(code, reason, message, metadata).ToRpcException();

    private static Google.Rpc.Status Status(Code code, string reason, string message, params (string Key, string Value)[] metadata)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        foreach (var (key, value) in metadata)
        {
            info.Metadata[key] = value;
        }

        return new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
    }
}
