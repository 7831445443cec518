using NewsPlatform.Fetch;
using NewsPlatform.Hosting;
using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.IntegrationTests.Hosting.Configuration;

public sealed class HostSettingsTests
{
    [Fact]
    public void Environment_variable_is_read_and_a_flag_wins_over_it()
    {
        // No other test reads this setting, and the value is within its range.
        Environment.SetEnvironmentVariable("Server__StuckAfter", "77s");
        try
        {
            Assert.Equal(TimeSpan.FromSeconds(77), Build().StuckAfter);
            Assert.Equal(TimeSpan.FromSeconds(88), Build("--Server:StuckAfter=88s").StuckAfter);
        }
        finally
        {
            Environment.SetEnvironmentVariable("Server__StuckAfter", null);
        }
    }

    [Fact]
    public void Faults_of_all_sections_are_in_one_message()
    {
        var faults = Assert.Throws<InvalidSettingsException>(() => NewsHost.Build(
            CommandLineFlags.Parse(["--http=99999", "--Bus:Transport=pigeon", "--Fetch:Workers=0", "--Database:Provider=postgres", "--address=here"]),
            [FetchModule.Module])).Faults;

        Assert.Equal(5, faults.Count);
        foreach (var setting in (string[])["Server:HttpPort", "Server:Address", "Bus:Transport", "Fetch:Workers", "Database:ConnectionString"])
        {
            Assert.Contains(faults, f => f.Contains(setting, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Wrong_settings_end_the_process_with_code_2() =>
        Assert.Equal(2, await NewsHost.RunAsync(["--http=none"], FetchModule.Module));

    private static ServerOptions Build(params string[] args)
    {
        using var app = NewsHost.Build(CommandLineFlags.Parse(args), []) as IDisposable;
        return (ServerOptions)((Microsoft.AspNetCore.Builder.WebApplication)app!).Services.GetService(typeof(ServerOptions))!;
    }
}
