using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>What is known of sites, in memory.</summary>
internal sealed class FakeClean : CleanService.CleanServiceBase
{
    public List<SiteProfile> Profiles { get; } = [];

    public Dictionary<string, SiteRules> Rules { get; } = new(StringComparer.Ordinal);

    public override Task<SiteProfile> GetSiteProfile(GetSiteProfileRequest request, ServerCallContext context) => Task.FromResult(Profiles.Find(profile => profile.Name == request.Name) ?? throw Missing());

    public override Task<ListSiteProfilesResponse> ListSiteProfiles(ListSiteProfilesRequest request, ServerCallContext context) => Task.FromResult(new ListSiteProfilesResponse { SiteProfiles = { Profiles } });

    public override Task<SiteProfile> RebuildSiteProfile(RebuildSiteProfileRequest request, ServerCallContext context)
    {
        var profile = Profiles.Find(one => one.Name == request.Name) ?? throw Missing();
        profile.Version++;
        profile.RepeatedBlocks.Clear();
        return Task.FromResult(profile);
    }

    public override Task<SiteRules> GetSiteRules(GetSiteRulesRequest request, ServerCallContext context) => Task.FromResult(Rules.GetValueOrDefault(request.Name) ?? throw Missing());

    public override Task<ListSiteRulesResponse> ListSiteRules(ListSiteRulesRequest request, ServerCallContext context) => Task.FromResult(new ListSiteRulesResponse { SiteRules = { Rules.Values } });

    public override Task<SiteRules> UpdateSiteRules(UpdateSiteRulesRequest request, ServerCallContext context)
    {
        var rules = request.SiteRules.Clone();
        (rules.Etag, rules.Origin) = ("0a1b2c3d", SiteRules.Types.Origin.Database);
        return Task.FromResult(Rules[rules.Name] = rules);
    }

    public override Task<Empty> DeleteSiteRules(DeleteSiteRulesRequest request, ServerCallContext context) => Rules.Remove(request.Name) ? Task.FromResult(new Empty()) : throw Missing();

    private static RpcException Missing() => new(new Status(StatusCode.NotFound, "there is no such thing"));
}
