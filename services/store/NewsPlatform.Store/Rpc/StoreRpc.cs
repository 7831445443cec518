using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;
using NewsPlatform.Store.Articles;
using NewsPlatform.Store.Changes;
using NewsPlatform.Store.Filtering;
using NewsPlatform.Store.Search;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.Store.Rpc;

/// <summary>The gRPC methods of the store: each maps in, calls, maps out.</summary>
internal sealed class StoreRpc(
    ArticleReader articles, ArticleSearch search, ArticleWithdrawal withdrawal, ChangeLog changes, ChangeStream stream, ILogger<StoreRpc> log)
    : StoreService.StoreServiceBase
{
    private const int MaxUrl = 8_192;
    private const int MaxUrls = 100;
    private const int MaxReason = 1_000;

    public override async Task<Article> GetArticle(GetArticleRequest request, ServerCallContext context)
    {
        var mask = ReadMask<Article>.Of(request.ReadMask);
        var id = ArticleId("name", request.Name);
        return mask.Apply(await articles.GetAsync(id, context.CancellationToken) ?? throw NoArticle(request.Name));
    }

    public override async Task<Article> LookupArticle(LookupArticleRequest request, ServerCallContext context)
    {
        var mask = ReadMask<Article>.Of(request.ReadMask);
        if (request.Url.Length is 0 or > MaxUrl)
        {
            throw RpcErrors.InvalidField("url", $"it has {request.Url.Length} characters; give an address of 1 to {MaxUrl}.");
        }

        var article = await articles.LookupAsync(Normalise(request.Url), context.CancellationToken);
        return mask.Apply(article ?? throw RpcErrors.NotFound("ARTICLE_NOT_FOUND", "No article was seen at this address."));
    }

    public override async Task<LookupArticlesResponse> LookupArticles(LookupArticlesRequest request, ServerCallContext context)
    {
        var mask = ReadMask<Article>.Of(request.ReadMask);
        if (request.Urls.Count is 0 or > MaxUrls)
        {
            throw RpcErrors.InvalidField("urls", $"has {request.Urls.Count} addresses; give 1 to {MaxUrls}.");
        }

        if (request.Urls.FirstOrDefault(url => url.Length is 0 or > MaxUrl) is { } wrong)
        {
            throw RpcErrors.InvalidField("urls", $"one has {wrong.Length} characters; give addresses of 1 to {MaxUrl}.");
        }

        var normalised = request.Urls.Select(Normalise).ToList();
        var ids = await articles.FindAsync(normalised, context.CancellationToken);
        var response = new LookupArticlesResponse();
        var room = new ResponseSize();
        // Few records at a time: what does not fit is not read.
        foreach (var some in request.Urls.Zip(normalised).Chunk(20))
        {
            var found = await articles.GetAllAsync([.. some.Where(url => ids.ContainsKey(url.Second)).Select(url => ids[url.Second]).Distinct(StringComparer.Ordinal)], context.CancellationToken);
            foreach (var (given, url) in some)
            {
                var result = new LookupResult { Url = given };
                if (ids.TryGetValue(url, out var id) && found.TryGetValue(id, out var article))
                {
                    result.Article = mask.Apply(article);
                }

                if (!room.TryAdd(result))
                {
                    return response;
                }

                response.Results.Add(result);
            }
        }

        return response;
    }

    public override async Task<ListArticlesResponse> ListArticles(ListArticlesRequest request, ServerCallContext context)
    {
        var mask = ReadMask<Article>.Of(request.ReadMask);
        var filter = ArticleFilter.Parse(request.Filter);
        var size = PageToken.Size(request.PageSize, 50, 1_000);
        var after = Key(request.PageToken, request.Filter, 0);
        var found = await articles.ListAsync(filter, after, size + 1, context.CancellationToken);
        var response = new ListArticlesResponse();
        var room = new ResponseSize();
        foreach (var (ordinal, article) in found)
        {
            var item = mask.Apply(article);
            if (response.Articles.Count == size || !room.TryAdd(item))
            {
                response.NextPageToken = Token(after, request.Filter);
                break;
            }

            response.Articles.Add(item);
            after = ordinal;
        }

        return response;
    }

    public override async Task<SearchArticlesResponse> SearchArticles(SearchArticlesRequest request, ServerCallContext context)
    {
        var mask = ReadMask<Article>.Of(request.ReadMask);
        var filter = ArticleFilter.Parse(request.Filter);
        var query = SearchQuery.Parse(request.Query);
        var size = PageToken.Size(request.PageSize, 20, 100);
        var bound = $"{request.Query}\n{request.Filter}";
        var offset = (int)Math.Clamp(Key(request.PageToken, bound, 0), 0, ArticleSearch.MaxRanked);
        var found = await search.FindAsync(query, filter, offset, size + 1, context.CancellationToken);
        var response = new SearchArticlesResponse();
        var room = new ResponseSize();
        foreach (var (score, article) in found)
        {
            var item = new SearchResult { Article = mask.Apply(article), Score = score };
            if (response.Results.Count == size || !room.TryAdd(item))
            {
                response.NextPageToken = Token(offset + response.Results.Count, bound);
                break;
            }

            response.Results.Add(item);
        }

        return response;
    }

    public override async Task<Revision> GetRevision(GetRevisionRequest request, ServerCallContext context)
    {
        if (!ResourceName.TryRevision(request.Name, out var article, out var number))
        {
            throw RpcErrors.InvalidField("name", $"\"{StoredText.Clean(request.Name, 200)}\" names no revision; {ResourceName.RevisionPattern} would.");
        }

        return await articles.RevisionAsync(article, number, context.CancellationToken)
            ?? throw RpcErrors.NotFound("REVISION_NOT_FOUND", $"There is no {request.Name}.");
    }

    public override async Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context)
    {
        var id = ArticleId("parent", request.Parent);
        var size = PageToken.Size(request.PageSize, 50, 1_000);
        var before = Key(request.PageToken, request.Parent, long.MaxValue);
        var found = await articles.RevisionsAsync(id, before, size + 1, context.CancellationToken) ?? throw NoArticle(request.Parent);
        var response = new ListRevisionsResponse { Revisions = { found.Take(size).Select(r => r.Revision) } };
        if (found.Count > size)
        {
            response.NextPageToken = Token(found[size - 1].Number, request.Parent);
        }

        return response;
    }

    public override async Task<Article> WithdrawArticle(WithdrawArticleRequest request, ServerCallContext context)
    {
        var id = ArticleId("name", request.Name);
        if (request.Reason.Length > MaxReason)
        {
            throw RpcErrors.InvalidField("reason", $"{request.Reason.Length} characters are too many; give at most {MaxReason}.");
        }

        if (!await withdrawal.WithdrawAsync(id, request.Reason, context.CancellationToken))
        {
            throw NoArticle(request.Name);
        }

        log.Withdrawn(request.Name);
        return await articles.GetAsync(id, context.CancellationToken) ?? throw NoArticle(request.Name);
    }

    public override async Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context)
    {
        var mask = ReadMask<Article>.Of(request.ReadMask);
        var size = PageToken.Size(request.PageSize, 100, 1_000);
        var from = await PositionAsync(request.FromPosition, 0, context.CancellationToken);
        var response = new ListChangesResponse { LastPosition = from };
        var room = new ResponseSize();
        foreach (var (change, _, _) in await changes.ReadAsync(from, size, context.CancellationToken))
        {
            change.Article = mask.Apply(change.Article);
            if (!room.TryAdd(change))
            {
                break;
            }

            response.Changes.Add(change);
            response.LastPosition = change.Position;
        }

        return response;
    }

    public override async Task WatchChanges(WatchChangesRequest request, IServerStreamWriter<Change> responseStream, ServerCallContext context)
    {
        var mask = ReadMask<Article>.Of(request.ReadMask);
        var from = await PositionAsync(request.FromPosition, -1, context.CancellationToken);

        // Headers now: a client knows that it watches before anything happens.
        await context.WriteResponseHeadersAsync([]);
        await foreach (var change in stream.FromAsync(from, context.CancellationToken))
        {
            change.Article = mask.Apply(change.Article);
            await responseStream.WriteAsync(change, context.CancellationToken);
        }

        throw RpcErrors.Error(Code.Unavailable, "STOPPING", "The server stops; resume after the last position.");
    }

    private async Task<long> PositionAsync(long asked, long least, CancellationToken cancellationToken)
    {
        if (asked < least)
        {
            throw RpcErrors.InvalidField("from_position", $"{asked} is no position; give 0 for the start{(least < 0 ? ", -1 for now" : "")} or the last position that was handled.");
        }

        var head = await changes.HeadAsync(cancellationToken);
        return asked <= head
            ? (asked < 0 ? head : asked)
            : throw RpcErrors.Error(Code.OutOfRange, "POSITION_IN_FUTURE", $"Position {asked} is not there yet; the last one is {head}.");
    }

    // Addresses are kept normalised; what no page can have is looked up as it is written.
    private static string Normalise(string url) => PageUrl.TryParse(url, null, out var page, out _) ? page.Value : StoredText.Clean(url);

    private static string ArticleId(string field, string name) => ResourceName.TryArticle(name, out var id)
        ? id
        : throw RpcErrors.InvalidField(field, $"\"{StoredText.Clean(name, 200)}\" names no article; {ResourceName.ArticlePattern} would.");

    private static RpcException NoArticle(string name) => RpcErrors.NotFound("ARTICLE_NOT_FOUND", $"There is no {name}.");

    private static string Token(long key, string bound) => PageToken.Encode(key.ToString(CultureInfo.InvariantCulture), bound);

    private static long Key(string token, string bound, long first) => PageToken.Decode(token, bound) is not { } key ? first
        : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw RpcErrors.Invalid("INVALID_PAGE_TOKEN", "page_token is none that this method gave; start again without it.");
}
