using Grpc.Core;
using NewsPlatform.Contracts.Clean.V1;

namespace NewsPlatform.Clean;

/// <summary>CleanService: checks requests, reads the page, maps out.</summary>
internal sealed class CleanRpc(RequestedPages pages, PageCleaner cleaner, ExtractStream stream) : CleanService.CleanServiceBase
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
}
