using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.IntegrationTests.Hosting.Messaging;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Fetch with nothing behind it: what it announces is heard by a probe.</summary>
internal sealed class FetchHost : IAsyncDisposable
{
    private FetchHost(TestHost host, Probe<PageFetched> announced)
    {
        Host = host;
        Announced = announced;
        Client = new FetchService.FetchServiceClient(host.Channel);
    }

    public TestHost Host { get; }

    public FetchService.FetchServiceClient Client { get; }

    public Probe<PageFetched> Announced { get; }

    /// <summary>Short times, and loopback allowed.</summary>
    public static Task<Dictionary<string, string?>> SettingsAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, params (string Name, string Value)[] more) =>
        TestHost.SettingsAsync(
            provider,
            BusTransport.InMemory,
            [
                ("Fetch:AllowedNetworks", "127.0.0.0/8"),
                ("Fetch:HostInterval", "20ms"),
                ("Fetch:MinimumPollInterval", "50ms"),
                ("Fetch:IdleWait", "30ms"),
                ("Fetch:RetryDelays", "1h"),
                .. more,
            ]);

    public static async Task<FetchHost> StartAsync(params (string Name, string Value)[] more) =>
        await StartAsync(await SettingsAsync(DatabaseProvider.Sqlite, more));

    /// <param name="settings">Its settings.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="settles">Whether what is announced ends as stored; from the very start, for a host announces at once what one before it left.</param>
    public static async Task<FetchHost> StartAsync(IReadOnlyDictionary<string, string?> settings, TimeProvider? clock = null, bool settles = false)
    {
        var probe = new Probe<PageFetched>("probe");
        var started = new TaskCompletionSource<FetchHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (settles)
        {
            probe.Handle = async (message, _, token) => await (await started.Task.WaitAsync(token)).SettleAsync(message);
        }

        var host = new FetchHost(await TestHost.StartAsync([FetchModule.Module, probe.Module], settings, clock), probe);
        started.SetResult(host);
        return host;
    }

    public Task SubmitAsync(Lane lane, params IEnumerable<Uri> urls) =>
        Client.SubmitUrlsAsync(new SubmitUrlsRequest { Urls = { urls.Select(u => u.AbsoluteUri) }, Lane = lane }).ResponseAsync;

    public Task SubmitAsync(params IEnumerable<Uri> urls) => SubmitAsync(Lane.Live, urls);

    public async Task<PageTrace> TraceAsync(Uri url) => await Client.TraceUrlAsync(new TraceUrlRequest { Url = url.AbsoluteUri });

    /// <summary>Waits until a page's trace is as expected.</summary>
    public async Task<PageTrace> TraceWhenAsync(Uri url, Func<PageTrace, bool> expected)
    {
        PageTrace trace = new();
        try
        {
            await Wait.UntilAsync(async _ => expected(trace = await TraceAsync(url)), $"{url}");
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message} It is {trace}", fault);
        }

        return trace;
    }

    /// <summary>Ends what was announced, as the stages behind would.</summary>
    public Task SettleAsync(PageFetched announced) =>
        Host.Get<PageStore>().EndAsync(PageIds.Of(announced.Page.Name), Endings.Stored(announced.Page.Fetch, DateTimeOffset.UtcNow), CancellationToken.None);

    public async Task<Source> AddSourceAsync(Uri url, SourceKind kind = SourceKind.Unspecified, TimeSpan? interval = null) =>
        await Client.CreateSourceAsync(new CreateSourceRequest
        {
            Source = new Source
            {
                Url = url.AbsoluteUri,
                Kind = kind,
                Interval = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(interval ?? TimeSpan.FromMilliseconds(100)),
            },
        });

    public async Task<Source> SourceWhenAsync(string name, Func<Source, bool> expected)
    {
        Source source = new();
        try
        {
            await Wait.UntilAsync(
                async token => expected(source = await Client.GetSourceAsync(new GetSourceRequest { Name = name }, cancellationToken: token)), name);
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message} It is {source}", fault);
        }

        return source;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
