using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;
using static NewsPlatform.IntegrationTests.Fetch.Endings;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Fetch with a clock of its own and nothing that runs by itself, for tests of the rows of pages.</summary>
public abstract class PageRowTests(DatabaseProvider provider) : IAsyncLifetime
{
    private protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private protected TestHost host = null!;

    private protected DatabaseProvider Provider => provider;

    private protected PageStore Pages => host.Get<PageStore>();

    private protected PageIntake Intake => host.Get<PageIntake>();

    private protected PageTraces Traces => host.Get<PageTraces>();

    private protected DateTimeOffset Now => clock.GetUtcNow();

    public async Task InitializeAsync() => host = await TestHost.BuildAsync([FetchModule.Module], await FetchHost.SettingsAsync(provider), clock);

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    private protected static string PathOf(PageRow page) => new Uri(page.Url).AbsolutePath[1..];

    private protected Task<int> DiscoverAsync(params NewPage[] pages) => Intake.DiscoverAsync(pages, CancellationToken.None);

    private protected Task SubmitAsync(string path, string request = "") => Intake.SubmitAsync([new NewPage(Url(path), "", Lane.Live)], request, CancellationToken.None);

    private protected Task<IReadOnlyList<PageRow>> DueAsync() => Endings.DueAsync(host, "news.example", Now);

    private protected Task<IReadOnlyList<PageRow>> AnnounceAsync() => host.Get<UnsettledPages>().TakeAsync(10, Minute, Minute, CancellationToken.None);

    private protected Task<long> FetchAsync(string path) => Pages.MarkFetchedAsync(Url(path).Id, Fetched(Now), Now + Minute, CancellationToken.None);

    private protected async Task FetchAndEndAsync(string path) =>
        await Pages.EndAsync(Url(path).Id, Stored(await FetchAsync(path), Now), CancellationToken.None);

    private protected async Task<PageTrace> TraceAsync(string path) =>
        await Traces.TraceAsync(Url(path).Id, CancellationToken.None) ?? throw new InvalidOperationException($"{path} is unknown");
}
