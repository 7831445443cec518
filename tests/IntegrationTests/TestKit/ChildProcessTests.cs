using System.Globalization;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Child_dies_when_the_pipe_to_the_test_process_closes()
    {
        // `sleep 1` holds the pipe as a test process does, and is gone after a second.
        var result = await Command.RunAsync("sh", ["-c", "sleep 1 | sh -c \"$1\" sh sleep 600", "sh", ChildProcess.Watchdog], Limit);

        Assert.Equal(128 + LinuxProcesses.SigKill, result.ExitCode);
        Assert.False(LinuxProcesses.IsRunning(int.Parse(result.Output, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Child_of_a_test_process_that_dies_at_once_does_not_stay()
    {
        var result = await Command.RunAsync("sh", ["-c", ChildProcess.Watchdog, "sh", "sleep", "600"], Limit);

        Assert.Equal(128 + LinuxProcesses.SigKill, result.ExitCode);
    }

    [Fact]
    public async Task Kill_reaches_grandchildren_in_sessions_of_their_own()
    {
        await using var child = await ChildProcess.StartAsync("sh", ["-c", "setsid sleep 600 & echo $!; wait"]);
        await NewsPlatform.TestKit.Wait.UntilAsync(() => child.Output().Length > 0, "the grandchild's id", Limit);
        var grandchild = int.Parse(child.Output(), CultureInfo.InvariantCulture);
        Assert.True(LinuxProcesses.IsRunning(grandchild));

        await child.KillAsync();

        Assert.False(LinuxProcesses.IsRunning(grandchild));
        Assert.Equal(128 + LinuxProcesses.SigKill, child.ExitCode);
    }

    [Fact]
    public async Task Exit_code_and_output_of_a_child_that_ends_by_itself_are_kept()
    {
        await using var child = await ChildProcess.StartAsync("sh", ["-c", "echo out; echo err >&2; exit 7"]);

        Assert.Equal(7, await child.WaitForExitAsync(Limit));
        Assert.Contains("out", child.Output(), StringComparison.Ordinal);
        Assert.Contains("err", child.Output(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cpu_time_and_memory_of_a_running_process_are_known()
    {
        await using var child = await ChildProcess.StartAsync("sh", ["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done; sleep 600"]);
        await NewsPlatform.TestKit.Wait.UntilAsync(() => child.Output().Length > 0, "the loop to end", Limit);

        Assert.True(LinuxProcesses.CpuTime(child.Id) > TimeSpan.Zero);
        Assert.InRange(LinuxProcesses.ResidentBytes(child.Id) ?? 0, 100_000, 100_000_000);
    }
}
