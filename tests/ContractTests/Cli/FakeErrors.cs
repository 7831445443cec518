using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>Errors in the form of the contracts.</summary>
internal static class FakeErrors
{
    public static RpcException Of(Code code, string reason, string message) => StatusOf(code, reason, message).ToRpcException();

    /// <summary>An error that passes by itself.</summary>
    public static RpcException Passing(Code code, string reason, string message)
    {
        var status = StatusOf(code, reason, message);
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(20)) }));
        return status.ToRpcException();
    }

    private static Google.Rpc.Status StatusOf(Code code, string reason, string message) => new()
    {
        Code = (int)code,
        Message = message,
        Details = { Any.Pack(new ErrorInfo { Domain = "newsplatform", Reason = reason }) },
    };
}
