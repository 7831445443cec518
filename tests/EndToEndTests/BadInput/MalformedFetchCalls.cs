using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Wrong requests for each method of Fetch.</summary>
internal static class MalformedFetchCalls
{
    private const StatusCode Invalid = StatusCode.InvalidArgument;
    private const string Field = "INVALID_FIELD";

    private static readonly string Long = new('x', 100_000);

    public static IEnumerable<MalformedCall> All =>
    [
        .. Create("no source", new CreateSourceRequest(), Field),
        .. Create("no address", Source(_ => { }, url: ""), "INVALID_URL"),
        .. Create("another scheme", Source(_ => { }, url: "ftp://example.org/feed.xml"), "INVALID_URL"),
        .. Create("a huge address", Source(_ => { }, url: "https://site.invalid/" + Long), "INVALID_URL"),
        .. Create("a negative interval", Source(source => source.Interval = new Duration { Seconds = -5 }), Field),
        .. Create("an interval that is none", Source(source => source.Interval = new Duration { Seconds = 5, Nanos = -7 }), Field),
        .. Create("an interval with too many nanoseconds", Source(source => source.Interval = new Duration { Seconds = 5, Nanos = 2_000_000_000 }), Field),
        .. Create("an unknown kind", Source(source => source.Kind = (SourceKind)99), Field),
        .. Create("an unknown lane", Source(source => source.Lane = (Lane)(-1)), Field),
        .. Create("NUL in a name", Source(source => source.DisplayName = "a\0b"), Field),
        .. Create("a huge name", Source(source => source.DisplayName = Long), Field),
        .. Create("a huge request id", Source(_ => { }, requestId: Long), Field),
        .. Create("NUL in a request id", Source(_ => { }, requestId: "\0"), Field),
        .. Named("GetSource", "sources", "SOURCE_NOT_FOUND", (fetch, name) => fetch.GetSourceAsync(new GetSourceRequest { Name = name }).ResponseAsync),
        .. Named("DeleteSource", "sources", "SOURCE_NOT_FOUND", (fetch, name) => fetch.DeleteSourceAsync(new DeleteSourceRequest { Name = name }).ResponseAsync),
        .. Named("PollSource", "sources", "SOURCE_NOT_FOUND", (fetch, name) => fetch.PollSourceAsync(new PollSourceRequest { Name = name }).ResponseAsync),
        .. Named("UpdateSource", "sources", "SOURCE_NOT_FOUND", (fetch, name) => fetch.UpdateSourceAsync(new UpdateSourceRequest { Source = new Source { Name = name } }).ResponseAsync),
        .. Named("ReplayPage", "pages", "PAGE_NOT_FOUND", (fetch, name) => fetch.ReplayPageAsync(new ReplayPageRequest { Name = name }).ResponseAsync),
        .. Named("GetCapture", "captures", "CAPTURE_NOT_FOUND", (fetch, name) => fetch.GetCaptureAsync(new GetCaptureRequest { Name = name }).ResponseAsync),
        .. Named("DownloadCapture", "captures", "CAPTURE_NOT_FOUND", DownloadAsync),
        .. Preview("no address", new PreviewFeedRequest(), "INVALID_URL"),
        .. Preview("another scheme", new PreviewFeedRequest { Url = "file:///etc/passwd" }, "INVALID_URL"),
        .. Preview("a huge address", new PreviewFeedRequest { Url = "https://site.invalid/" + Long }, "INVALID_URL"),
        .. Preview("an unknown kind", new PreviewFeedRequest { Url = "https://site.invalid/", Kind = (SourceKind)(-1) }, Field),
        .. Update("no source", new UpdateSourceRequest(), Field),
        .. Update("an unknown field", new UpdateSourceRequest { Source = new Source { Name = "sources/none" }, UpdateMask = FieldMask.FromString("url") }, Field),
        .. Update("NUL in a name", new UpdateSourceRequest { Source = new Source { Name = "sources/none", DisplayName = "\0" } }, Field),
        .. Update("an interval that is none", new UpdateSourceRequest { Source = new Source { Name = "sources/none", Interval = new Duration { Nanos = int.MaxValue } } }, Field),
        .. Sources("a negative page size", new ListSourcesRequest { PageSize = -1 }, Field),
        .. Sources("a page token that is none", new ListSourcesRequest { PageToken = "%%%" }, "INVALID_PAGE_TOKEN"),
        .. Sources("a page token of something else", new ListSourcesRequest { PageToken = "MDAwMDAwMDBhYmM" }, "INVALID_PAGE_TOKEN"),
        .. Submit("no address", new SubmitUrlRequest(), "INVALID_URL"),
        .. Submit("a script for an address", new SubmitUrlRequest { Url = "javascript:alert(1)" }, "INVALID_URL"),
        .. Submit("a huge address", new SubmitUrlRequest { Url = "https://site.invalid/" + Long }, "INVALID_URL"),
        .. Submit("an unknown lane", new SubmitUrlRequest { Url = "https://site.invalid/", Lane = (Lane)7 }, Field),
        .. Submit("a huge request id", new SubmitUrlRequest { Url = "https://site.invalid/", RequestId = Long }, Field),
        .. Submit("NUL in a request id", new SubmitUrlRequest { Url = "https://site.invalid/", RequestId = "\0" }, Field),
        .. SubmitMany("no addresses", new SubmitUrlsRequest(), Field),
        .. SubmitMany("too many addresses", new SubmitUrlsRequest { Urls = { Enumerable.Repeat("https://site.invalid/", 10_001) } }, Field),
        .. SubmitMany("an unknown lane", new SubmitUrlsRequest { Urls = { "https://site.invalid/" }, Lane = (Lane)7 }, Field),
        .. Ingest("no address", new IngestPageRequest { Content = ByteString.CopyFromUtf8("x") }, "INVALID_URL"),
        .. Ingest("too much content", new IngestPageRequest { Url = "https://site.invalid/", Content = UnsafeByteOperations.UnsafeWrap(new byte[(20 << 20) + 1]) }, "TOO_LARGE"),
        .. Ingest("line breaks in a media type", new IngestPageRequest { Url = "https://site.invalid/", ContentType = "text/html\r\nX: y" }, Field),
        .. Ingest("an unknown lane", new IngestPageRequest { Url = "https://site.invalid/", Lane = (Lane)7 }, Field),
        new("FetchService.TraceUrl", "no address", host => host.Fetch.TraceUrlAsync(new TraceUrlRequest()).ResponseAsync, Invalid, "INVALID_URL"),
        new("FetchService.TraceUrl", "an address never seen", host => host.Fetch.TraceUrlAsync(new TraceUrlRequest { Url = "https://never.invalid/" }).ResponseAsync, StatusCode.NotFound, "PAGE_NOT_FOUND"),
        .. Named("ListPolls", "sources", "SOURCE_NOT_FOUND", (fetch, name) => fetch.ListPollsAsync(new ListPollsRequest { Parent = name }).ResponseAsync),
        .. Named("GetSourceHealth", "sources", "SOURCE_NOT_FOUND", (fetch, name) => fetch.GetSourceHealthAsync(new GetSourceHealthRequest { Name = name + "/health" }).ResponseAsync),
        .. Traces("a negative page size", new ListTracesRequest { PageSize = int.MinValue }, Field),
        .. Traces("an unknown outcome", new ListTracesRequest { Outcome = (Outcome)99 }, Field),
        .. Traces("a page token that is none", new ListTracesRequest { PageToken = Long }, "INVALID_PAGE_TOKEN"),
        .. Export("a page for a source", new ExportCapturesRequest { Source = "pages/none" }, Field),
        .. Export("a time that is none", new ExportCapturesRequest { Until = new Timestamp { Seconds = long.MaxValue } }, Field),
        .. Export("a page token that is none", new ExportCapturesRequest { PageToken = Long }, "INVALID_PAGE_TOKEN"),
        .. Backfill("no backfill", new CreateBackfillRequest(), Field),
        .. Backfill("an unknown kind", Past(backfill => backfill.Kind = (Backfill.Types.Kind)9), Field),
        .. Backfill("no inputs", Past(backfill => backfill.Inputs.Clear()), Field),
        .. Backfill("too many inputs", Past(backfill => backfill.Inputs.Add(Enumerable.Repeat(new BackfillInput { Label = "a" }, 100))), Field),
        .. Backfill("a huge label", Past(backfill => backfill.Inputs[0].Label = Long), Field),
        .. Backfill("NUL in a name", Past(backfill => backfill.DisplayName = "\0"), Field),
        .. Backfill("a time that is none", Past(backfill => backfill.Since = new Timestamp { Nanos = -1 }), Field),
        .. Backfill("no address of a sitemap", Past(backfill => backfill.Kind = Contracts.Fetch.V1.Backfill.Types.Kind.Sitemap), "INVALID_URL"),
        .. Backfill("NUL in a request id", new CreateBackfillRequest { RequestId = "\0", Backfill = Past(_ => { }).Backfill }, Field),
        .. Upload("a negative offset", new UploadBackfillInputRequest { Name = "backfills/none", Offset = -1 }),
        .. Upload("a negative input", new UploadBackfillInputRequest { Name = "backfills/none", Input = -1 }),
        .. Upload("too much data", new UploadBackfillInputRequest { Name = "backfills/none", Data = UnsafeByteOperations.UnsafeWrap(new byte[(16 << 20) + 1]) }),
        .. Named("UploadBackfillInput", "backfills", "BACKFILL_NOT_FOUND", (fetch, name) => fetch.UploadBackfillInputAsync(new UploadBackfillInputRequest { Name = name }).ResponseAsync),
        .. Named("GetBackfill", "backfills", "BACKFILL_NOT_FOUND", (fetch, name) => fetch.GetBackfillAsync(new GetBackfillRequest { Name = name }).ResponseAsync),
        .. Named("PauseBackfill", "backfills", "BACKFILL_NOT_FOUND", (fetch, name) => fetch.PauseBackfillAsync(new PauseBackfillRequest { Name = name }).ResponseAsync),
        .. Named("ResumeBackfill", "backfills", "BACKFILL_NOT_FOUND", (fetch, name) => fetch.ResumeBackfillAsync(new ResumeBackfillRequest { Name = name }).ResponseAsync),
        .. Named("CancelBackfill", "backfills", "BACKFILL_NOT_FOUND", (fetch, name) => fetch.CancelBackfillAsync(new CancelBackfillRequest { Name = name }).ResponseAsync),
        new("FetchService.ListBackfills", "a negative page size", host => host.Fetch.ListBackfillsAsync(new ListBackfillsRequest { PageSize = -1 }).ResponseAsync, Invalid, Field),
        new("FetchService.ListBackfills", "a page token that is none", host => host.Fetch.ListBackfillsAsync(new ListBackfillsRequest { PageToken = Long }).ResponseAsync, Invalid, "INVALID_PAGE_TOKEN"),
        new("FetchService.GetCapture", "an unknown view", host => host.Fetch.GetCaptureAsync(new GetCaptureRequest { Name = "captures/none", View = (CaptureView)9 }).ResponseAsync, Invalid, Field),
    ];

