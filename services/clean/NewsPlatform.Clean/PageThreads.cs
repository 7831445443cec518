using System.Collections.Concurrent;

namespace NewsPlatform.Clean;

/// <summary>
/// Threads on which pages are read, as many as there are processors. Reading is computing: more pages at once would only
/// make each of them slow and hold the trees of all of them in memory. And always the same threads, because the parser
/// takes a buffer as large as the page from the shared pool, which keeps such buffers for each thread that ever used one.
/// </summary>
internal sealed class PageThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> waiting = [];

    public PageThreads()
    {
        for (var i = 0; i < MaximumConcurrencyLevel; i++)
        {
            new Thread(Run) { IsBackground = true, Name = $"page {i}" }.UnsafeStart();
        }
    }

    /// <summary>Pages that wait for a thread.</summary>
    public int Waiting => waiting.Count;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel { get; } = Environment.ProcessorCount;

    /// <summary>Runs work on one of the threads.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, this);

    /// <inheritdoc/>
    public void Dispose() => waiting.CompleteAdding();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => waiting.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => waiting;

    private void Run()
    {
        foreach (var task in waiting.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
