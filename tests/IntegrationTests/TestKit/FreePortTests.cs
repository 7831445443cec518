using NewsPlatform.TestKit.Processes;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class FreePortTests
{
    [Fact]
    public void Ports_are_never_given_twice_in_a_row_and_stay_below_the_ephemeral_range()
    {
        var ports = Enumerable.Range(0, 200).Select(_ => FreePort.Next()).ToArray();

        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 1024, 32_767));
    }
}
