using Grpc.Core;

namespace NewsPlatform.Cli.Client;

/// <summary>
/// Calls one service at the first of several addresses that serves it: tried in order until one does not answer
/// UNIMPLEMENTED, then remembered for the run.
/// </summary>
/// <param name="service">Its name, for messages.</param>
/// <param name="addresses">Where it may be.</param>
/// <param name="candidates">A client for each address.</param>
/// <param name="time">For deadlines.</param>
internal sealed class ServiceClient<TClient>(string service, IReadOnlyList<Uri> addresses, IReadOnlyList<TClient> candidates, TimeProvider time)
    where TClient : class
{
    // Longer than any server's own limit for a unary call, so that the server's explanation comes first.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private int chosen = -1;

    /// <summary>Makes a unary call.</summary>
    /// <exception cref="RpcException">The service refused.</exception>
    /// <exception cref="ServerNotReachedException">No address serves it.</exception>
    public Task<TResponse> CallAsync<TResponse>(Func<TClient, CallOptions, AsyncUnaryCall<TResponse>> call, CancellationToken cancellationToken) =>
        AtServingAddressAsync(
            async index =>
            {
                using var running = call(candidates[index], Options(cancellationToken));
                return await running.ResponseAsync;
            },
            cancellationToken);

    /// <summary>Reads a server's stream until it ends or <paramref name="cancellationToken"/> is set; <paramref name="each"/> handles one item at a time.</summary>
    public Task StreamAsync<TResponse>(
        Func<TClient, CallOptions, AsyncServerStreamingCall<TResponse>> call, Action<TResponse> each, CancellationToken cancellationToken) =>
        AtServingAddressAsync(
            async index =>
            {
                using var running = call(candidates[index], new CallOptions(cancellationToken: cancellationToken));
                while (await running.ResponseStream.MoveNext(cancellationToken))
                {
                    chosen = index;
                    each(running.ResponseStream.Current);
                }

                return true;
            },
            cancellationToken);

    private CallOptions Options(CancellationToken cancellationToken) => new(deadline: time.GetUtcNow().UtcDateTime + Deadline, cancellationToken: cancellationToken);

    private async Task<TResult> AtServingAddressAsync<TResult>(Func<int, Task<TResult>> use, CancellationToken cancellationToken)
    {
        List<string> failures = [];
        for (var index = chosen < 0 ? 0 : chosen; index < candidates.Count; index++)
        {
            try
            {
                var result = await use(index);
                chosen = index;
                return result;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }
            catch (RpcException exception)
            {
                var failure = RpcFailure.Of(exception);
                if (failure.NotReached)
                {
                    failures.Add($"{Shown(addresses[index])} does not answer ({failure.Message})");
                }
                else if (failure.Code == StatusCode.Unimplemented && chosen < 0)
                {
                    failures.Add($"{Shown(addresses[index])} does not serve {service}");
                }
                else
                {
                    chosen = index;
                    throw;
                }

                if (chosen >= 0)
                {
                    break;
                }
            }
        }

        throw new ServerNotReachedException(string.Join("; ", failures));
    }

    private static string Shown(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
