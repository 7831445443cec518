using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Hosting.Rpc;

/// <summary>
/// The outer edge of every gRPC method: exceptions become statuses with an ErrorInfo, and a unary call without a
/// deadline gets the server's.
/// </summary>
internal sealed class ErrorInterceptor(ServerOptions options, TimeProvider time, ILogger<ErrorInterceptor> log) : Interceptor
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            var call = continuation(request, context);
            return await (context.Deadline == DateTime.MaxValue ? call.WaitAsync(options.DefaultDeadline, time, context.CancellationToken) : call);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Map(exception, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Map(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Map(exception, context);
        }
    }

    private RpcException Map(Exception exception, ServerCallContext context)
    {
        if (exception is OperationCanceledException || context.CancellationToken.IsCancellationRequested)
        {
            return RpcErrors.Error(Code.Cancelled, "CANCELLED", "The call was cancelled.");
        }

        if (exception is TimeoutException)
        {
            return RpcErrors.Error(Code.DeadlineExceeded, "DEADLINE", $"The call took longer than {DurationText.Format(options.DefaultDeadline)}.");
        }

        // Before the database: a full disk is a fault of both.
        if (DiskSpace.IsUsedUp(exception))
        {
            log.DiskFull(context.Method, exception.Message);
            return RpcErrors.TryAgain(Code.Unavailable, "STORAGE_FULL", "The server's disk is full; try again when there is room on it.", Again);
        }

        if (Database.IsTransient(exception))
        {
            log.DependencyAway(context.Method, exception.Message);
            return RpcErrors.TryAgain(Code.Unavailable, "DATABASE_UNAVAILABLE", "The database does not answer; try again.", Again);
        }

        if (exception is BlobStoreAwayException)
        {
            log.BlobStoreAway(context.Method, exception.Message);
            return RpcErrors.TryAgain(Code.Unavailable, "STORAGE_UNAVAILABLE", "The store of captures does not answer; try again.", Again);
        }

        log.MethodFailed(exception, context.Method, exception.Message);
        return RpcErrors.Error(Code.Internal, "INTERNAL", $"{context.Method} failed; the service's log says why.");
    }
}

internal static partial class Log
{
    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "{Method}: the database does not answer: {Reason}")]
    public static partial void DependencyAway(this ILogger log, string method, string reason);

    [LoggerMessage(EventId = 203, Level = LogLevel.Error, Message = "{Method}: the disk is full: {Reason}")]
    public static partial void DiskFull(this ILogger log, string method, string reason);

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "{Method}: {Reason}")]
    public static partial void BlobStoreAway(this ILogger log, string method, string reason);

    [LoggerMessage(EventId = 202, Level = LogLevel.Error, Message = "{Method} failed: {Reason}")]
    public static partial void MethodFailed(this ILogger log, Exception exception, string method, string reason);
}
