using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;

namespace NewsPlatform.Clean;

/// <summary>Pulls captures from Fetch.</summary>
internal sealed class CaptureClient(FetchService.FetchServiceClient fetch, CleanOptions options, TimeProvider time)
{
    /// <summary>The decoded body of a capture; null when it has more than <see cref="CleanOptions.MaxPageBytes"/>.</summary>
    /// <param name="name"><c>captures/…</c>.</param>
    /// <param name="expected">Its size as announced, for the buffer; 0 when unknown.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="RpcException">Fetch has no such capture, or does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>?> DownloadAsync(string name, long expected, CancellationToken cancellationToken)
    {
        using var call = fetch.DownloadCapture(
            new DownloadCaptureRequest { Name = name },
            deadline: time.GetUtcNow().UtcDateTime + options.CaptureTimeout,
            cancellationToken: cancellationToken);
        var buffer = new byte[Math.Min(Math.Max(expected, 4096), options.MaxPageBytes)];
        var length = 0;
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var chunk = call.ResponseStream.Current.Data.Span;
            if (length + chunk.Length > options.MaxPageBytes)
            {
                return null;
            }

            if (length + chunk.Length > buffer.Length)
            {
                Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + chunk.Length));
            }

            chunk.CopyTo(buffer.AsSpan(length));
            length += chunk.Length;
        }

        return buffer.AsMemory(0, length);
    }

    /// <summary>What is known of a capture.</summary>
    /// <exception cref="RpcException">Fetch has no such capture, or does not answer.</exception>
    public async Task<Capture> GetAsync(string name, CancellationToken cancellationToken) => await fetch.GetCaptureAsync(
        new GetCaptureRequest { Name = name },
        deadline: time.GetUtcNow().UtcDateTime + options.CaptureTimeout,
        cancellationToken: cancellationToken);
}
