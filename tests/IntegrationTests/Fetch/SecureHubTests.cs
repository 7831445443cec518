using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Web;
using State = NewsPlatform.Contracts.Fetch.V1.Subscription.Types.State;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>A hub that is asked by https, whose certificate a process is told to trust, or not. Trust is a process's: each has its own.</summary>
public sealed class SecureHubTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hub_by_https_is_subscribed_to_when_its_certificate_is_trusted_and_told_of_when_it_is_not(bool trusted)
    {
        using var certificate = CertificateOf("127.0.0.2");
        var folder = ScratchFolder.Create("secure");
        var trust = Path.Combine(folder, "trusted.pem");
        await File.WriteAllTextAsync(trust, certificate.ExportCertificatePem());
        await using var hub = await TestHub.StartAsync("127.0.0.2", certificate);
        await using var web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html("<p>x");
        web.Serve("/feed", TestResponse.Xml(Feed(web, hub, "/a")));
        var (http, grpc) = (FreePort.Next().ToString(CultureInfo.InvariantCulture), FreePort.Next().ToString(CultureInfo.InvariantCulture));
        await using var service = await ServiceProcess.StartAsync("services/fetch/NewsPlatform.Fetch", int.Parse(http, CultureInfo.InvariantCulture), environment: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Server__HttpPort"] = http,
            ["Server__GrpcPort"] = grpc,
            ["Server__DataFolder"] = folder,
            ["Fetch__AllowedNetworks"] = "127.0.0.0/8",
            ["Fetch__HostInterval"] = "0s",
            ["Fetch__WebSub__CallbackUrl"] = $"http://127.0.0.1:{http}/",
            ["SSL_CERT_FILE"] = trusted ? trust : null,
        });
        await service.WaitUntilHealthyAsync();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{grpc}");
        var fetch = new FetchService.FetchServiceClient(channel);

        var source = await fetch.CreateSourceAsync(new CreateSourceRequest { Source = new Source { Url = web.At("/feed").AbsoluteUri } });

        Subscription? subscription = null;
        await Wait.UntilAsync(
            async token => (subscription = (await fetch.GetSourceHealthAsync(new GetSourceHealthRequest { Name = source.Name + "/health" }, cancellationToken: token)).Subscription) is { LastResult.Length: > 0 } now
                && (now.State == State.Active || !trusted),
            "the hub to be asked");
        if (trusted)
        {
            Assert.Equal(HttpStatusCode.Accepted, await hub.PushAsync(Assert.Single(hub.Asked), Feed(web, hub, "/pushed")));
            await Wait.UntilAsync(() => web.RequestsFor("/pushed").Count == 1, "the pushed page");
        }
        else
        {
            Assert.Empty(hub.Asked);
            Assert.NotEqual(State.Active, subscription!.State);
            Assert.Contains("certificate", subscription.LastResult, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Feed(TestWeb web, TestHub hub, string path) => $"""
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>News</title>
        <atom:link rel="self" href="{web.At("/feed")}"/><atom:link rel="hub" href="{hub.Address}"/><item><title>of {path}</title><link>{path}</link></item></channel></rss>
        """;

    private static X509Certificate2 CertificateOf(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hub", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
