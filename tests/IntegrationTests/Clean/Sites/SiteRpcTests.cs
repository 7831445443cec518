using Dapper;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Extraction;
using NewsPlatform.Clean;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Fetch;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Clean.Sites;

public sealed class SqliteSiteRpcTests() : SiteRpcTests(DatabaseProvider.Sqlite)
{
    [Fact]
    public async Task Rules_that_another_deletes_right_after_they_are_set_are_answered()
    {
        const string Content = """{ "site": "courier.example", "title": "h1" }""";
        await Host.Services.GetRequiredKeyedService<Database>("clean").WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "CREATE TRIGGER other AFTER UPDATE ON site_rules WHEN NEW.content <> '' BEGIN UPDATE site_rules SET content = '', etag = '' WHERE site = NEW.site; END", transaction: transaction),
            CancellationToken.None);

        var set = await SetAsync(Content);

        Assert.Equal((Name, Content, SiteRules.Types.Origin.Database), (set.Name, set.Content, set.Origin));
        await SourceTests.RefusedAsync(StatusCode.NotFound, "SITE_RULES_NOT_FOUND", () => Clean.GetSiteRulesAsync(new GetSiteRulesRequest { Name = Name }).ResponseAsync);
    }
}

public sealed class PostgresSiteRpcTests() : SiteRpcTests(DatabaseProvider.Postgres);

/// <summary>The calls about sites, and files of rules.</summary>
public abstract class SiteRpcTests(DatabaseProvider provider) : IAsyncLifetime
{
    private protected const string Name = "siteRules/courier.example";
    private readonly string folder = ScratchFolder.Create("rules");
    private TestHost host = null!;

    private protected TestHost Host => host;

    private protected CleanService.CleanServiceClient Clean => new(host.Channel);

    public async Task InitializeAsync() => host = await TestHost.StartAsync(
        [SiteProfileTests.Idle], await TestHost.SettingsAsync(provider, more: [("Clean:SiteRules", folder), ("Clean:SiteRefresh", "200ms"), ("Peers:Fetch", "http://127.0.0.1:9")]));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Rules_that_are_set_hold_and_are_seen_in_evidence_and_version()
    {
        const string Content = """{ "site": "courier.example", /* the desk's headline */ "title": "h2.desk" }""";

        var set = await Clean.UpdateSiteRulesAsync(new UpdateSiteRulesRequest { SiteRules = new SiteRules { Name = Name, Content = Content } });

        Assert.Equal((Name, Content, SiteRules.Types.Origin.Database), (set.Name, set.Content, set.Origin));
        var page = CourierPages.Page(1);
        page = page with { Bytes = System.Text.Encoding.UTF8.GetBytes(CourierPages.Html(1).Replace("</h1>", "</h1><h2 class=desk>What the desk says of it</h2>", StringComparison.Ordinal)) };
        var cleaned = await host.Get<PageCleaner>().ReadAsync(page, Lane.Live, SiteLesson.Live, CancellationToken.None);
        Assert.Equal("What the desk says of it", cleaned.Article!.Title);
        Assert.Contains(cleaned.Article.Evidence, evidence => evidence is { Field: "title", Method: NewsPlatform.Contracts.Type.V1.Method.SiteRule, Place: "h2.desk" });
        Assert.Equal($"{ArticleExtractor.Version}+rules.{set.Etag}", cleaned.Version);

        Assert.Equal(set, await Clean.GetSiteRulesAsync(new GetSiteRulesRequest { Name = Name }));
        await Clean.DeleteSiteRulesAsync(new DeleteSiteRulesRequest { Name = Name, Etag = set.Etag });
        await SourceTests.RefusedAsync(StatusCode.NotFound, "SITE_RULES_NOT_FOUND", () => Clean.GetSiteRulesAsync(new GetSiteRulesRequest { Name = Name }).ResponseAsync);
        Assert.Equal(CourierPages.Title(1), (await host.Get<PageCleaner>().ReadAsync(page, Lane.Live, SiteLesson.Live, CancellationToken.None)).Article!.Title);
    }

    [Fact]
    public async Task Rules_are_not_overwritten_unseen()
    {
        var first = await SetAsync("""{ "site": "courier.example", "title": "h1" }""");
        var second = await SetAsync("""{ "site": "courier.example", "title": "h2" }""", first.Etag);

        await SourceTests.RefusedAsync(StatusCode.Aborted, "ETAG_MISMATCH", () => SetAsync("""{ "site": "courier.example", "title": "h3" }""", first.Etag));
        await SourceTests.RefusedAsync(StatusCode.Aborted, "ETAG_MISMATCH", () => Clean.DeleteSiteRulesAsync(new DeleteSiteRulesRequest { Name = Name, Etag = first.Etag }).ResponseAsync);
        Assert.Equal(second.Etag, (await Clean.GetSiteRulesAsync(new GetSiteRulesRequest { Name = Name })).Etag);
    }

