using NewsPlatform.Hosting.Configuration;

namespace NewsPlatform.IntegrationTests.Hosting.Configuration;

public sealed class CommandLineFlagsTests
{
    [Theory]
    [InlineData("--data=/x", "Server:DataFolder", "/x")]
    [InlineData("--http=0", "Server:HttpPort", "0")]
    [InlineData("--Fetch:HostInterval=1s", "Fetch:HostInterval", "1s")]
    [InlineData("Fetch:HostInterval=1s", "Fetch:HostInterval", "1s")]
    [InlineData("--Fetch:UserAgent=a=b", "Fetch:UserAgent", "a=b")]
    public void Setting_is_read_from_one_argument(string argument, string key, string value) =>
        Assert.Equal(value, CommandLineFlags.Parse([argument]).Settings[key]);

    [Fact]
    public void Setting_is_read_from_two_arguments() =>
        Assert.Equal("/x", CommandLineFlags.Parse(["--data", "/x", "--grpc", "1"]).Settings["Server:DataFolder"]);

    [Theory]
    [InlineData("https://news.example/a:b?c=d")]
    [InlineData("page.html")]
    [InlineData("a=b:c")]
    public void What_is_no_setting_is_an_operand(string argument)
    {
        var parsed = CommandLineFlags.Parse([argument, "--no-demo"], "--no-demo");

        Assert.Equal([argument], parsed.Operands);
        Assert.Contains("--no-demo", parsed.Switches);
        Assert.Empty(parsed.Settings);
    }

    [Fact]
    public void All_that_is_wrong_is_in_one_message()
    {
        var faults = Assert.Throws<InvalidSettingsException>(() => CommandLineFlags.Parse(["--dta", "--no-demo", "--http"], "--no-demo")).Faults;

        Assert.Equal(2, faults.Count);
        Assert.StartsWith("--dta is not a flag; known are --data", faults[0], StringComparison.Ordinal);
        Assert.Equal("--http needs a value", faults[1]);
    }

    [Fact]
    public void Flag_is_not_taken_for_the_value_of_another()
    {
        var faults = Assert.Throws<InvalidSettingsException>(() => CommandLineFlags.Parse(["--data", "--no-demo"], "--no-demo")).Faults;

        Assert.Equal(["--data needs a value"], faults);
    }
}
