using System.Buffers;
using NewsPlatform.Crawling.Compression;

namespace NewsPlatform.Crawling.Http;

/// <summary>Reads a body as sent, bounded in size and in silence.</summary>
internal static class BodyReader
{
    private const int Chunk = 32_768;

    public static async Task<(FetchOutcome Outcome, string Reason, byte[] Body)> ReadAsync(HttpResponseMessage response, int maxBytes, TimeSpan idleTimeout, TimeProvider time, CancellationToken cancellation)
    {
        var body = new DecodeBuffer(maxBytes, response.Content.Headers.ContentLength);
        var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, idle.Token);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            while (true)
            {
                idle.CancelAfter(idleTimeout);
                var read = await stream.ReadAsync(chunk.AsMemory(0, Chunk), either.Token);
                if (read == 0)
                {
                    return (FetchOutcome.Ok, "", body.ToArray());
                }

                if (!body.TryAppend(chunk.AsSpan(0, read)))
                {
                    return (FetchOutcome.TooLarge, $"the body has more than {maxBytes} bytes", []);
                }
            }
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return (FetchOutcome.TimedOut, $"the body stopped for {idleTimeout.TotalSeconds:0.###} s after {body.Length} bytes", []);
        }
        catch (HttpIOException fault) when (fault.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            return (FetchOutcome.TruncatedBody, $"the connection closed in the middle of the body, after {body.Length} bytes", []);
        }
        catch (IOException fault) when (fault is not FetchFault)
        {
            // A reset connection, or chunks that are none: what came is not the whole.
            return fault is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
                ? (FetchOutcome.ProtocolError, $"the body is no valid HTTP after {body.Length} bytes: {fault.Message}", [])
                : (FetchOutcome.TruncatedBody, $"the connection broke in the middle of the body, after {body.Length} bytes: {fault.Message}", []);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
