using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Extraction;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Clean;

/// <summary>The pages that callers ask to be read: bytes of theirs, or captures.</summary>
internal sealed class RequestedPages(CaptureClient captures, CleanOptions options)
{
    /// <summary>The page of a request.</summary>
    /// <exception cref="RpcException">It cannot be had; with an ErrorInfo that says why.</exception>
    public async Task<Page> ReadAsync(ExtractArticleRequest request, CancellationToken cancellationToken) => request.PageCase switch
    {
        ExtractArticleRequest.PageOneofCase.Content when request.Content.Length > options.MaxPageBytes =>
            throw RpcErrors.Invalid("TOO_LARGE", $"content: {request.Content.Length} bytes are more than {options.MaxPageBytes}."),
        ExtractArticleRequest.PageOneofCase.Content => PageOf(request.Content.Memory, request.Url, request.ContentType),
        ExtractArticleRequest.PageOneofCase.Capture => await DownloadAsync(request, cancellationToken),
        _ => throw RpcErrors.InvalidField("page", "is missing; give content or capture."),
    };

    private async Task<Page> DownloadAsync(ExtractArticleRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var capture = await captures.GetAsync(request.Capture, cancellationToken);
            var bytes = await captures.DownloadAsync(request.Capture, capture.Size, cancellationToken)
                ?? throw RpcErrors.Invalid("TOO_LARGE", $"capture: {capture.Size} bytes are more than {options.MaxPageBytes}.");
            return PageOf(bytes, request.Url.Length > 0 ? request.Url : capture.Url, request.ContentType.Length > 0 ? request.ContentType : capture.ContentType);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded && !cancellationToken.IsCancellationRequested)
        {
            throw RpcErrors.Error(Google.Rpc.Code.Unavailable, "FETCH_UNAVAILABLE", "Fetch, which keeps the captures, does not answer; try again.");
        }
    }

    private static Page PageOf(ReadOnlyMemory<byte> bytes, string address, string contentType) =>
        PageUrl.TryParse(address, null, out var url, out var reason)
            ? new Page(bytes, url.ToUri()) { ContentType = contentType.Length == 0 ? null : contentType }
            : throw RpcErrors.Invalid("INVALID_URL", $"url: {reason}");
}
