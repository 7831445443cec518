using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Messaging;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Pages between their fetch and their outcome.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private TestWeb web = null!;

    public async Task InitializeAsync()
    {
        web = await TestWeb.StartAsync();
        web.Fallback = request => request.Path == "/robots.txt" ? TestResponse.Empty(404) : TestResponse.Html($"<p>{request.Path}");
    }

    public Task DisposeAsync() => web.DisposeAsync().AsTask();

    [Fact]
    public async Task Page_without_an_outcome_is_announced_again_and_quarantined_in_the_end()
    {
        await using var host = await FetchHost.StartAsync(("Fetch:AnnounceAgainAfter", "100ms"), ("Fetch:MaxAnnouncements", "2"));

        await host.SubmitAsync(web.At("/a"));
        var trace = await host.TraceWhenAsync(web.At("/a"), t => t.Outcome != Outcome.Pending);

        Assert.Equal((Outcome.Failed, "no_outcome", true), (trace.Outcome, trace.ReasonCode, trace.Quarantined));
        Assert.Equal(3, host.Announced.Heard.Count);
        Assert.Single(host.Announced.Heard.Select(h => h.Id).Distinct());
        Assert.Single(host.Announced.Heard.Select(h => h.Message).Distinct());
        var listed = await host.Client.ListTracesAsync(new ListTracesRequest { Quarantined = true });
        Assert.Equal(trace, Assert.Single(listed.Traces));

        await host.Client.ReplayPageAsync(new ReplayPageRequest { Name = trace.Name });
        var again = await host.Announced.FirstAsync(e => e.Page.Fetch == 2);
        await host.SettleAsync(again);
        Assert.Equal(Outcome.Stored, (await host.TraceAsync(web.At("/a"))).Outcome);
    }

    [Fact]
    public async Task Restarts_of_a_host_with_its_bus_within_announce_a_page_again_but_spend_no_announcement()
    {
        var settings = await FetchHost.SettingsAsync(more: [("Fetch:AnnounceAgainAfter", "1h"), ("Fetch:MaxAnnouncements", "1")]);
        await using (var first = await FetchHost.StartAsync(settings))
        {
            await first.SubmitAsync(web.At("/a"));
            await first.Announced.FirstAsync();
        }

        for (var restart = 0; restart < 4; restart++)
        {
            await using var host = await FetchHost.StartAsync(settings);
            await host.Announced.FirstAsync();
        }

        await using var last = await FetchHost.StartAsync(settings);
        await last.SettleAsync(await last.Announced.FirstAsync());
        Assert.Equal(Outcome.Stored, (await last.TraceAsync(web.At("/a"))).Outcome);
    }

    [Fact]
    public async Task Words_of_the_stages_behind_end_pages()
    {
        await using var host = await FetchHost.StartAsync();
        await host.SubmitAsync(web.At("/stored"), web.At("/rejected"), web.At("/failed"));
        await Wait.UntilAsync(() => host.Announced.Heard.Count == 3, "the announcements");
        foreach (var (message, _) in host.Announced.Heard)
        {
            await (new Uri(message.Page.Url).AbsolutePath switch
            {
                "/stored" => PublishAsync(new PageSettled { Page = message.Page, Outcome = Outcome.Stored, Article = "articles/a", Revision = 1, Reason = "new article" }),
                "/rejected" => PublishAsync(new PageRejected { Page = message.Page, Rejection = new Rejection { Reason = RejectionReason.CookieWall, Explanation = "a cookie wall", Score = 0.9 } }),
                _ => PublishAsync(new PageFailed { Page = message.Page, Stage = "clean", Reason = "a bug" }),
            });
        }

        Assert.Equal(("stored", "new", "articles/a"), await EndAsync("/stored"));
        Assert.Equal(("rejected", "cookie_wall", ""), await EndAsync("/rejected"));
        Assert.Equal(("quarantined", "clean_failed", ""), await EndAsync("/failed"));

        Task PublishAsync<T>(T message)
            where T : class, Google.Protobuf.IMessage<T> =>
            host.Host.Publisher.PublishAsync(message, Guid.NewGuid().ToString(), "pages/x", EventPublisher.KeyOf(Lane.Live), CancellationToken.None);

        async Task<(string, string, string)> EndAsync(string path)
        {
            var trace = await host.TraceWhenAsync(web.At(path), t => t.Outcome != Outcome.Pending);
            return (trace.Steps[^1].Step, trace.ReasonCode, trace.Article);
        }
    }

    [Fact]
    public async Task Full_backlog_stops_fetching_while_polling_goes_on()
    {
        await using var host = await FetchHost.StartAsync(("Fetch:MaxUnsettled", "5"));
        web.Serve("/feed", TestResponse.Xml("<rss version=\"2.0\"><channel><item><link>/a/1</link></item></channel></rss>"));
        await host.SubmitAsync(Enumerable.Range(0, 60).Select(i => web.At($"/p/{i}")));
        await Wait.UntilAsync(() => PagesAsked() >= 5, "the first pages");
        await Task.Delay(1500);
        var stopped = PagesAsked();
        await host.AddSourceAsync(web.At("/feed"));
        await Wait.UntilAsync(() => web.RequestsFor("/feed").Count >= 2, "polls");

        // The count of unsettled pages is looked at twice a second: at 20 ms a page, some more slip through.
        Assert.InRange(stopped, 5, 45);
        Assert.Equal(stopped, PagesAsked());

        while (host.Announced.Heard.TryDequeue(out var heard))
        {
            await host.SettleAsync(heard.Message);
        }

        await Wait.UntilAsync(() => PagesAsked() > stopped, "fetching to go on");

        int PagesAsked() => web.Requests.Count(r => r.Path.StartsWith("/p/", StringComparison.Ordinal));
    }
}