    [Fact]
    public async Task Wrong_rules_are_refused_with_line_and_column()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => SetAsync("{\n  \"site\": \"courier.example\",\n  \"title\": \"h1 >\"\n}"));

        var info = error.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>();
        Assert.Equal(("INVALID_SITE_RULES", "3", "17"), (info.Reason, info.Metadata["line"], info.Metadata["column"]));
        Assert.Contains("line 3, column 17", error.Status.Detail, StringComparison.Ordinal);
        await SourceTests.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELD", () => SetAsync("""{ "site": "other.example" }"""));
    }

    [Fact]
    public async Task Rules_of_the_folder_are_read_when_they_change_and_wrong_ones_change_nothing()
    {
        var file = Path.Combine(folder, "courier.jsonc");
        await File.WriteAllTextAsync(file, """{ "site": "courier.example", "title": "h1.one" }""");
        await UntilAsync("h1.one");

        await File.WriteAllTextAsync(file, """{ "site": "courier.example", "titel": "h1" }""");
        await File.WriteAllTextAsync(Path.Combine(folder, "other.json"), """{ "site": "*.other.example" }""");
        await Wait.UntilAsync(() => host.Get<SiteRulesCatalog>().All.ContainsKey("*.other.example"), "the other file");
        Assert.Contains("h1.one", host.Get<SiteRulesCatalog>().All["courier.example"].Rules.Content, StringComparison.Ordinal);
        await SourceTests.RefusedAsync(StatusCode.FailedPrecondition, "SITE_RULES_IN_FILE", () => SetAsync("""{ "site": "courier.example" }"""));

        await File.WriteAllTextAsync(file, """{ "site": "courier.example", "title": "h1.second" }""");
        await UntilAsync("h1.second");
        var all = await Clean.ListSiteRulesAsync(new ListSiteRulesRequest());
        Assert.Equal(["siteRules/*.other.example", Name], all.SiteRules.Select(rules => rules.Name));
        Assert.All(all.SiteRules, rules => Assert.Equal(SiteRules.Types.Origin.File, rules.Origin));

        File.Delete(file);
        await Wait.UntilAsync(() => !host.Get<SiteRulesCatalog>().All.ContainsKey("courier.example"), "the file's end");
    }

    [Fact]
    public async Task Profile_tells_what_repeats_and_can_be_begun_anew()
    {
        var name = "siteProfiles/courier.example";
        await SourceTests.RefusedAsync(StatusCode.NotFound, "SITE_PROFILE_NOT_FOUND", () => Clean.GetSiteProfileAsync(new GetSiteProfileRequest { Name = name }).ResponseAsync);
        await SetAsync("""{ "site": "*.courier.example", "profile": "learn" }""", name: "siteRules/*.courier.example");
        for (var i = 0; i < 4; i++)
        {
            await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(i), Lane.Live, SiteLesson.Live, CancellationToken.None);
        }

        var profile = await Clean.GetSiteProfileAsync(new GetSiteProfileRequest { Name = name });

        Assert.Equal((name, 1L, 4, 4L, "siteRules/*.courier.example"), (profile.Name, profile.Version, profile.Pages, profile.TotalPages, profile.Rules));
        Assert.Contains(profile.RepeatedBlocks, block => block.Pages == 4 && block.Sample.StartsWith("The Lindale Courier", StringComparison.Ordinal) && block.Fingerprint.Length == 16);
        var listed = Assert.Single((await Clean.ListSiteProfilesAsync(new ListSiteProfilesRequest())).SiteProfiles);
        Assert.Equal((name, 0), (listed.Name, listed.RepeatedBlocks.Count));

        var anew = await Clean.RebuildSiteProfileAsync(new RebuildSiteProfileRequest { Name = name });
        Assert.Equal((2L, 0, 0), (anew.Version, anew.Pages, anew.RepeatedBlocks.Count));
        var cleaned = await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(7), Lane.Live, SiteLesson.None, CancellationToken.None);
        Assert.Contains(CourierPages.Box, cleaned.Article!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pinned_profile_is_used_and_learns_nothing_and_one_that_is_off_is_not_used()
    {
        for (var i = 0; i < 4; i++)
        {
            await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(i), Lane.Live, SiteLesson.Live, CancellationToken.None);
        }

        await host.Get<SiteProfiles>().RefreshAsync(CancellationToken.None);
        await SetAsync("""{ "site": "courier.example", "profile": "pinned" }""");
        var pinned = await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(5), Lane.Live, SiteLesson.Live, CancellationToken.None);
        await SetAsync("""{ "site": "courier.example", "profile": "off" }""");
        var off = await host.Get<PageCleaner>().ReadAsync(CourierPages.Page(6), Lane.Live, SiteLesson.Live, CancellationToken.None);

        Assert.DoesNotContain(CourierPages.Box, pinned.Article!.Text, StringComparison.Ordinal);
        Assert.Contains(CourierPages.Box, off.Article!.Text, StringComparison.Ordinal);
        Assert.Equal(4, (await Clean.GetSiteProfileAsync(new GetSiteProfileRequest { Name = "siteProfiles/courier.example" })).TotalPages);
    }

    [Fact]
    public async Task Lists_go_on_behind_a_page()
    {
        foreach (var site in (string[])["a.example", "b.example", "c.example"])
        {
            await SetAsync($$"""{ "site": "{{site}}" }""", name: "siteRules/" + site);
        }

        var first = await Clean.ListSiteRulesAsync(new ListSiteRulesRequest { PageSize = 2 });
        var second = await Clean.ListSiteRulesAsync(new ListSiteRulesRequest { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(["siteRules/a.example", "siteRules/b.example", "siteRules/c.example"], first.SiteRules.Concat(second.SiteRules).Select(rules => rules.Name));
        Assert.Equal("", second.NextPageToken);
    }

    private protected async Task<SiteRules> SetAsync(string content, string etag = "", string name = Name) =>
        await Clean.UpdateSiteRulesAsync(new UpdateSiteRulesRequest { SiteRules = new SiteRules { Name = name, Content = content, Etag = etag } });

    private Task UntilAsync(string content) => Wait.UntilAsync(
        () => host.Get<SiteRulesCatalog>().All.GetValueOrDefault("courier.example")?.Rules.Content.Contains(content, StringComparison.Ordinal) == true, content);
}
