using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Wrong requests for Clean and Enrich.</summary>
internal static class MalformedTextCalls
{
    private const string Url = "https://example.org/story.html";

    public static IEnumerable<MalformedCall> All =>
    [
        .. Extract("nothing to read", new ExtractArticleRequest { Url = Url }, "INVALID_FIELD"),
        .. Extract("no address", new ExtractArticleRequest { Content = ByteString.CopyFromUtf8("<p>x") }, "INVALID_URL"),
        .. Extract("an address that is none", new ExtractArticleRequest { Content = ByteString.CopyFromUtf8("<p>x"), Url = "::::" }, "INVALID_URL"),
        .. Extract("too much content", new ExtractArticleRequest { Content = UnsafeByteOperations.UnsafeWrap(new byte[(20 << 20) + 1]), Url = Url }, "TOO_LARGE"),
        .. Extract("a capture's name that is none", new ExtractArticleRequest { Capture = "../../etc/passwd" }, "INVALID_FIELD"),
        .. Extract("a short capture", new ExtractArticleRequest { Capture = "captures/a" }, "CAPTURE_NOT_FOUND", StatusCode.NotFound),
        .. Extract("an absent capture", new ExtractArticleRequest { Capture = "captures/0123456789012345678901234567890123456789" }, "CAPTURE_NOT_FOUND", StatusCode.NotFound),
        .. Classify("nothing to look at", new ClassifyPageRequest { Url = Url }, "INVALID_FIELD"),
        .. Classify("an address that is none", new ClassifyPageRequest { Content = ByteString.CopyFromUtf8("<p>x"), Url = "::::" }, "INVALID_URL"),
        .. Classify("a status that is none", new ClassifyPageRequest { Content = ByteString.CopyFromUtf8("<p>x"), Url = Url, Status = 99 }, "INVALID_FIELD"),
        .. Classify("a negative status", new ClassifyPageRequest { Content = ByteString.CopyFromUtf8("<p>x"), Url = Url, Status = -1 }, "INVALID_FIELD"),
        .. Classify("too much content", new ClassifyPageRequest { Content = UnsafeByteOperations.UnsafeWrap(new byte[(20 << 20) + 1]), Url = Url }, "TOO_LARGE"),
        .. Classify("a capture's name that is none", new ClassifyPageRequest { Capture = "../../etc/passwd" }, "INVALID_FIELD"),
        .. Classify("an absent capture", new ClassifyPageRequest { Capture = "captures/0123456789012345678901234567890123456789" }, "CAPTURE_NOT_FOUND", StatusCode.NotFound),
        .. MalformedSiteCalls.All,
        .. Annotate("no text", new AnnotateTextRequest(), "INVALID_FIELD"),
        .. Annotate("too much text", new AnnotateTextRequest { Text = new string('x', 1_000_001) }, "TOO_LARGE"),
        .. Annotate("a publication without a time", Published(null), "INVALID_FIELD"),
        .. Annotate("a time that is none", Published(new Timestamp { Seconds = 0, Nanos = -5 }), "INVALID_FIELD"),
        .. Annotate("a time beyond all calendars", Published(new Timestamp { Seconds = long.MaxValue }), "INVALID_FIELD"),
        .. Annotate("a huge language", new AnnotateTextRequest { Text = "x", Language = new string('x', 100_000) }, "INVALID_FIELD"),
        .. Annotate("a huge title", new AnnotateTextRequest { Text = "x", Title = new string('x', 1_000_001) }, "TOO_LARGE"),
    ];

    private static AnnotateTextRequest Published(Timestamp? time) => new() { Text = "It rained.", Published = new NewsTime { Time = time } };

    private static MalformedCall[] Extract(string what, ExtractArticleRequest request, string reason, StatusCode status = StatusCode.InvalidArgument) =>
        [new("CleanService.ExtractArticle", what, host => host.Clean.ExtractArticleAsync(request).ResponseAsync, status, reason)];

    private static MalformedCall[] Classify(string what, ClassifyPageRequest request, string reason, StatusCode status = StatusCode.InvalidArgument) =>
        [new("CleanService.ClassifyPage", what, host => host.Clean.ClassifyPageAsync(request).ResponseAsync, status, reason)];

    private static MalformedCall[] Annotate(string what, AnnotateTextRequest request, string reason) =>
        [new("EnrichService.AnnotateText", what, host => host.Enrich.AnnotateTextAsync(request).ResponseAsync, StatusCode.InvalidArgument, reason)];
}
