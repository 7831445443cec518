using Grpc.Core;
using NewsPlatform.Clean.Reprocessing;
using NewsPlatform.Clean.Sites;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Hosting.Rpc;
using Proto = NewsPlatform.Contracts.Clean.V1.Reprocessing;

namespace NewsPlatform.Clean;

/// <summary>CleanService: checks requests, reads the page, maps out.</summary>
internal sealed class CleanRpc(RequestedPages pages, PageCleaner cleaner, ExtractStream stream, ReprocessingRpc reprocessings, SiteRpc sites) : CleanService.CleanServiceBase
{
    public override async Task<ExtractArticleResponse> ExtractArticle(ExtractArticleRequest request, ServerCallContext context)
    {
        var page = await pages.ReadAsync(request, context.CancellationToken);
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

        var page = await pages.ReadAsync(read, context.CancellationToken);
        return ClassificationMapping.ToProto(await cleaner.ClassifyAsync(page with { Status = request.Status == 0 ? null : request.Status }, context.CancellationToken));
    }

    public override Task<SiteProfile> GetSiteProfile(GetSiteProfileRequest request, ServerCallContext context) => sites.GetProfileAsync(request, context.CancellationToken);

    public override Task<ListSiteProfilesResponse> ListSiteProfiles(ListSiteProfilesRequest request, ServerCallContext context) => sites.ListProfilesAsync(request, context.CancellationToken);

    public override Task<SiteProfile> RebuildSiteProfile(RebuildSiteProfileRequest request, ServerCallContext context) => sites.RebuildAsync(request, context.CancellationToken);

    public override Task<SiteRules> GetSiteRules(GetSiteRulesRequest request, ServerCallContext context) => sites.GetRulesAsync(request, context.CancellationToken);

    public override Task<ListSiteRulesResponse> ListSiteRules(ListSiteRulesRequest request, ServerCallContext context) => Task.FromResult(sites.ListRules(request));

    public override Task<SiteRules> UpdateSiteRules(UpdateSiteRulesRequest request, ServerCallContext context) => sites.UpdateRulesAsync(request, context.CancellationToken);

    public override Task<Google.Protobuf.WellKnownTypes.Empty> DeleteSiteRules(DeleteSiteRulesRequest request, ServerCallContext context) => sites.DeleteRulesAsync(request, context.CancellationToken);

    public override Task ExtractArticles(
        IAsyncStreamReader<ExtractArticlesRequest> requestStream, IServerStreamWriter<ExtractArticlesResponse> responseStream, ServerCallContext context) =>
        stream.RunAsync(requestStream, responseStream, context.GetHttpContext().Abort, context.CancellationToken);

    public override Task<Proto> ReprocessCaptures(ReprocessCapturesRequest request, ServerCallContext context) => reprocessings.StartAsync(request, context.CancellationToken);

    public override Task<Proto> GetReprocessing(GetReprocessingRequest request, ServerCallContext context) => reprocessings.GetAsync(request, context.CancellationToken);

    public override Task<ListReprocessingsResponse> ListReprocessings(ListReprocessingsRequest request, ServerCallContext context) => reprocessings.ListAsync(request, context.CancellationToken);

    public override Task<Proto> CancelReprocessing(CancelReprocessingRequest request, ServerCallContext context) => reprocessings.CancelAsync(request, context.CancellationToken);
}
