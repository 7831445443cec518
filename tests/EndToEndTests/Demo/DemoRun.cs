using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.Standalone.Demo;
using NewsPlatform.TestKit;

namespace NewsPlatform.EndToEndTests.Demo;

/// <summary>The standalone host as a newcomer starts it: with nothing but ports, and the newsroom that it brings along.</summary>
public sealed class DemoRun : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    public StandalonePlatform Platform { get; private set; } = null!;

    /// <summary>What must come of the newsroom's addresses.</summary>
    public static IReadOnlyList<DemoExpectation> Expectations { get; } = [.. DemoNewsroom.Expectations().Where(item => item.Path[0] == '/')];

    /// <summary>Where the newsroom is.</summary>
    public Uri Newsroom { get; private set; } = null!;

    /// <summary>The first outcome of each path; null where there was none in time.</summary>
    public IReadOnlyDictionary<string, PageTrace?> Traces { get; private set; } = null!;

    public string UrlOf(string path) => new Uri(Newsroom, path).AbsoluteUri;

    public async Task InitializeAsync()
    {
        Platform = await StandalonePlatform.StartBareAsync([]);
        await Wait.UntilAsync(
            async token => (await Platform.Fetch.ListSourcesAsync(new ListSourcesRequest(), cancellationToken: token)).Sources.Count >= 3,
            "the feeds and the sitemap of the newsroom");
        var sources = await Platform.Fetch.ListSourcesAsync(new ListSourcesRequest());
        Newsroom = new Uri(new Uri(sources.Sources[0].Url).GetLeftPart(UriPartial.Authority));
        var traces = new Dictionary<string, PageTrace?>(StringComparer.Ordinal);
        try
        {
            await Wait.UntilAsync(
                async _ =>
                {
                    var known = (await Platform.TracesAsync()).ToDictionary(trace => trace.Url, StringComparer.Ordinal);
                    foreach (var item in Expectations)
                    {
                        var trace = known.GetValueOrDefault(UrlOf(item.Path)) ?? (item.SameAs is null ? null : known.GetValueOrDefault(UrlOf(item.SameAs)));
                        traces[item.Path] = trace is { Outcome: not Outcome.Pending } ? trace : null;
                    }

                    return traces.Values.All(trace => trace is not null);
                },
                "an outcome of every address",
                Patience);
        }
        catch (TimeoutException)
        {
            // The tests say which are missing.
        }

        Traces = traces;
    }

    public async Task DisposeAsync()
    {
        if (Platform is not null)
        {
            await Platform.DisposeAsync();
        }
    }
}
