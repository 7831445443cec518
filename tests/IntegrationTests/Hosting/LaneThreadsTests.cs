using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting;

namespace NewsPlatform.IntegrationTests.Hosting;

public sealed class LaneThreadsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Live_work_does_not_wait_for_the_past_however_much_of_it_there_is()
    {
        using var threads = new LaneThreads("work");
        using var gate = new ManualResetEventSlim();
        var past = Enumerable.Range(0, 100).Select(i => threads.RunAsync(Lane.Backfill, () => Held(gate, i), CancellationToken.None)).ToList();

        Assert.Equal(1, await threads.RunAsync(Lane.Live, () => 1, CancellationToken.None).WaitAsync(Limit));
        Assert.Equal(2, await threads.RunAsync(Lane.Unspecified, () => 2, CancellationToken.None).WaitAsync(Limit));
        Assert.DoesNotContain(past, task => task.IsCompleted);

        gate.Set();
        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(past).WaitAsync(Limit));
    }

    [Fact]
    public async Task Past_yields_the_processor_to_the_present()
    {
        using var threads = new LaneThreads("work");
        var live = await threads.RunAsync(Lane.Live, Niceness, CancellationToken.None).WaitAsync(Limit);
        var past = await threads.RunAsync(Lane.Backfill, Niceness, CancellationToken.None).WaitAsync(Limit);

        // 19 is the lowest priority there is.
        Assert.Equal(Math.Min(live + 10, 19), past);
        Assert.True(live < past, $"live {live}, past {past}");
    }

    [Fact]
    public async Task Past_wakes_whoever_waits_for_it_on_a_thread_whose_priority_others_may_inherit()
    {
        using var threads = new LaneThreads("work");
        using var gate = new ManualResetEventSlim();
        var own = await threads.RunAsync(Lane.Live, Niceness, CancellationToken.None).WaitAsync(Limit);

        // On the thread that ends the task.
        var end = threads.RunAsync(Lane.Backfill, () => Held(gate, 1), CancellationToken.None)
            .ContinueWith(_ => Niceness(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        gate.Set();

        Assert.Equal(own, await end.WaitAsync(Limit));
    }

    [Fact]
    public async Task What_waits_when_the_threads_are_disposed_is_still_done_and_nobody_waits_for_ever()
    {
        var threads = new LaneThreads("work");
        using var gate = new ManualResetEventSlim();
        var all = Enumerable.Range(0, 40).Select(i => threads.RunAsync(i % 2 == 0 ? Lane.Live : Lane.Backfill, () => Held(gate, i), CancellationToken.None)).ToList();
        threads.Dispose();
        gate.Set();

        Assert.Equal(Enumerable.Range(0, 40), await Task.WhenAll(all).WaitAsync(Limit));
    }

    [Fact]
    public async Task What_fails_or_is_cancelled_fails_its_caller_and_no_thread()
    {
        using var threads = new LaneThreads("work");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => threads.RunAsync<int>(Lane.Backfill, () => throw new InvalidDataException("bad"), CancellationToken.None)).WaitAsync(Limit);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => threads.RunAsync(Lane.Live, () => 1, cancelled.Token)).WaitAsync(Limit);
        Assert.Equal(3, await threads.RunAsync(Lane.Backfill, () => 3, CancellationToken.None).WaitAsync(Limit));
    }

    private static int Held(ManualResetEventSlim gate, int result)
    {
        gate.Wait();
        return result;
    }

    // Of the thread that asks: the 19th field of its line, counted after the name, which may have spaces.
    private static int Niceness()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }
}
