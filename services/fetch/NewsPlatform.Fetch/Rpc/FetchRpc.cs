using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Text.Urls;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Outcomes;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.Fetch.Rpc;

/// <summary>FetchService: checks requests, calls the stores, maps out. The contract stands in the proto.</summary>
internal sealed class FetchRpc(SourceRpc sources, CaptureRpc captureRpc, BackfillRpc backfills, PageStore pages, PageIntake intake, PageTraces traces, CaptureStore captures, FrontierSignal signal, Backlog backlog, Announcer announcer, TimeProvider time) : FetchService.FetchServiceBase
{
    private const int MaxUrls = 10_000;
    private const int MaxContentBytes = 20 << 20;

    public override Task<Source> CreateSource(CreateSourceRequest request, ServerCallContext context) => sources.CreateAsync(request, context.CancellationToken);

    public override Task<Source> GetSource(GetSourceRequest request, ServerCallContext context) => sources.GetAsync(request, context.CancellationToken);

    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context) => sources.ListAsync(request, context.CancellationToken);

    public override Task<Source> UpdateSource(UpdateSourceRequest request, ServerCallContext context) => sources.UpdateAsync(request, context.CancellationToken);

    public override Task<Empty> DeleteSource(DeleteSourceRequest request, ServerCallContext context) => sources.DeleteAsync(request, context.CancellationToken);

    public override Task<Source> PollSource(PollSourceRequest request, ServerCallContext context) => sources.PollAsync(request, context.CancellationToken);

    public override Task<FeedPreview> PreviewFeed(PreviewFeedRequest request, ServerCallContext context) => sources.PreviewAsync(request, context.CancellationToken);

    public override Task<SourceHealth> GetSourceHealth(GetSourceHealthRequest request, ServerCallContext context) => sources.HealthAsync(request, context.CancellationToken);

    public override Task<ListPollsResponse> ListPolls(ListPollsRequest request, ServerCallContext context) => sources.PollsAsync(request, context.CancellationToken);

    public override async Task<PageTrace> SubmitUrl(SubmitUrlRequest request, ServerCallContext context)
    {
        var url = UrlOf(request.Url);
        RequestTexts.Check("request_id", request.RequestId);
        var lane = LaneOf(request.Lane, Lane.Live);
        await intake.SubmitAsync([new NewPage(url, "", lane)], request.RequestId, context.CancellationToken);
        signal.Set();
        return await TraceAsync(url, context.CancellationToken);
    }

    public override async Task<SubmitUrlsResponse> SubmitUrls(SubmitUrlsRequest request, ServerCallContext context)
    {
        RequestTexts.Check("request_id", request.RequestId);
        if (request.Urls.Count is 0 or > MaxUrls)
        {
            throw RpcErrors.InvalidField("urls", $"has {request.Urls.Count} addresses; 1 to {MaxUrls} are taken at once.");
        }

        var lane = LaneOf(request.Lane, Lane.Backfill);
        var response = new SubmitUrlsResponse();
        var asked = new List<NewPage>(request.Urls.Count);
        foreach (var text in request.Urls)
        {
            var result = new SubmitResult { Url = text };
            if (PageUrl.TryParse(text, null, out var url, out var reason))
            {
                result.Page = $"pages/{url.Id}";
                asked.Add(new NewPage(url, "", lane));
            }
            else
            {
                result.Refusal = reason;
            }

            response.Results.Add(result);
        }

        await intake.SubmitAsync(asked, request.RequestId, context.CancellationToken);
        signal.Set();
        return response;
    }

    public override async Task<PageTrace> IngestPage(IngestPageRequest request, ServerCallContext context)
    {
        var url = UrlOf(request.Url);
        RequestTexts.Check("request_id", request.RequestId);
        if (request.Content.Length > MaxContentBytes)
        {
            throw RpcErrors.Invalid("TOO_LARGE", $"content: {request.Content.Length} bytes are more than {MaxContentBytes}.");
        }

        RequestTexts.Check("content_type", request.ContentType);
        var lane = LaneOf(request.Lane, Lane.Live);
        using var place = await TakePlaceAsync(context.CancellationToken);

        var capture = await captures.KeepAsync(url.Value, request.Content.Memory, request.ContentType, context.CancellationToken);
        var fetched = new FetchedPage
        {
            Time = time.GetUtcNow(),
            Capture = capture.Id,
            Kept = capture,
            Lane = lane,
            FinalUrl = url.Value,
            ContentType = request.ContentType,
            Status = 0,
            Size = request.Content.Length,
            Detail = $"{request.Content.Length} bytes handed in",
        };
        var again = announcer.AgainAt((long)lane, fetched.Time);
        if (await intake.IngestAsync(new NewPage(url, "", lane), fetched, again, request.RequestId, context.CancellationToken) is { } row)
        {
            // At once, and not by the sweeper: of two texts handed in for one address, both are read. Only the wait for a
            // turn is cancelled with the call, which is answered before the broker confirms.
            await announcer.AnnounceSoonAsync(row.ToEvent(), context.CancellationToken, CancellationToken.None);
        }

        return await TraceAsync(url, context.CancellationToken);
    }

    public override Task<PageTrace> TraceUrl(TraceUrlRequest request, ServerCallContext context) => TraceAsync(UrlOf(request.Url), context.CancellationToken);

    public override async Task<ListTracesResponse> ListTraces(ListTracesRequest request, ServerCallContext context)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        var bound = $"traces {request.Outcome} {request.Quarantined}";
        if (!System.Enum.IsDefined(request.Outcome))
        {
            throw RpcErrors.InvalidField("outcome", $"{(int)request.Outcome} has no meaning.");
        }

        var after = PageToken.Decode(request.PageToken, bound) ?? "";
        var found = await traces.ListAsync(after, request.Outcome, request.Quarantined, size + 1, context.CancellationToken);
        return new ListTracesResponse
        {
            Traces = { found.Take(size) },
            NextPageToken = found.Count > size ? PageToken.Encode(PageIds.Of(found[size - 1].Name), bound) : "",
        };
    }

    public override async Task<PageTrace> ReplayPage(ReplayPageRequest request, ServerCallContext context)
    {
        var id = Names.IdOf(request.Name, "pages", "PAGE_NOT_FOUND");
        // From its capture it goes through the stages at once, as one that is handed in.
        using var place = await TakePlaceAsync(context.CancellationToken);
        if (!await pages.ReplayAsync(id, context.CancellationToken))
        {
            throw RpcErrors.NotFound("PAGE_NOT_FOUND", $"There is no {request.Name}.");
        }

        signal.Set();
        return (await traces.TraceAsync(id, context.CancellationToken))!;
    }

    public override Task<Capture> GetCapture(GetCaptureRequest request, ServerCallContext context) => captureRpc.GetAsync(request, context.CancellationToken);

    public override Task<ListCapturesResponse> ListCaptures(ListCapturesRequest request, ServerCallContext context) => captureRpc.ListAsync(request, context.CancellationToken);

    public override Task DownloadCapture(DownloadCaptureRequest request, IServerStreamWriter<CaptureChunk> responseStream, ServerCallContext context) =>
        captureRpc.DownloadAsync(request, responseStream, context.CancellationToken);

    public override Task ExportCaptures(ExportCapturesRequest request, IServerStreamWriter<ExportCapturesResponse> responseStream, ServerCallContext context) =>
        captureRpc.ExportAsync(request, responseStream, context.CancellationToken);

    public override Task<Backfill> CreateBackfill(CreateBackfillRequest request, ServerCallContext context) => backfills.CreateAsync(request, context.CancellationToken);

    public override Task<BackfillInput> UploadBackfillInput(UploadBackfillInputRequest request, ServerCallContext context) => backfills.UploadAsync(request, context.CancellationToken);

    public override Task<Backfill> GetBackfill(GetBackfillRequest request, ServerCallContext context) => backfills.GetAsync(request, context.CancellationToken);

    public override Task<ListBackfillsResponse> ListBackfills(ListBackfillsRequest request, ServerCallContext context) => backfills.ListAsync(request, context.CancellationToken);

    public override Task<Backfill> PauseBackfill(PauseBackfillRequest request, ServerCallContext context) => backfills.PauseAsync(request, context.CancellationToken);

    public override Task<Backfill> ResumeBackfill(ResumeBackfillRequest request, ServerCallContext context) => backfills.ResumeAsync(request, context.CancellationToken);

    public override Task<Backfill> CancelBackfill(CancelBackfillRequest request, ServerCallContext context) => backfills.CancelAsync(request, context.CancellationToken);

    private async Task<PageTrace> TraceAsync(PageUrl url, CancellationToken cancellationToken) =>
        await traces.TraceAsync(url.Id, cancellationToken)
        ?? throw RpcErrors.NotFound("PAGE_NOT_FOUND", $"The platform has never seen {url.Value}.");

    private async Task<IDisposable> TakePlaceAsync(CancellationToken cancellationToken) =>
        await backlog.TakePlaceAsync(cancellationToken)
        ?? throw RpcErrors.TryAgain(
            Google.Rpc.Code.ResourceExhausted, "BACKLOG_FULL", "Too many pages are without an outcome: the services behind are busy or away; try again.", TimeSpan.FromSeconds(1));

    private static PageUrl UrlOf(string text) =>
        PageUrl.TryParse(text, null, out var url, out var reason) ? url : throw RpcErrors.Invalid("INVALID_URL", $"url: {reason}");

    private static Lane LaneOf(Lane asked, Lane usual) => asked switch
    {
        Lane.Unspecified => usual,
        Lane.Live or Lane.Backfill => asked,
        _ => throw RpcErrors.InvalidField("lane", $"{(int)asked} has no meaning; LANE_LIVE and LANE_BACKFILL have."),
    };
}
