using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>Fetch in memory: what is submitted is pending until a test says what became of it.</summary>
internal sealed class FakeFetch : FetchService.FetchServiceBase
{
    private static readonly Timestamp Noon = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    private readonly Lock gate = new();

    public List<Source> Sources { get; } = [];

    public List<SourceHealth> Health { get; } = [];

    public List<Poll> Polls { get; } = [];

    public List<PageTrace> Pages { get; } = [];

    public List<SubmitUrlsRequest> Submitted { get; } = [];

    public List<IngestPageRequest> Ingested { get; } = [];

    public List<string> Replayed { get; } = [];

    /// <summary>Captures with their bodies.</summary>
    public List<(Capture Capture, byte[] Body)> Captures { get; } = [];

    public List<ExportCapturesRequest> Exports { get; } = [];

    /// <summary>After how many captures an export breaks off, once.</summary>
    public int? BreakExportAfter { get; set; }

    public List<Backfill> Backfills { get; } = [];

    public List<CreateBackfillRequest> CreatedBackfills { get; } = [];

    public List<UploadBackfillInputRequest> Uploads { get; } = [];

    /// <summary>After how many parts an upload fails, once.</summary>
    public int? BreakUploadAfter { get; set; }

    /// <summary>How often a running backfill is asked for before it has ended.</summary>
    public int AsksUntilBackfilled { get; set; } = int.MaxValue;

    /// <summary>How it ends.</summary>
    public Backfill.Types.State EndState { get; set; } = Backfill.Types.State.Succeeded;

    /// <summary>What the next calls that hand in pages are refused with.</summary>
    public Queue<RpcException> Refusals { get; } = [];

    /// <summary>How often a page is asked for before it has its outcome.</summary>
    public int AsksUntilStored { get; set; } = int.MaxValue;

