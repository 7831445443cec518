using Grpc.Core;
using NewsPlatform.Clean.Reprocessing;
using NewsPlatform.Contracts.Clean.V1;
using Proto = NewsPlatform.Contracts.Clean.V1.Reprocessing;

namespace NewsPlatform.Clean;

/// <summary>CleanService: checks requests, reads the page, maps out.</summary>
internal sealed class CleanRpc(RequestedPages pages, PageCleaner cleaner, ExtractStream stream, ReprocessingRpc reprocessings) : CleanService.CleanServiceBase
{
    public override async Task<ExtractArticleResponse> ExtractArticle(ExtractArticleRequest request, ServerCallContext context)
    {
        var page = await pages.ReadAsync(request, context.CancellationToken);
        var (article, rejection) = await cleaner.CleanAsync(page, context.CancellationToken);
        return article is not null ? new ExtractArticleResponse { Article = article } : new ExtractArticleResponse { Rejection = rejection };
    }

    public override Task ExtractArticles(
        IAsyncStreamReader<ExtractArticlesRequest> requestStream, IServerStreamWriter<ExtractArticlesResponse> responseStream, ServerCallContext context) =>
        stream.RunAsync(requestStream, responseStream, context.GetHttpContext().Abort, context.CancellationToken);

    public override Task<Proto> ReprocessCaptures(ReprocessCapturesRequest request, ServerCallContext context) => reprocessings.StartAsync(request, context.CancellationToken);

    public override Task<Proto> GetReprocessing(GetReprocessingRequest request, ServerCallContext context) => reprocessings.GetAsync(request, context.CancellationToken);

    public override Task<ListReprocessingsResponse> ListReprocessings(ListReprocessingsRequest request, ServerCallContext context) => reprocessings.ListAsync(request, context.CancellationToken);

    public override Task<Proto> CancelReprocessing(CancelReprocessingRequest request, ServerCallContext context) => reprocessings.CancelAsync(request, context.CancellationToken);
}