    private static CreateBackfillRequest Past(Action<Backfill> spoil)
    {
        var request = new CreateBackfillRequest
        {
            Backfill = new Backfill { Kind = Contracts.Fetch.V1.Backfill.Types.Kind.List, Inputs = { new BackfillInput { Label = "a.csv" } } },
        };
        spoil(request.Backfill);
        return request;
    }

    private static MalformedCall[] Backfill(string what, CreateBackfillRequest request, string reason) =>
        [new("FetchService.CreateBackfill", what, host => host.Fetch.CreateBackfillAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Upload(string what, UploadBackfillInputRequest request) =>
        [new("FetchService.UploadBackfillInput", what, host => host.Fetch.UploadBackfillInputAsync(request).ResponseAsync, Invalid, Field)];

    private static MalformedCall[] Export(string what, ExportCapturesRequest request, string reason) =>
        [new("FetchService.ExportCaptures", what, host => ExportAsync(host.Fetch, request), Invalid, reason)];

    private static async Task ExportAsync(FetchService.FetchServiceClient fetch, ExportCapturesRequest request)
    {
        using var call = fetch.ExportCaptures(request);
        await call.ResponseStream.MoveNext(CancellationToken.None);
    }

    private static CreateSourceRequest Source(Action<Source> spoil, string url = "https://site.invalid/feed.xml", string requestId = "")
    {
        // Paused, so that nothing is asked if it should be taken after all.
        var request = new CreateSourceRequest { Source = new Source { Url = url, Paused = true }, RequestId = requestId };
        spoil(request.Source);
        return request;
    }

    private static MalformedCall[] Create(string what, CreateSourceRequest request, string reason) =>
        [new("FetchService.CreateSource", what, host => host.Fetch.CreateSourceAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Preview(string what, PreviewFeedRequest request, string reason) =>
        [new("FetchService.PreviewFeed", what, host => host.Fetch.PreviewFeedAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Update(string what, UpdateSourceRequest request, string reason) =>
        [new("FetchService.UpdateSource", what, host => host.Fetch.UpdateSourceAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Sources(string what, ListSourcesRequest request, string reason) =>
        [new("FetchService.ListSources", what, host => host.Fetch.ListSourcesAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Submit(string what, SubmitUrlRequest request, string reason) =>
        [new("FetchService.SubmitUrl", what, host => host.Fetch.SubmitUrlAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] SubmitMany(string what, SubmitUrlsRequest request, string reason) =>
        [new("FetchService.SubmitUrls", what, host => host.Fetch.SubmitUrlsAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Ingest(string what, IngestPageRequest request, string reason) =>
        [new("FetchService.IngestPage", what, host => host.Fetch.IngestPageAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Traces(string what, ListTracesRequest request, string reason) =>
        [new("FetchService.ListTraces", what, host => host.Fetch.ListTracesAsync(request).ResponseAsync, Invalid, reason)];

    private static IEnumerable<MalformedCall> Named(
        string method, string collection, string notFound, Func<FetchService.FetchServiceClient, string, Task> call)
    {
        foreach (var name in (string[])["", "none", collection, $"{collection}/", $"other/none", $"{collection}/a/b", $"{collection}/a\0b", $"{collection}/{Long}"])
        {
            yield return new MalformedCall($"FetchService.{method}", $"name {name[..Math.Min(20, name.Length)]}", host => call(host.Fetch, name), Invalid, Field);
        }

        foreach (var name in (string[])[$"{collection}/a", $"{collection}/well-formed_but_absent"])
        {
            yield return new MalformedCall($"FetchService.{method}", $"name {name}", host => call(host.Fetch, name), StatusCode.NotFound, notFound);
        }
    }

    private static async Task DownloadAsync(FetchService.FetchServiceClient fetch, string name)
    {
        using var call = fetch.DownloadCapture(new DownloadCaptureRequest { Name = name });
        await call.ResponseStream.MoveNext(CancellationToken.None);
    }
}
