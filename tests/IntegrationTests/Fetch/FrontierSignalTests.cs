using NewsPlatform.Fetch.Frontier;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Fetch;

public sealed class FrontierSignalTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task Waits_for_the_limit_when_nothing_is_due()
    {
        using var signal = new FrontierSignal(clock);

        await AssertEndsAfterAsync(signal.WaitAsync(10 * Second, CancellationToken.None), seconds: 10);
    }

    [Fact]
    public async Task Wait_ends_although_the_clock_stands_still()
    {
        using var signal = new FrontierSignal(clock);
        signal.SetIn(TimeSpan.FromMilliseconds(50));

        await signal.WaitAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None).WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task What_is_due_before_and_what_becomes_due_meanwhile_ends_the_wait_and_only_one()
    {
        using var signal = new FrontierSignal(clock);
        signal.Set();
        signal.Set();
        await signal.WaitAsync(10 * Second, CancellationToken.None).WaitAsync(Wait.Limit);

        var wait = signal.WaitAsync(10 * Second, CancellationToken.None);
        Assert.False(wait.IsCompleted);
        signal.Set();
        await wait.WaitAsync(Wait.Limit);

        await AssertEndsAfterAsync(signal.WaitAsync(3 * Second, CancellationToken.None), seconds: 3);
    }

    [Fact]
    public async Task Each_planned_time_ends_one_wait_in_whatever_order_they_were_planned_and_those_that_are_over_end_one_together()
    {
        using var signal = new FrontierSignal(clock);
        signal.SetIn(5 * Second);
        signal.SetIn(2 * Second);
        await AssertEndsAfterAsync(signal.WaitAsync(60 * Second, CancellationToken.None), seconds: 2);

        // An earlier one than that for which it is being waited.
        var wait = signal.WaitAsync(60 * Second, CancellationToken.None);
        signal.SetIn(1 * Second);
        await AssertEndsAfterAsync(wait, seconds: 1);
        await AssertEndsAfterAsync(signal.WaitAsync(60 * Second, CancellationToken.None), seconds: 2);

        signal.SetIn(1 * Second);
        signal.SetIn(2 * Second);
        clock.Advance(3 * Second);
        await signal.WaitAsync(60 * Second, CancellationToken.None).WaitAsync(Wait.Limit);
        await AssertEndsAfterAsync(signal.WaitAsync(4 * Second, CancellationToken.None), seconds: 4);
    }

    [Fact]
    public async Task More_than_can_be_planned_is_let_go()
    {
        using var signal = new FrontierSignal(clock);
        for (var i = 0; i < 20_000; i++)
        {
            signal.SetIn(TimeSpan.FromHours(1));
        }

        await AssertEndsAfterAsync(signal.WaitAsync(2 * Second, CancellationToken.None), seconds: 2);
        clock.Advance(TimeSpan.FromHours(2));
        await signal.WaitAsync(2 * Second, CancellationToken.None).WaitAsync(Wait.Limit);
        await AssertEndsAfterAsync(signal.WaitAsync(2 * Second, CancellationToken.None), seconds: 2);
    }

    [Fact]
    public async Task Cancelled_wait_throws()
    {
        using var signal = new FrontierSignal(clock);
        using var cancel = new CancellationTokenSource();
        var wait = signal.WaitAsync(Second, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    // Advances in steps, for a wait that is woken sets its next timer only then.
    private async Task AssertEndsAfterAsync(Task wait, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            await Task.Delay(50);
            Assert.False(wait.IsCompleted, $"it ended after {i} s");
            clock.Advance(Second);
        }

        await wait.WaitAsync(Wait.Limit);
    }
}
