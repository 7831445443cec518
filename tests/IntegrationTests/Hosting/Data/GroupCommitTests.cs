using System.Diagnostics;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.IntegrationTests.Hosting.Data;

public sealed class GroupCommitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Items_that_come_during_a_commit_share_the_next_one()
    {
        var gate = new TaskCompletionSource();
        var groups = new List<int>();
        await using var group = new GroupCommit<int, int>(async (items, _) =>
        {
            groups.Add(items.Count);
            await gate.Task;
            return [.. items.Select(i => i * 2)];
        });

        var first = group.WriteAsync(1, CancellationToken.None);
        await WaitForAsync(() => groups.Count == 1);
        var others = Enumerable.Range(2, 9).Select(i => group.WriteAsync(i, CancellationToken.None)).ToList();
        gate.SetResult();

        Assert.Equal(2, await first.WaitAsync(Limit));
        Assert.Equal(Enumerable.Range(2, 9).Select(i => i * 2), await Task.WhenAll(others).WaitAsync(Limit));
        Assert.Equal([1, 9], groups);
    }

    [Fact]
    public async Task Items_that_come_soon_after_a_commit_wait_for_each_other_and_a_whole_group_for_nobody()
    {
        var groups = new List<int>();
        await using var group = new GroupCommit<int, int>(
            (items, _) =>
            {
                groups.Add(items.Count);
                return Task.FromResult(items);
            },
            maxGroup: 4,
            writers: 2,
            gather: TimeSpan.FromSeconds(2));

        await group.WriteAsync(1, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(2, 3).Select(i => group.WriteAsync(i, CancellationToken.None))).WaitAsync(Limit);
        Assert.Equal([1, 3], groups);
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(1), $"it took {clock.Elapsed}");

        clock.Restart();
        await Task.WhenAll(Enumerable.Range(5, 4).Select(i => group.WriteAsync(i, CancellationToken.None))).WaitAsync(Limit);
        Assert.Equal([1, 3, 4], groups);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"it took {clock.Elapsed}");
    }

    [Fact]
    public async Task Callers_as_many_as_a_bus_hands_out_at_once_are_not_held_back_though_they_are_no_whole_group()
    {
        await using var group = new GroupCommit<int, int>((items, _) => Task.FromResult(items), writers: 2, gather: TimeSpan.FromSeconds(8));
        await group.WriteAsync(0, CancellationToken.None).WaitAsync(Limit);

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(1, 16).Select(i => group.WriteAsync(i, CancellationToken.None))).WaitAsync(Limit);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(6), $"it took {clock.Elapsed}");
    }

    [Fact]
    public async Task What_is_urgent_waits_for_nobody_though_others_are_gathered_and_takes_them_along()
    {
        var groups = new List<int[]>();
        await using var group = new GroupCommit<int, int>(
            (items, _) =>
            {
                groups.Add([.. items]);
                return Task.FromResult(items);
            },
            writers: 2,
            gather: TimeSpan.FromSeconds(20),
            isUrgent: item => item < 0);
        await group.WriteAsync(1, CancellationToken.None).WaitAsync(Limit);
        var gathered = group.WriteAsync(2, CancellationToken.None);
        await Task.Delay(50);
        Assert.False(gathered.IsCompleted);

        Assert.Equal(-3, await group.WriteAsync(-3, CancellationToken.None).WaitAsync(Limit));
        Assert.Equal(2, await gathered.WaitAsync(Limit));
        Assert.Equal([[1], [-3, 2]], groups);
    }

    [Fact]
    public async Task What_is_urgent_goes_before_however_many_others_that_came_before()
    {
        var gate = new TaskCompletionSource();
        var groups = new List<int[]>();
        await using var group = new GroupCommit<int, int>(
            async (items, _) =>
            {
                groups.Add([.. items]);
                await gate.Task;
                return items;
            },
            maxGroup: 4,
            isUrgent: item => item < 0);
        var all = new List<Task<int>> { group.WriteAsync(-1, CancellationToken.None) };
        await WaitForAsync(() => groups.Count == 1);
        all.AddRange(Enumerable.Range(2, 9).Select(i => group.WriteAsync(i, CancellationToken.None)));
        all.Add(group.WriteAsync(-11, CancellationToken.None));
        all.Add(group.WriteAsync(-12, CancellationToken.None));
        gate.SetResult();
        await Task.WhenAll(all).WaitAsync(Limit);

        Assert.Equal([[-1], [-11, -12, 2, 3]], groups.Take(2));
        Assert.Equal(Enumerable.Range(2, 9), groups.SelectMany(g => g).Where(i => i > 0));
    }

    [Fact]
    public async Task What_is_not_urgent_has_its_turn_though_there_is_always_more_of_the_urgent_than_a_group_holds()
    {
        var flood = new List<Task>();
        GroupCommit<int, int>? group = null;
        group = new GroupCommit<int, int>(
            async (items, cancellationToken) =>
            {
                // Whoever comes meanwhile fills the next group.
                flood.AddRange(items.Where(item => item < 0).Select(item => group!.WriteAsync(item, cancellationToken)));
                await Task.Delay(1, cancellationToken);
                return items;
            },
            maxGroup: 8,
            isUrgent: item => item < 0);
        await using var disposed = group;
        flood.AddRange(Enumerable.Range(1, 30).Select(i => group.WriteAsync(-i, CancellationToken.None)));

        Assert.Equal(1, await group.WriteAsync(1, CancellationToken.None).WaitAsync(Limit));
    }

    [Fact]
    public async Task Disposing_while_callers_are_gathered_cancels_them_at_once()
    {
        var group = new GroupCommit<int, int>((items, _) => Task.FromResult(items), writers: 2, gather: TimeSpan.FromSeconds(30));
        await group.WriteAsync(1, CancellationToken.None).WaitAsync(Limit);
        var gathered = group.WriteAsync(2, CancellationToken.None);

        await group.DisposeAsync().AsTask().WaitAsync(Limit);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gathered.WaitAsync(Limit));
    }

    [Fact]
    public async Task Group_is_written_outside_the_trace_in_which_the_first_caller_came()
    {
        using var first = new Activity("first message").Start();
        Activity? during = null;
        await using var group = new GroupCommit<int, int>((items, _) =>
        {
            during = Activity.Current;
            return Task.FromResult(items);
        });
        Assert.Equal(1, await group.WriteAsync(1, CancellationToken.None).WaitAsync(Limit));

        Assert.Null(during);
        Assert.Equal(first, Activity.Current);
    }

    [Fact]
    public async Task Bad_item_does_not_fail_its_neighbours()
    {
        var gate = new TaskCompletionSource();
        await using var group = Gated(gate, items => items.Contains(3) ? throw new InvalidOperationException("bad item") : items);
        var all = Start(group, 0, 1, 2, 3, 4, 5);
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => all[3].WaitAsync(Limit));
        Assert.Equal((int[])[0, 1, 2, 4, 5], await Task.WhenAll(all.Where((_, i) => i != 3)).WaitAsync(Limit));
    }

    [Fact]
    public async Task Transient_fault_fails_all_without_trying_each_alone()
    {
        var gate = new TaskCompletionSource();
        var calls = 0;
        await using var group = Gated(gate, items =>
        {
            calls++;
            return items.Contains(1) ? throw new Microsoft.Data.Sqlite.SqliteException("database is locked", 5) : items;
        });
        var all = Start(group, 0, 1, 2, 3);
        gate.SetResult();

        Assert.Equal(0, await all[0].WaitAsync(Limit));
        foreach (var task in all.Skip(1))
        {
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => task.WaitAsync(Limit));
        }

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Cancelled_caller_leaves_its_neighbours_alone()
    {
        var gate = new TaskCompletionSource();
        await using var group = Gated(gate, items => items);
        using var cancel = new CancellationTokenSource();
        var all = Start(group, 0, 1, 2);
        var impatient = group.WriteAsync(3, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.WaitAsync(Limit));
        gate.SetResult();
        Assert.Equal((int[])[0, 1, 2], await Task.WhenAll(all).WaitAsync(Limit));
    }

    [Fact]
    public async Task Cancellation_within_the_write_fails_its_item_and_not_the_writer()
    {
        var gate = new TaskCompletionSource();
        await using var group = Gated(gate, items => items.Contains(1) ? throw new TaskCanceledException("a time limit of the driver") : items);
        var all = Start(group, 0, 1, 2);
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => all[1].WaitAsync(Limit));
        Assert.Equal(2, await all[2].WaitAsync(Limit));
        Assert.Equal(7, await group.WriteAsync(7, CancellationToken.None).WaitAsync(Limit));
    }

    [Fact]
    public async Task Disposing_cancels_what_is_pending_and_what_comes_later()
    {
        var group = new GroupCommit<int, int>(
            async (items, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return items;
            },
            maxGroup: 2);
        var pending = Enumerable.Range(0, 30).Select(i => group.WriteAsync(i, CancellationToken.None)).ToList();

        await group.DisposeAsync().AsTask().WaitAsync(Limit);

        foreach (var task in pending.Append(group.WriteAsync(99, CancellationToken.None)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(Limit));
        }

        await group.DisposeAsync();
    }

    // The first write waits at the gate, so that what follows makes one group.
    private static GroupCommit<int, int> Gated(TaskCompletionSource gate, Func<IReadOnlyList<int>, IReadOnlyList<int>> write) =>
        new(async (items, _) =>
        {
            await gate.Task;
            return write(items);
        });

    private static List<Task<int>> Start(GroupCommit<int, int> group, params int[] items)
    {
        var tasks = new List<Task<int>> { group.WriteAsync(items[0], CancellationToken.None) };
        Thread.Sleep(100);
        tasks.AddRange(items.Skip(1).Select(i => group.WriteAsync(i, CancellationToken.None)));
        return tasks;
    }

    private static Task WaitForAsync(Func<bool> condition) => NewsPlatform.TestKit.Wait.UntilAsync(condition, "the write", Limit);
}
