using System.Diagnostics;
using System.Text.Json;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.ContractTests.Cli;

public sealed class WatchCommandTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Watch_prints_each_change_at_once_and_ends_with_0_on_interrupt()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.Append(ChangeKind.Stored, SampleArticle.Numbered(1));
        using var watch = Start(server, "--from", "0");

        Assert.Equal((1, "stored", "articles/a1"), await NextAsync(watch));
        server.Store.Append(ChangeKind.Revised, SampleArticle.Numbered(1));
        Assert.Equal((2, "revised", "articles/a1"), await NextAsync(watch));

        (await Command.RunAsync("kill", ["-INT", $"{watch.Id}"], Limit)).EnsureSuccess("kill");
        await watch.WaitForExitAsync(new CancellationTokenSource(Limit).Token);
        Assert.Equal(0, watch.ExitCode);
        Assert.Equal("", await watch.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task Watch_goes_on_after_the_last_position_when_the_stream_breaks_off()
    {
        await using var server = await FakePlatform.StartAsync();
        server.Store.BreakAfter = 2;
        for (var number = 1; number <= 4; number++)
        {
            server.Store.Append(ChangeKind.Stored, SampleArticle.Numbered(number));
        }

        var result = await News.RunAsync(server, "watch", "--from", "0", "--limit", "4", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([1, 2, 3, 4], News.Lines(result).Select(change => change.GetProperty("position").GetInt32()));
        Assert.Equal([0, 2], server.Store.WatchedFrom);
    }

    [Fact]
    public async Task Watch_outlives_a_restart_of_the_server()
    {
        var first = await FakePlatform.StartAsync();
        first.Store.Append(ChangeKind.Stored, SampleArticle.Numbered(1));
        using var watch = Start(first, "--from", "0", "--limit", "2");
        Assert.Equal((1, "stored", "articles/a1"), await NextAsync(watch));
        await first.DisposeAsync();

        await using var second = await FakePlatform.StartAsync(port: new Uri(first.Address).Port);
        second.Store.Append(ChangeKind.Stored, SampleArticle.Numbered(1));
        second.Store.Append(ChangeKind.Withdrawn, SampleArticle.Numbered(1));

        Assert.Equal((2, "withdrawn", "articles/a1"), await NextAsync(watch));
        await watch.WaitForExitAsync(new CancellationTokenSource(Limit).Token);
        Assert.Equal(0, watch.ExitCode);
        Assert.Equal([1], second.Store.WatchedFrom);
    }

    [Fact]
    public async Task Watch_whose_reader_has_gone_ends_at_the_next_change()
    {
        await using var server = await FakePlatform.StartAsync();
        var running = Command.RunAsync("sh", ["-c", $"'{News.Program}' watch --from 0 --json --server {server.Address} | head -1"], Limit);

        for (var number = 1; !running.IsCompleted; number++)
        {
            server.Store.Append(ChangeKind.Stored, SampleArticle.Numbered(number));
            await Task.WhenAny(running, Task.Delay(100));
        }

        Assert.Single(News.Lines(await running));
    }

    private static Process Start(FakePlatform server, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(News.Program, ["watch", "--json", "--server", server.Address, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;

    private static async Task<(int Position, string? Kind, string? Article)> NextAsync(Process watch)
    {
        var line = await watch.StandardOutput.ReadLineAsync(new CancellationTokenSource(Limit).Token);
        var change = JsonDocument.Parse(line!).RootElement;
        return (change.GetProperty("position").GetInt32(), change.GetProperty("kind").GetString(), change.GetProperty("article").GetProperty("name").GetString());
    }
}
