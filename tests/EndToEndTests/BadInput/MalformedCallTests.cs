using Google.Protobuf.Reflection;
using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Every method refuses wrong requests with the right status and a stable reason, over SQLite.</summary>
public sealed class MalformedCallTests(HostileWeb web) : IClassFixture<HostileWeb>
{
    private static readonly ServiceDescriptor[] Services =
        [FetchService.Descriptor, CleanService.Descriptor, EnrichService.Descriptor, StoreService.Descriptor];

    [Theory]
    [InlineData("FetchService")]
    [InlineData("CleanService")]
    [InlineData("EnrichService")]
    [InlineData("StoreService")]
    public Task Malformed_request_is_refused_with_a_reason(string service) => web.Platform.RunAsync(async () =>
        await MalformedCalls.AssertRefusedAsync(web.Platform.Host, service));

    [Fact]
    public void Each_method_has_a_malformed_request()
    {
        var methods = Services.SelectMany(service => service.Methods.Select(method => $"{service.Name}.{method.Name}"));

        Assert.Equal(methods.Order(StringComparer.Ordinal), MalformedCalls.All.Select(call => call.Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public Task Message_beyond_the_limit_of_the_server_is_refused() => web.Platform.RunAsync(async () =>
    {
        var request = new IngestPageRequest { Url = "https://example.org/", Content = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(new byte[30 << 20]) };

        var refused = await Assert.ThrowsAsync<RpcException>(() => web.Platform.Fetch.IngestPageAsync(request).ResponseAsync);

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    });
}
