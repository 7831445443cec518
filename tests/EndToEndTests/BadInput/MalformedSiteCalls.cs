using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Wrong requests about sites.</summary>
internal static class MalformedSiteCalls
{
    private const string Rules = "siteRules/paper.example";

    public static IEnumerable<MalformedCall> All =>
    [
        .. Names.SelectMany(name => (MalformedCall[])
        [
            Call("GetSiteProfile", $"the name \"{Shown(name)}\"", clean => clean.GetSiteProfileAsync(new GetSiteProfileRequest { Name = name }).ResponseAsync, "INVALID_FIELD"),
            Call("RebuildSiteProfile", $"the name \"{Shown(name)}\"", clean => clean.RebuildSiteProfileAsync(new RebuildSiteProfileRequest { Name = name }).ResponseAsync, "INVALID_FIELD"),
            Call("GetSiteRules", $"the name \"{Shown(name)}\"", clean => clean.GetSiteRulesAsync(new GetSiteRulesRequest { Name = name }).ResponseAsync, "INVALID_FIELD"),
            Call("DeleteSiteRules", $"the name \"{Shown(name)}\"", clean => clean.DeleteSiteRulesAsync(new DeleteSiteRulesRequest { Name = name }).ResponseAsync, "INVALID_FIELD"),
        ]),
        Call("GetSiteProfile", "an absent site", clean => clean.GetSiteProfileAsync(new GetSiteProfileRequest { Name = "siteProfiles/none.example" }).ResponseAsync, "SITE_PROFILE_NOT_FOUND", StatusCode.NotFound),
        Call("RebuildSiteProfile", "an absent site", clean => clean.RebuildSiteProfileAsync(new RebuildSiteProfileRequest { Name = "siteProfiles/none.example" }).ResponseAsync, "SITE_PROFILE_NOT_FOUND", StatusCode.NotFound),
        Call("GetSiteRules", "absent rules", clean => clean.GetSiteRulesAsync(new GetSiteRulesRequest { Name = "siteRules/none.example" }).ResponseAsync, "SITE_RULES_NOT_FOUND", StatusCode.NotFound),
        Call("DeleteSiteRules", "absent rules", clean => clean.DeleteSiteRulesAsync(new DeleteSiteRulesRequest { Name = "siteRules/*.none.example" }).ResponseAsync, "SITE_RULES_NOT_FOUND", StatusCode.NotFound),
        Call("ListSiteProfiles", "a page's size below nothing", clean => clean.ListSiteProfilesAsync(new ListSiteProfilesRequest { PageSize = -1 }).ResponseAsync, "INVALID_FIELD"),
        Call("ListSiteProfiles", "a token of nobody", clean => clean.ListSiteProfilesAsync(new ListSiteProfilesRequest { PageToken = "?" }).ResponseAsync, "INVALID_PAGE_TOKEN"),
        Call("ListSiteRules", "a page's size below nothing", clean => clean.ListSiteRulesAsync(new ListSiteRulesRequest { PageSize = -1 }).ResponseAsync, "INVALID_FIELD"),
        Call("ListSiteRules", "a token of nobody", clean => clean.ListSiteRulesAsync(new ListSiteRulesRequest { PageToken = "AAAA" }).ResponseAsync, "INVALID_PAGE_TOKEN"),
        Update("no rules", null, "INVALID_FIELD"),
        Update("no content", new SiteRules { Name = Rules }, "INVALID_FIELD"),
        Update("no name", new SiteRules { Content = "{}" }, "INVALID_FIELD"),
        Update("content that is no JSON", new SiteRules { Name = Rules, Content = "site: paper.example" }, "INVALID_SITE_RULES"),
        Update("deep content", new SiteRules { Name = Rules, Content = new string('[', 50_000) }, "INVALID_SITE_RULES"),
        Update("huge content", new SiteRules { Name = Rules, Content = new string(' ', 1_000_000) }, "INVALID_SITE_RULES"),
        Update("a NUL", new SiteRules { Name = Rules, Content = "{ \"site\": \"paper.example\" /* \0 */ }" }, "INVALID_FIELD"),
        Update("rules of another site", new SiteRules { Name = Rules, Content = "{ \"site\": \"other.example\" }" }, "INVALID_FIELD"),
        Update("an etag of nothing", new SiteRules { Name = Rules, Content = "{ \"site\": \"paper.example\" }", Etag = "00000000" }, "ETAG_MISMATCH", StatusCode.Aborted),
    ];

    private static IEnumerable<string> Names => ["", "sites/paper.example", "siteProfiles/", "siteRules/../../etc/passwd", "siteRules/Paper.Example", "siteRules/www.paper.example", "siteProfiles/a b", "siteProfiles/" + new string('a', 100_000)];

    private static string Shown(string name) => name.Length > 60 ? name[..20] + "..." : name;

    private static MalformedCall Update(string what, SiteRules? rules, string reason, StatusCode status = StatusCode.InvalidArgument) =>
        Call("UpdateSiteRules", what, clean => clean.UpdateSiteRulesAsync(new UpdateSiteRulesRequest { SiteRules = rules }).ResponseAsync, reason, status);

    private static MalformedCall Call<T>(string method, string what, Func<CleanService.CleanServiceClient, Task<T>> call, string reason, StatusCode status = StatusCode.InvalidArgument) =>
        new("CleanService." + method, what, host => call(host.Clean), status, reason);
}
