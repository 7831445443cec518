using Google.Rpc;
using Grpc.Core;

namespace NewsPlatform.Cli.Client;

/// <summary>What a failed call says.</summary>
/// <param name="Code">The status.</param>
/// <param name="Reason">The stable reason of its ErrorInfo; empty when the failure is not the service's own word.</param>
/// <param name="Message">For people.</param>
/// <param name="Details">The ErrorInfo's metadata.</param>
internal sealed record RpcFailure(StatusCode Code, string Reason, string Message, IReadOnlyDictionary<string, string> Details)
{
    /// <summary>When to try again, where what hinders the call passes by itself (google.rpc.RetryInfo); else null.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Whether nobody answered, or something that does not speak gRPC.</summary>
    public bool NotReached { get; private init; }

    /// <summary>The message with its reason, as one sentence.</summary>
    public string Sentence => Reason.Length > 0 ? $"{Message.TrimEnd()} ({Reason})" : $"{Message.TrimEnd()} ({Code})";

    public static RpcFailure Of(RpcException exception)
    {
        var status = exception.GetRpcStatus();
        var info = status?.GetDetail<ErrorInfo>();
        // A status made by the client carries the exception that it was made from; a service's own carries an ErrorInfo.
        var transport = info is null && (exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded
            || exception.Status.DebugException is HttpRequestException or IOException);
        var message = transport ? Innermost(exception) : exception.Status.Detail;
        return new RpcFailure(exception.StatusCode, info?.Reason ?? "", message, info?.Metadata.ToDictionary() ?? [])
        {
            NotReached = transport,
            RetryAfter = status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
        };
    }

    private static string Innermost(RpcException exception)
    {
        Exception? cause = exception.Status.DebugException;
        while (cause?.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause?.Message ?? (exception.StatusCode == StatusCode.DeadlineExceeded ? "no answer in time" : exception.Status.Detail);
    }
}
