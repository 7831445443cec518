using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.EndToEndTests.Platforms;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Wrong requests for streams of pages and for reprocessing, and for what it needs of Fetch and Store.</summary>
internal static class MalformedReprocessCalls
{
    private const StatusCode Invalid = StatusCode.InvalidArgument;
    private const string Field = "INVALID_FIELD";

    private static readonly string Long = new('x', 100_000);

    public static IEnumerable<MalformedCall> All =>
    [
        .. Extract("no page", new ExtractArticlesRequest(), Field),
        .. Extract("a huge key", new ExtractArticlesRequest { Key = Long }, Field),
        .. Extract("nothing to read", new ExtractArticlesRequest { Page = new ExtractArticleRequest { Url = "https://site.invalid/" } }, Field),
        .. Extract("no address", new ExtractArticlesRequest { Page = new ExtractArticleRequest { Content = ByteString.CopyFromUtf8("<p>x") } }, "INVALID_URL"),
        .. Extract("a capture's name that is none", new ExtractArticlesRequest { Page = new ExtractArticleRequest { Capture = "../../etc/passwd" } }, Field),
        .. Start("a source that is none", new CaptureSelection { Source = "pages/1" }),
        .. Start("a huge source", new CaptureSelection { Source = "sources/" + Long }),
        .. Start("a time that is none", new CaptureSelection { Since = new Timestamp { Nanos = -1 } }),
        .. Start("a time beyond all calendars", new CaptureSelection { Until = new Timestamp { Seconds = long.MaxValue } }),
        .. Start("an address for a site", new CaptureSelection { Site = "https://site.invalid/" }),
        .. Start("a path in a site", new CaptureSelection { Site = "site.invalid/a" }),
        .. Start("NUL in a site", new CaptureSelection { Site = "a\0b" }),
        .. Start("a huge site", new CaptureSelection { Site = Long }),
        .. Start("a huge version", new CaptureSelection { ExtractorVersion = Long }),
        .. Start("NUL in a version", new CaptureSelection { ExtractorVersion = "\0" }),
        .. Start("a huge request id", new ReprocessCapturesRequest { RequestId = Long }),
        .. Start("a dry run that confirms", new ReprocessCapturesRequest { Confirms = "reprocessings/a", DryRun = true }),
        .. Start("a selection beside a confirmation", new ReprocessCapturesRequest { Confirms = "reprocessings/a", Selection = new CaptureSelection() }),
        .. Start("a confirmation of nothing", new ReprocessCapturesRequest { Confirms = "captures/a" }),
        .. Start("a confirmation of an absent run", new ReprocessCapturesRequest { Confirms = "reprocessings/absent" }, "REPROCESSING_NOT_FOUND", StatusCode.NotFound),
        .. Named("GetReprocessing", (clean, name) => clean.GetReprocessingAsync(new GetReprocessingRequest { Name = name }).ResponseAsync),
        .. Named("CancelReprocessing", (clean, name) => clean.CancelReprocessingAsync(new CancelReprocessingRequest { Name = name }).ResponseAsync),
        .. List("a negative page size", new ListReprocessingsRequest { PageSize = -1 }, Field),
        .. List("a page token that is none", new ListReprocessingsRequest { PageToken = "%%%" }, "INVALID_PAGE_TOKEN"),
        .. Captures("a source that is none", new ListCapturesRequest { Source = "pages/1" }, Field),
        .. Captures("a time that is none", new ListCapturesRequest { Since = new Timestamp { Nanos = int.MaxValue } }, Field),
        .. Captures("a negative page size", new ListCapturesRequest { PageSize = -1 }, Field),
        .. Captures("a page token that is none", new ListCapturesRequest { PageToken = "%%%" }, "INVALID_PAGE_TOKEN"),
        .. Lookup("no addresses", new LookupArticlesRequest()),
        .. Lookup("an empty address", new LookupArticlesRequest { Urls = { "" } }),
        .. Lookup("a huge address", new LookupArticlesRequest { Urls = { Long } }),
        .. Lookup("too many addresses", new LookupArticlesRequest { Urls = { Enumerable.Repeat("https://site.invalid/", 101) } }),
        .. Lookup("an unknown field", new LookupArticlesRequest { Urls = { "https://site.invalid/" }, ReadMask = new FieldMask { Paths = { "nonsense" } } }),
    ];

    private static MalformedCall[] Extract(string what, ExtractArticlesRequest request, string reason) =>
        [new("CleanService.ExtractArticles", what, host => ExtractAsync(host, request), Invalid, reason)];

    private static MalformedCall[] Start(string what, CaptureSelection selection) => Start(what, new ReprocessCapturesRequest { Selection = selection });

    private static MalformedCall[] Start(string what, ReprocessCapturesRequest request, string reason = Field, StatusCode status = Invalid) =>
        [new("CleanService.ReprocessCaptures", what, host => host.Clean.ReprocessCapturesAsync(request).ResponseAsync, status, reason)];

    private static MalformedCall[] List(string what, ListReprocessingsRequest request, string reason) =>
        [new("CleanService.ListReprocessings", what, host => host.Clean.ListReprocessingsAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Captures(string what, ListCapturesRequest request, string reason) =>
        [new("FetchService.ListCaptures", what, host => host.Fetch.ListCapturesAsync(request).ResponseAsync, Invalid, reason)];

    private static MalformedCall[] Lookup(string what, LookupArticlesRequest request) =>
        [new("StoreService.LookupArticles", what, host => host.Store.LookupArticlesAsync(request).ResponseAsync, Invalid, Field)];

    private static IEnumerable<MalformedCall> Named(string method, Func<CleanService.CleanServiceClient, string, Task> call)
    {
        foreach (var name in (string[])["", "none", "reprocessings", "reprocessings/", "other/none", "reprocessings/a/b", "reprocessings/a\0b", "reprocessings/" + Long])
        {
            yield return new MalformedCall($"CleanService.{method}", $"name {name[..Math.Min(20, name.Length)]}", host => call(host.Clean, name), Invalid, Field);
        }

        yield return new MalformedCall($"CleanService.{method}", "an absent run", host => call(host.Clean, "reprocessings/absent"), StatusCode.NotFound, "REPROCESSING_NOT_FOUND");
    }

    // What is wrong with one page of a stream is told in its answer, as a call for it alone would be refused.
    private static async Task ExtractAsync(HostProcess host, ExtractArticlesRequest request)
    {
        using var call = host.Clean.ExtractArticles(deadline: DateTime.UtcNow.AddSeconds(20));
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        if (await call.ResponseStream.MoveNext(CancellationToken.None) && call.ResponseStream.Current.Error is { } error)
        {
            throw new Google.Rpc.Status
            {
                Code = error.Code, Message = error.Message, Details = { Any.Pack(new ErrorInfo { Domain = "newsplatform", Reason = error.Reason }) },
            }.ToRpcException();
        }
    }
}
