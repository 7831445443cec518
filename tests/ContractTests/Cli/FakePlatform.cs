using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>A server that keeps the contracts of fetch, clean and store in memory, or only some of them.</summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakePlatform(WebApplication app, FakeFetch fetch, FakeClean clean, FakeStore store)
    {
        this.app = app;
        Fetch = fetch;
        Clean = clean;
        Store = store;
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = listening.Single();
    }

    public FakeFetch Fetch { get; }

    public FakeClean Clean { get; }

    public FakeStore Store { get; }

    /// <summary>Where it speaks gRPC in plaintext.</summary>
    public string Address { get; }

    public static async Task<FakePlatform> StartAsync(bool fetch = true, bool store = true, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = 32 * 1024 * 1024);
        var (fakeFetch, fakeClean, fakeStore) = (new FakeFetch(), new FakeClean(), new FakeStore());
        builder.Services.AddSingleton(fakeFetch);
        builder.Services.AddSingleton(fakeClean);
        builder.Services.AddSingleton(fakeStore);
        var built = builder.Build();
        if (fetch)
        {
            built.MapGrpcService<FakeFetch>();
        }

        built.MapGrpcService<FakeClean>();
        if (store)
        {
            built.MapGrpcService<FakeStore>();
        }

        await built.StartAsync();
        return new FakePlatform(built, fakeFetch, fakeClean, fakeStore);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
