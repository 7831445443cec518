using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>The platform as it comes: nothing on this machine or in its network can be asked through it.</summary>
public sealed class AddressGuardTests
{
    [Fact]
    public async Task Private_addresses_are_excluded_and_never_asked()
    {
        await using var web = await TestWeb.StartAsync("127.0.0.141");
        await using var platform = await StandalonePlatform.StartBareAsync(["--no-demo", "--Fetch:HostInterval=0s", "--Fetch:RetryDelays=100ms"]);
        await platform.RunAsync(async () =>
        {
            string[] urls =
            [
                web.At("/secret.html").AbsoluteUri,
                "http://127.0.0.1/secret.html",
                "http://10.0.0.1/secret.html",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/secret.html",
                "http://[::ffff:127.0.0.1]/secret.html",
                "http://localhost/secret.html",
                "http://2130706433/secret.html",
                $"{platform.Host.HttpAddress}v1/articles",
            ];
            await platform.SubmitAsync(urls);
            await platform.WaitUntilSettledAsync(TimeSpan.FromSeconds(60));

            var traces = await platform.TracesAsync();
            Assert.InRange(traces.Count, urls.Length - 1, urls.Length);
            Assert.All(traces, trace => Assert.True(trace is { Outcome: Outcome.Excluded, ReasonCode: "address_blocked" }, trace.ToString()));
            Assert.Empty(web.Requests);
        });
    }
}
