using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;
using State = NewsPlatform.Contracts.Clean.V1.Reprocessing.Types.State;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>Clean in memory.</summary>
internal sealed class FakeClean : CleanService.CleanServiceBase
{
    public List<ReprocessCapturesRequest> Requests { get; } = [];

    public List<Reprocessing> Runs { get; } = [];

    /// <summary>How often a run is asked for until it has ended.</summary>
    public int AsksUntilEnd { get; set; }

    public State EndState { get; set; } = State.Succeeded;

    public override Task<Reprocessing> ReprocessCaptures(ReprocessCapturesRequest request, ServerCallContext context)
    {
        Requests.Add(request);
        if (request.Confirms.Length > 0)
        {
            Find(request.Confirms);
        }

        var run = new Reprocessing
        {
            Name = $"reprocessings/r{Runs.Count + 1}",
            Selection = request.Selection ?? new CaptureSelection(),
            DryRun = request.DryRun,
            Confirms = request.Confirms,
            ExtractorVersion = "2",
            State = State.Running,
            CreateTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
            Counts = new ReprocessingCounts
            {
                Captures = 1234, NotSelected = 4, PassedOver = 5, Unchanged = 1200, Changed = 20, BodyChanged = 18, TitleChanged = 3, WordsAdded = 1500, WordsRemoved = 20, WordsBefore = 9000, NowRejected = 2,
            },
            Sites = { new SiteDifferences { Site = "example.org", Compared = 1225, Changed = 20, MeanDistance = 0.25 } },
            Pages =
            {
                new PageDifference
                {
                    Kind = PageDifference.Types.Kind.Changed, Url = "https://example.org/a\u001b[31m", Capture = "captures/c", Article = "articles/a", Distance = 0.5,
                    Fields = { new FieldDifference { Field = "text", Before = "short", After = "short and\nlong" } },
                },
            },
        };
        Runs.Insert(0, run);
        return Task.FromResult(run);
    }

    public override Task<Reprocessing> GetReprocessing(GetReprocessingRequest request, ServerCallContext context)
    {
        var run = Find(request.Name);
        if (AsksUntilEnd-- <= 0)
        {
            run.State = EndState;
        }

        return Task.FromResult(run);
    }

    public override Task<ListReprocessingsResponse> ListReprocessings(ListReprocessingsRequest request, ServerCallContext context)
    {
        var (items, next) = FakePaging.Page(Runs, request.PageSize, request.PageToken);
        return Task.FromResult(new ListReprocessingsResponse { Reprocessings = { items }, NextPageToken = next });
    }

    public override Task<Reprocessing> CancelReprocessing(CancelReprocessingRequest request, ServerCallContext context)
    {
        var run = Find(request.Name);
        run.State = State.Cancelled;
        return Task.FromResult(run);
    }

    private Reprocessing Find(string name) =>
        Runs.Find(run => run.Name == name) ?? throw FakeErrors.Of(Code.NotFound, "REPROCESSING_NOT_FOUND", $"There is no {name}.");

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

    private static RpcException Missing() => new(new Grpc.Core.Status(StatusCode.NotFound, "there is no such thing"));
}
