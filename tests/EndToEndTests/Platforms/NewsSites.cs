using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.Platforms;

/// <summary>Made-up articles spread over several sites, each a host of its own to the crawler.</summary>
public sealed class NewsSites : IAsyncDisposable
{
    private readonly IReadOnlyList<TestWeb> sites;

    private NewsSites(IReadOnlyList<TestWeb> sites, IReadOnlyList<string> urls)
    {
        this.sites = sites;
        Urls = urls;
    }

    /// <summary>The address of each article.</summary>
    public IReadOnlyList<string> Urls { get; }

    public IReadOnlyList<TestWeb> Sites => sites;

    /// <summary>Starts sites at 127.0.0.1, 127.0.0.2 and so on.</summary>
    /// <param name="articles">How many articles, all different.</param>
    /// <param name="hosts">How many sites.</param>
    /// <param name="delay">Time that a site takes to answer.</param>
    public static async Task<NewsSites> StartAsync(int articles, int hosts, TimeSpan delay = default)
    {
        var started = await Task.WhenAll(Enumerable.Range(1, hosts).Select(last => TestWeb.StartAsync($"127.0.0.{last}")));
        var urls = new List<string>(articles);
        for (var i = 0; i < articles; i++)
        {
            var (number, site) = (i, started[i % hosts]);
            var path = ArticlePages.PathOf(number);
            site.Serve(path, _ => TestResponse.Html(ArticlePages.Create(number, site.Address).Html) with { Delay = delay });
            urls.Add(site.At(path).AbsoluteUri);
        }

        return new NewsSites(started, urls);
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(sites.Select(site => site.DisposeAsync().AsTask()));
}
