using System.Collections.Concurrent;

namespace NewsPlatform.Cli.Offline;

/// <summary>Work over all cores with results in the order of the inputs and bounded memory.</summary>
internal static class OrderedWork
{
    // A deep page needs a deep stack; the limits of the libraries are met long before this.
    private const int StackBytes = 16 * 1024 * 1024;

    // How far the fastest worker may be ahead of the slowest.
    private const int JobsAheadAThread = 16;

    /// <param name="inputs">Read as needed, by the calling thread.</param>
    /// <param name="threads">How many.</param>
    /// <param name="work">Called on one of the threads.</param>
    /// <param name="each">Called by the calling thread with each result, in the order of the inputs.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static void Run<TInput, TResult>(
        IEnumerable<TInput> inputs, int threads, Func<TInput, CancellationToken, TResult> work, Action<TResult> each, CancellationToken cancellationToken)
    {
        using var jobs = new BlockingCollection<Job<TInput, TResult>>();
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = new Thread[threads];
        for (var index = 0; index < threads; index++)
        {
            workers[index] = new Thread(() => Serve(jobs, work, failed.Token), StackBytes) { IsBackground = true, Name = "work" };
            workers[index].Start();
        }

        try
        {
            var waiting = new Queue<Job<TInput, TResult>>();
            foreach (var input in inputs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var job = new Job<TInput, TResult>(input);
                waiting.Enqueue(job);
                jobs.Add(job, cancellationToken);
                while (waiting.Count >= threads * JobsAheadAThread || (waiting.TryPeek(out var first) && first.Result.Task.IsCompleted))
                {
                    each(Wait(waiting.Dequeue(), cancellationToken));
                }
            }

            while (waiting.TryDequeue(out var job))
            {
                each(Wait(job, cancellationToken));
            }
        }
        catch
        {
            failed.Cancel();
            throw;
        }
        finally
        {
            jobs.CompleteAdding();
            foreach (var worker in workers)
            {
                worker.Join();
            }
        }
    }

    private static TResult Wait<TInput, TResult>(Job<TInput, TResult> job, CancellationToken cancellationToken)
    {
        job.Result.Task.Wait(cancellationToken);
        return job.Result.Task.Result;
    }

    private static void Serve<TInput, TResult>(
        BlockingCollection<Job<TInput, TResult>> jobs, Func<TInput, CancellationToken, TResult> work, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.GetConsumingEnumerable(CancellationToken.None))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                job.Result.TrySetCanceled(cancellationToken);
                continue;
            }

            try
            {
                job.Result.SetResult(work(job.Input, cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                job.Result.TrySetCanceled(cancellationToken);
            }
            catch (Exception exception)
            {
                // Handed to the calling thread, which ends the run with it.
                job.Result.SetException(exception);
            }
        }
    }

    private sealed record Job<TInput, TResult>(TInput Input)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
