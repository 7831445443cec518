using System.Threading.Channels;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Clean;

/// <summary>
/// Many pages in one stream. A page has a place from when it is read off the stream until its answer is taken: so a client
/// that does not take answers is not read from, and holds no more than its few places.
/// </summary>
internal sealed class ExtractStream(RequestedPages pages, PageCleaner cleaner, CleanOptions options, TimeProvider time, ILogger<ExtractStream> log)
{
    private const int MaxKey = 200;

    /// <summary>Answers a stream until the client has asked for its last page and taken the last answer.</summary>
    /// <param name="requests">What is asked for.</param>
    /// <param name="responses">Where the answers go.</param>
    /// <param name="abort">Ends the connection's stream: a status would wait behind the answers that nobody takes.</param>
    /// <param name="cancellationToken">The client's: it cancelled, hung up, or its deadline is over.</param>
    public async Task RunAsync(
        IAsyncStreamReader<ExtractArticlesRequest> requests, IServerStreamWriter<ExtractArticlesResponse> responses, Action abort, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(options.StreamParallelism);
        var answers = Channel.CreateUnbounded<ExtractArticlesResponse>(new UnboundedChannelOptions { SingleReader = true });
        var reading = ReadAsync(requests, places, answers.Writer, end.Token);
        try
        {
            await foreach (var answer in answers.Reader.ReadAllAsync(end.Token))
            {
                await WriteAsync(responses, answer, abort, end.Token);
                places.Release();
            }

            await reading;
        }
        finally
        {
            // Whoever fails first ends the other, which uses what is disposed here.
            await end.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(
        IAsyncStreamReader<ExtractArticlesRequest> requests, SemaphoreSlim places, ChannelWriter<ExtractArticlesResponse> answers, CancellationToken cancellationToken)
    {
        var underWay = new List<Task>(options.StreamParallelism);
        Exception? fault = null;
        try
        {
            while (true)
            {
                await places.WaitAsync(cancellationToken);
                underWay.RemoveAll(task => task.IsCompleted);
                if (!await NextAsync(requests, cancellationToken))
                {
                    break;
                }

                underWay.Add(AnswerAsync(requests.Current, answers, cancellationToken));
            }
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        answers.Complete(fault);
    }

    private async Task<bool> NextAsync(IAsyncStreamReader<ExtractArticlesRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.MoveNext(cancellationToken).WaitAsync(options.StreamIdle, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw RpcErrors.Error(Code.DeadlineExceeded, "STREAM_IDLE", $"No page was asked for within {options.StreamIdle.TotalSeconds:0} s (Clean:StreamIdle).");
        }
    }

    private async Task WriteAsync(
        IServerStreamWriter<ExtractArticlesResponse> responses, ExtractArticlesResponse answer, Action abort, CancellationToken cancellationToken)
    {
        try
        {
            await responses.WriteAsync(answer, cancellationToken).WaitAsync(options.StreamIdle, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            log.StreamNotRead(options.StreamIdle.TotalSeconds);
            abort();
            throw RpcErrors.Error(Code.DeadlineExceeded, "STREAM_IDLE", $"No answer was taken within {options.StreamIdle.TotalSeconds:0} s (Clean:StreamIdle).");
        }
    }

    private async Task AnswerAsync(ExtractArticlesRequest request, ChannelWriter<ExtractArticlesResponse> answers, CancellationToken cancellationToken)
    {
        // What follows must not hold up the reading of the stream.
        await Task.Yield();
        var answer = new ExtractArticlesResponse { Key = request.Key.Length > MaxKey ? "" : request.Key };
        try
        {
            if (request.Key.Length > MaxKey)
            {
                throw RpcErrors.InvalidField("key", $"has {request.Key.Length} characters; at most {MaxKey} are taken.");
            }

            var page = await pages.ReadAsync(request.Page ?? throw RpcErrors.InvalidField("page", "is missing."), cancellationToken);
            var (article, rejection) = await cleaner.CleanAsync(page, cancellationToken);
            if (article is not null)
            {
                answer.Article = article;
            }
            else
            {
                answer.Rejection = rejection;
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (RpcException exception)
        {
            answer.Error = ErrorOf(exception);
        }
        catch (Exception exception)
        {
            // The boundary of one page: the others go on.
            log.StreamedPageFailed(exception, exception.Message);
            answer.Error = new ExtractError { Code = (int)Code.Internal, Reason = "INTERNAL", Message = "The page could not be read; the service's log says why." };
        }

        await answers.WriteAsync(answer, cancellationToken);
    }

    private static ExtractError ErrorOf(RpcException exception)
    {
        var info = exception.GetRpcStatus()?.GetDetail<ErrorInfo>();
        return new ExtractError { Code = (int)exception.StatusCode, Reason = info?.Reason ?? "", Message = exception.Status.Detail };
    }
}
