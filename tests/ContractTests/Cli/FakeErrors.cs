using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>Errors in the form of the contracts.</summary>
internal static class FakeErrors
{
    public static RpcException Of(Code code, string reason, string message) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = message,
        Details = { Any.Pack(new ErrorInfo { Domain = "newsplatform", Reason = reason }) },
    }.ToRpcException();
}
