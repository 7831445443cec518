using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.ContractTests.Cli;

/// <summary>Store in memory.</summary>
internal sealed class FakeStore : StoreService.StoreServiceBase
{
    private readonly List<Change> changes = [];
    private readonly SemaphoreSlim more = new(0);

    public List<Article> Articles { get; } = [];

    public List<string> Filters { get; } = [];

    /// <summary>Ends each stream after so many changes, as a server that stops does.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;

    public List<long> WatchedFrom { get; } = [];

    public void Append(ChangeKind kind, Article article)
    {
        lock (changes)
        {
            changes.Add(new Change { Position = changes.Count + 1, Kind = kind, Article = article, Time = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) });
        }

        more.Release();
    }

    public override Task<Article> GetArticle(GetArticleRequest request, ServerCallContext context) =>
        Task.FromResult(Articles.Find(article => article.Name == request.Name) ?? throw NoArticle(request.Name));

    public override Task<Article> LookupArticle(LookupArticleRequest request, ServerCallContext context) =>
        Task.FromResult(Articles.Find(article => article.Url == request.Url || article.Urls.Contains(request.Url)) ?? throw NoArticle(request.Url));

    public override Task<ListArticlesResponse> ListArticles(ListArticlesRequest request, ServerCallContext context)
    {
        lock (Filters)
        {
            Filters.Add(request.Filter);
        }

        if (request.Filter == "nonsense")
        {
            throw FakeErrors.Of(Code.InvalidArgument, "INVALID_FILTER", "filter: \"nonsense\" is no comparison.");
        }

        var (items, next) = FakePaging.Page(Articles, request.PageSize, request.PageToken);
        return Task.FromResult(new ListArticlesResponse { Articles = { items }, NextPageToken = next });
    }

    public override Task<SearchArticlesResponse> SearchArticles(SearchArticlesRequest request, ServerCallContext context)
    {
        var found = Articles.FindAll(article => article.Title.Contains(request.Query, StringComparison.Ordinal));
        var (items, next) = FakePaging.Page(found, request.PageSize, request.PageToken);
        return Task.FromResult(new SearchArticlesResponse
        {
            Results = { items.Select(article => new SearchResult { Article = article, Score = 1.5 }) }, NextPageToken = next,
        });
    }

    public override Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context)
    {
        lock (changes)
        {
            var page = changes.Skip((int)request.FromPosition).Take(request.PageSize).ToList();
            return Task.FromResult(new ListChangesResponse { Changes = { page }, LastPosition = request.FromPosition + page.Count });
        }
    }

    public override async Task WatchChanges(WatchChangesRequest request, IServerStreamWriter<Change> responseStream, ServerCallContext context)
    {
        lock (changes)
        {
            WatchedFrom.Add(request.FromPosition);
        }

        var position = request.FromPosition;
        for (var sent = 0; sent < BreakAfter;)
        {
            Change? next;
            lock (changes)
            {
                position = position < 0 ? changes.Count : position;
                next = position < changes.Count ? changes[(int)position] : null;
            }

            if (next is null)
            {
                await more.WaitAsync(context.CancellationToken);
                continue;
            }

            await responseStream.WriteAsync(next, context.CancellationToken);
            position++;
            sent++;
        }

        throw FakeErrors.Of(Code.Unavailable, "STOPPING", "The server is stopping.");
    }

    private static RpcException NoArticle(string what) => FakeErrors.Of(Code.NotFound, "ARTICLE_NOT_FOUND", $"There is no article {what}.");
}