    public override Task<Source> CreateSource(CreateSourceRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            if (!request.Source.Url.StartsWith("http", StringComparison.Ordinal))
            {
                throw FakeErrors.Of(Code.InvalidArgument, "INVALID_URL", $"\"{request.Source.Url}\" is no http address.");
            }

            if (Sources.Exists(known => known.Url == request.Source.Url))
            {
                throw FakeErrors.Of(Code.AlreadyExists, "SOURCE_EXISTS", "The address is a source already.");
            }

            var source = request.Source.Clone();
            source.Name = $"sources/s{Sources.Count + 1}";
            source.CreateTime = Noon;
            Sources.Add(source);
            return Task.FromResult(source);
        }
    }

    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context)
    {
        var (items, next) = FakePaging.Page(Sources, request.PageSize, request.PageToken);
        return Task.FromResult(new ListSourcesResponse { Sources = { items }, NextPageToken = next });
    }

    public override Task<Empty> DeleteSource(DeleteSourceRequest request, ServerCallContext context) =>
        Sources.RemoveAll(source => source.Name == request.Name) == 0 ? throw NoSource(request.Name) : Task.FromResult(new Empty());

    public override Task<Source> PollSource(PollSourceRequest request, ServerCallContext context)
    {
        var source = Sources.Find(known => known.Name == request.Name) ?? throw NoSource(request.Name);
        source.NextPollTime = Noon;
        return Task.FromResult(source);
    }

    public FeedPreview Preview { get; } = new();

    public override Task<FeedPreview> PreviewFeed(PreviewFeedRequest request, ServerCallContext context)
    {
        Preview.Url = request.Url;
        return Task.FromResult(Preview);
    }

    public override Task<SourceHealth> GetSourceHealth(GetSourceHealthRequest request, ServerCallContext context) =>
        Task.FromResult(Health.Find(known => known.Name == request.Name) ?? throw NoSource(request.Name));

    public override Task<ListPollsResponse> ListPolls(ListPollsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListPollsResponse { Polls = { Polls } });

    public override Task<SubmitUrlsResponse> SubmitUrls(SubmitUrlsRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            RefuseAsTold();
            Submitted.Add(request);
            var response = new SubmitUrlsResponse();
            foreach (var url in request.Urls)
            {
                response.Results.Add(url.StartsWith("http", StringComparison.Ordinal)
                    ? new SubmitResult { Url = url, Page = Page(url, request.Lane).Name }
                    : new SubmitResult { Url = url, Refusal = "no http address" });
            }

            return Task.FromResult(response);
        }
    }

    public override Task<PageTrace> IngestPage(IngestPageRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            RefuseAsTold();
            Ingested.Add(request);
            return Task.FromResult(Page(request.Url, request.Lane));
        }
    }

    public override Task<PageTrace> TraceUrl(TraceUrlRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            var page = Pages.Find(known => known.Url == request.Url)
                ?? throw FakeErrors.Of(Code.NotFound, "PAGE_NOT_FOUND", $"{request.Url} was never seen.");
            if (page.Outcome == Outcome.Pending && --AsksUntilStored <= 0)
            {
                page.Outcome = Outcome.Stored;
                page.ReasonCode = "new";
                page.Article = "articles/a-" + page.Name["pages/".Length..];
            }

            return Task.FromResult(page);
        }
    }

    public override Task<ListTracesResponse> ListTraces(ListTracesRequest request, ServerCallContext context)
    {
        var selected = Pages.FindAll(page =>
            (request.Outcome == Outcome.Unspecified || page.Outcome == request.Outcome) && (!request.Quarantined || page.Quarantined));
        var (items, next) = FakePaging.Page(selected, request.PageSize, request.PageToken);
        return Task.FromResult(new ListTracesResponse { Traces = { items }, NextPageToken = next });
    }

    public override Task<PageTrace> ReplayPage(ReplayPageRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            RefuseAsTold();
            var page = Pages.Find(known => known.Name == request.Name)
                ?? throw FakeErrors.Of(Code.NotFound, "PAGE_NOT_FOUND", $"There is no page {request.Name}.");
            Replayed.Add(request.Name);
            page.Outcome = Outcome.Pending;
            page.Quarantined = false;
            return Task.FromResult(page);
        }
    }

    public override Task<Capture> GetCapture(GetCaptureRequest request, ServerCallContext context)
    {
        var capture = CaptureOf(request.Name).Capture.Clone();
        if (request.View != CaptureView.Full)
        {
            capture.Headers.Clear();
        }

        return Task.FromResult(capture);
    }

    public override async Task DownloadCapture(DownloadCaptureRequest request, IServerStreamWriter<CaptureChunk> responseStream, ServerCallContext context)
    {
        foreach (var chunk in CaptureOf(request.Name).Body.Chunk(1000))
        {
            await responseStream.WriteAsync(new CaptureChunk { Data = Google.Protobuf.ByteString.CopyFrom(chunk) });
        }
    }

    /// <summary>Each capture's "record" is its body in two parts; the token is the number of captures given.</summary>
    public override async Task ExportCaptures(ExportCapturesRequest request, IServerStreamWriter<ExportCapturesResponse> responseStream, ServerCallContext context)
    {
        lock (gate)
        {
            Exports.Add(request.Clone());
        }

        var start = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        if (start == 0)
        {
            await responseStream.WriteAsync(new ExportCapturesResponse { Data = Google.Protobuf.ByteString.CopyFromUtf8("<info>") });
        }

        for (var number = start; number < Captures.Count; number++)
        {
            var (capture, body) = Captures[number];
            await responseStream.WriteAsync(new ExportCapturesResponse { Data = Google.Protobuf.ByteString.CopyFrom(body, 0, body.Length / 2) });
            if (BreakExportAfter == number)
            {
                BreakExportAfter = null;
                throw FakeErrors.Passing(Code.Unavailable, "DATABASE_UNAVAILABLE", "The database does not answer.");
            }

            await responseStream.WriteAsync(new ExportCapturesResponse
            {
                Data = Google.Protobuf.ByteString.CopyFrom(body, body.Length / 2, body.Length - (body.Length / 2)),
                Capture = capture.Name,
                PageToken = (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
        }
    }

    public override Task<Backfill> CreateBackfill(CreateBackfillRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            CreatedBackfills.Add(request);
            if (CreatedBackfills.FindIndex(made => made.RequestId == request.RequestId) is var first && first < CreatedBackfills.Count - 1)
            {
                return Task.FromResult(Backfills[first]);
            }

            var backfill = request.Backfill.Clone();
            backfill.Name = $"backfills/b{Backfills.Count + 1}";
            backfill.CreateTime = Noon;
            backfill.State = backfill.Kind == Backfill.Types.Kind.Sitemap ? Backfill.Types.State.Running : Backfill.Types.State.Uploading;
            foreach (var (index, input) in backfill.Inputs.Index())
            {
                input.Index = index;
            }

            Backfills.Add(backfill);
            return Task.FromResult(backfill);
        }
    }

    public override Task<BackfillInput> UploadBackfillInput(UploadBackfillInputRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            if (Uploads.Count == BreakUploadAfter)
            {
                BreakUploadAfter = null;
                throw FakeErrors.Of(Code.Internal, "INTERNAL", "It failed.");
            }

            var backfill = BackfillOf(request.Name);
            var input = backfill.Inputs[request.Input];
            Assert.Equal(input.UploadedBytes, request.Offset);
            Uploads.Add(request);
            input.UploadedBytes += request.Data.Length;
            input.Complete = request.Last;
            if (backfill.Inputs.All(one => one.Complete))
            {
                backfill.State = Backfill.Types.State.Running;
            }

            return Task.FromResult(input);
        }
    }

    public override Task<Backfill> GetBackfill(GetBackfillRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            var backfill = BackfillOf(request.Name);
            if (backfill.State == Backfill.Types.State.Running && --AsksUntilBackfilled <= 0)
            {
                backfill.State = EndState;
                backfill.EndTime = Noon;
            }

            return Task.FromResult(backfill.Clone());
        }
    }

    public override Task<ListBackfillsResponse> ListBackfills(ListBackfillsRequest request, ServerCallContext context)
    {
        var (items, next) = FakePaging.Page(Backfills, request.PageSize, request.PageToken);
        return Task.FromResult(new ListBackfillsResponse { Backfills = { items }, NextPageToken = next });
    }

    public override Task<Backfill> PauseBackfill(PauseBackfillRequest request, ServerCallContext context) => Change(request.Name, Backfill.Types.State.Paused);

    public override Task<Backfill> ResumeBackfill(ResumeBackfillRequest request, ServerCallContext context) => Change(request.Name, Backfill.Types.State.Running);

    public override Task<Backfill> CancelBackfill(CancelBackfillRequest request, ServerCallContext context) => Change(request.Name, Backfill.Types.State.Cancelled);

    private Task<Backfill> Change(string name, Backfill.Types.State state)
    {
        var backfill = BackfillOf(name);
        backfill.State = state;
        return Task.FromResult(backfill);
    }

    private Backfill BackfillOf(string name) =>
        Backfills.Find(known => known.Name == name) ?? throw FakeErrors.Of(Code.NotFound, "BACKFILL_NOT_FOUND", $"There is no {name}.");

    private (Capture Capture, byte[] Body) CaptureOf(string name) =>
        Captures.Find(known => known.Capture.Name == name) is { Capture: not null } found ? found : throw FakeErrors.Of(Code.NotFound, "CAPTURE_NOT_FOUND", $"There is no {name}.");

    private void RefuseAsTold()
    {
        if (Refusals.TryDequeue(out var refusal))
        {
            throw refusal;
        }
    }

    private static RpcException NoSource(string name) => FakeErrors.Of(Code.NotFound, "SOURCE_NOT_FOUND", $"There is no source {name}.");

    private PageTrace Page(string url, Lane lane)
    {
        if (Pages.Find(known => known.Url == url) is { } page)
        {
            return page;
        }

        page = new PageTrace
        {
            Name = $"pages/p{Pages.Count + 1}", Url = url, Outcome = Outcome.Pending, Lane = lane, DiscoverTime = Noon,
            Steps = { new TraceStep { Time = Noon, Step = "submitted", Detail = "by hand" } },
        };
        Pages.Add(page);
        return page;
    }
}
