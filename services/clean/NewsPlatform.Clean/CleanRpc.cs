using Grpc.Core;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Extraction;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Clean;

/// <summary>CleanService: checks requests, reads the page, maps out.</summary>
internal sealed class CleanRpc(CaptureClient captures, PageCleaner cleaner, CleanOptions options, SiteRpc sites) : CleanService.CleanServiceBase
{
    public override async Task<ExtractArticleResponse> ExtractArticle(ExtractArticleRequest request, ServerCallContext context)
    {
        var page = await ReadAsync(request, context.CancellationToken);
        var (article, rejection) = await cleaner.CleanAsync(page, context.CancellationToken);
        return article is not null ? new ExtractArticleResponse { Article = article } : new ExtractArticleResponse { Rejection = rejection };
    }

    public override async Task<ClassifyPageResponse> ClassifyPage(ClassifyPageRequest request, ServerCallContext context)
    {
        if (request.Status is not 0 and (< 100 or > 599))
        {
            throw RpcErrors.InvalidField("status", $"is {request.Status}; an HTTP status is 100 to 599, and 0 says that it is unknown.");
        }

        var read = new ExtractArticleRequest { Url = request.Url, ContentType = request.ContentType };
        switch (request.PageCase)
        {
            case ClassifyPageRequest.PageOneofCase.Content:
                read.Content = request.Content;
                break;
            case ClassifyPageRequest.PageOneofCase.Capture:
                read.Capture = request.Capture;
                break;
            default:
                break;
        }

        var page = await ReadAsync(read, context.CancellationToken);
        return ClassificationMapping.ToProto(await cleaner.ClassifyAsync(page with { Status = request.Status == 0 ? null : request.Status }, context.CancellationToken));
    }

    private async Task<Page> ReadAsync(ExtractArticleRequest request, CancellationToken cancellationToken) => request.PageCase switch
    {
        ExtractArticleRequest.PageOneofCase.Content when request.Content.Length > options.MaxPageBytes =>
            throw RpcErrors.Invalid("TOO_LARGE", $"content: {request.Content.Length} bytes are more than {options.MaxPageBytes}."),
        ExtractArticleRequest.PageOneofCase.Content => PageOf(request.Content.Memory, request.Url, request.ContentType),
        ExtractArticleRequest.PageOneofCase.Capture => await DownloadAsync(request, cancellationToken),
        _ => throw RpcErrors.InvalidField("page", "is missing; give content or capture."),
    };

    public override Task<SiteProfile> GetSiteProfile(GetSiteProfileRequest request, ServerCallContext context) => sites.GetProfileAsync(request, context.CancellationToken);

    public override Task<ListSiteProfilesResponse> ListSiteProfiles(ListSiteProfilesRequest request, ServerCallContext context) => sites.ListProfilesAsync(request, context.CancellationToken);

    public override Task<SiteProfile> RebuildSiteProfile(RebuildSiteProfileRequest request, ServerCallContext context) => sites.RebuildAsync(request, context.CancellationToken);

    public override Task<SiteRules> GetSiteRules(GetSiteRulesRequest request, ServerCallContext context) => sites.GetRulesAsync(request, context.CancellationToken);

    public override Task<ListSiteRulesResponse> ListSiteRules(ListSiteRulesRequest request, ServerCallContext context) => Task.FromResult(sites.ListRules(request));

    public override Task<SiteRules> UpdateSiteRules(UpdateSiteRulesRequest request, ServerCallContext context) => sites.UpdateRulesAsync(request, context.CancellationToken);

    public override Task<Google.Protobuf.WellKnownTypes.Empty> DeleteSiteRules(DeleteSiteRulesRequest request, ServerCallContext context) => sites.DeleteRulesAsync(request, context.CancellationToken);

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
