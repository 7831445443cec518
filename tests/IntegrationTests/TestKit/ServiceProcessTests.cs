using System.Globalization;
using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class ServiceProcessTests
{
    // A host in miniature: healthy from the third question on, ends with 3 on SIGTERM unless told to ignore it.
    private const string Host = """
        import http.server, os, signal, sys
        asked = 0
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                global asked
                asked += 1
                self.send_response(200 if asked > 2 and self.path == "/healthz" else 503)
                self.send_header("Content-Length", "0")
                self.end_headers()
        signal.signal(signal.SIGTERM, signal.SIG_IGN if "stubborn" in sys.argv else lambda *_: os._exit(3))
        print("host is up", flush=True)
        http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
        """;

    [Fact]
    public async Task Host_is_healthy_only_when_its_check_says_so_and_stops_when_asked()
    {
        await using var host = await StartAsync();

        await host.WaitUntilHealthyAsync();

        Assert.True(host.CpuTime > TimeSpan.Zero);
        Assert.True(host.ResidentBytes > 1_000_000);
        Assert.Equal(3, await host.StopAsync());
        Assert.Null(host.CpuTime);
    }

    [Fact]
    public async Task Killed_host_runs_no_handler()
    {
        await using var host = await StartAsync();
        await host.WaitUntilHealthyAsync();

        await host.KillAsync();

        Assert.Equal(128 + LinuxProcesses.SigKill, host.ExitCode);
    }

    [Fact]
    public async Task Host_that_ignores_the_request_to_stop_is_killed_and_reported()
    {
        await using var host = await StartAsync("stubborn");
        await host.WaitUntilHealthyAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StopAsync(TimeSpan.FromMilliseconds(500)));

        Assert.Contains("still ran 0.5 s after SIGTERM", error.Message, StringComparison.Ordinal);
        Assert.True(host.HasExited);
    }

    [Fact]
    public async Task Host_that_ends_before_it_is_healthy_is_reported_with_its_output()
    {
        await using var host = await ServiceProcess.StartProgramAsync("broken", "sh", ["-c", "echo bad setting >&2; exit 4"], FreePort.Next());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.WaitUntilHealthyAsync());

        Assert.Contains("ended with code 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("bad setting", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_of_the_product_are_found_in_the_build_output()
    {
        var assembly = BuildOutput.Assembly("services/standalone/NewsPlatform.Standalone");

        Assert.True(File.Exists(assembly));
        Assert.Throws<FileNotFoundException>(() => BuildOutput.Assembly("services/none/NewsPlatform.None"));
    }

    private static Task<ServiceProcess> StartAsync(params string[] flags)
    {
        var port = FreePort.Next();
        return ServiceProcess.StartProgramAsync("host", "/usr/bin/python3", ["-c", Host, port.ToString(CultureInfo.InvariantCulture), .. flags], port);
    }
}
