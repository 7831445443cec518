using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.EndToEndTests.Platforms;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Wrong requests for each method of Store.</summary>
internal static class MalformedStoreCalls
{
    private const StatusCode Invalid = StatusCode.InvalidArgument;
    private const string Field = "INVALID_FIELD";

    private static readonly string Long = new('x', 100_000);
    private static readonly FieldMask Unknown = new() { Paths = { "no_such_field" } };
    private static readonly FieldMask Many = new() { Paths = { Enumerable.Repeat("title", 1_000) } };

    public static IEnumerable<MalformedCall> All =>
    [
        .. Named("GetArticle", (store, name) => store.GetArticleAsync(new GetArticleRequest { Name = name }).ResponseAsync),
        .. Named("ListRevisions", (store, name) => store.ListRevisionsAsync(new ListRevisionsRequest { Parent = name }).ResponseAsync),
        .. Named("WithdrawArticle", (store, name) => store.WithdrawArticleAsync(new WithdrawArticleRequest { Name = name }).ResponseAsync),
        Make("GetArticle", "an unknown field", store => store.GetArticleAsync(new GetArticleRequest { Name = "articles/a", ReadMask = Unknown }).ResponseAsync, Field),
        Make("GetArticle", "too many fields", store => store.GetArticleAsync(new GetArticleRequest { Name = "articles/a", ReadMask = Many }).ResponseAsync, Field),
        Make("LookupArticle", "no address", store => store.LookupArticleAsync(new LookupArticleRequest()).ResponseAsync, Field),
        Make("LookupArticle", "a huge address", store => store.LookupArticleAsync(new LookupArticleRequest { Url = "https://example.org/" + Long }).ResponseAsync, Field),
        Make("LookupArticle", "an unknown field", store => store.LookupArticleAsync(new LookupArticleRequest { Url = "https://example.org/", ReadMask = Unknown }).ResponseAsync, Field),
        new("StoreService.LookupArticle", "an address never seen", host => host.Store.LookupArticleAsync(new LookupArticleRequest { Url = "https://never.invalid/\0" }).ResponseAsync, StatusCode.NotFound, "ARTICLE_NOT_FOUND"),
        .. List("a negative page size", new ListArticlesRequest { PageSize = -1 }, Field),
        .. List("a page token that is none", new ListArticlesRequest { PageToken = "!" }, "INVALID_PAGE_TOKEN"),
        .. List("an unknown field", new ListArticlesRequest { ReadMask = Unknown }, Field),
        .. List("a flag that is none", new ListArticlesRequest { Filter = "flags : \"a,b\"" }, "INVALID_FILTER"),
        .. List("flags compared by order", new ListArticlesRequest { Filter = "flags > short" }, "INVALID_FILTER"),
        .. List("a filter on an unknown field", new ListArticlesRequest { Filter = "colour = \"red\"" }, "INVALID_FILTER"),
        .. List("half a filter", new ListArticlesRequest { Filter = "language = " }, "INVALID_FILTER"),
        .. List("a filter with SQL", new ListArticlesRequest { Filter = "language = \"en\"; DROP TABLE article" }, "INVALID_FILTER"),
        .. List("an open string", new ListArticlesRequest { Filter = "language = \"en" }, "INVALID_FILTER"),
        .. List("a time that is none", new ListArticlesRequest { Filter = "published > \"2026-99-99\"" }, "INVALID_FILTER"),
        .. List("a huge filter", new ListArticlesRequest { Filter = "language = \"" + Long + "\"" }, "INVALID_FILTER"),
        .. Search("no query", new SearchArticlesRequest(), Field),
        .. Search("no word", new SearchArticlesRequest { Query = "?! \0 ()" }, Field),
        .. Search("a huge query", new SearchArticlesRequest { Query = Long }, Field),
        .. Search("a negative page size", new SearchArticlesRequest { Query = "a", PageSize = -1 }, Field),
        .. Search("a page token that is none", new SearchArticlesRequest { Query = "a", PageToken = "AAAA" }, "INVALID_PAGE_TOKEN"),
        .. Search("a wrong filter", new SearchArticlesRequest { Query = "a", Filter = "(((" }, "INVALID_FILTER"),
        .. Search("an unknown field", new SearchArticlesRequest { Query = "a", ReadMask = Unknown }, Field),
        .. Revision("", Invalid, Field),
        .. Revision("articles/a", Invalid, Field),
        .. Revision("articles/a/revisions/0", Invalid, Field),
        .. Revision("articles/a/revisions/-1", Invalid, Field),
        .. Revision("articles/a/revisions/99999999999999999999", Invalid, Field),
        .. Revision("articles/\0/revisions/1", Invalid, Field),
        .. Revision("articles/a/revisions/1", StatusCode.NotFound, "REVISION_NOT_FOUND"),
        Make("ListRevisions", "a negative page size", store => store.ListRevisionsAsync(new ListRevisionsRequest { Parent = "articles/a", PageSize = -1 }).ResponseAsync, Field),
        Make("ListRevisions", "a page token that is none", store => store.ListRevisionsAsync(new ListRevisionsRequest { Parent = "articles/a", PageToken = "x" }).ResponseAsync, "INVALID_PAGE_TOKEN"),
        Make("WithdrawArticle", "a huge reason", store => store.WithdrawArticleAsync(new WithdrawArticleRequest { Name = "articles/a", Reason = Long }).ResponseAsync, Field),
        Make("ListChanges", "a negative position", store => store.ListChangesAsync(new ListChangesRequest { FromPosition = -1 }).ResponseAsync, Field),
        Make("ListChanges", "a negative page size", store => store.ListChangesAsync(new ListChangesRequest { PageSize = -1 }).ResponseAsync, Field),
        Make("ListChanges", "an unknown field", store => store.ListChangesAsync(new ListChangesRequest { ReadMask = Unknown }).ResponseAsync, Field),
        new("StoreService.ListChanges", "a position of the future", host => host.Store.ListChangesAsync(new ListChangesRequest { FromPosition = long.MaxValue }).ResponseAsync, StatusCode.OutOfRange, "POSITION_IN_FUTURE"),
        Make("WatchChanges", "a position before all", store => WatchAsync(store, new WatchChangesRequest { FromPosition = -2 }), Field),
        Make("WatchChanges", "an unknown field", store => WatchAsync(store, new WatchChangesRequest { ReadMask = Unknown }), Field),
        new("StoreService.WatchChanges", "a position of the future", host => WatchAsync(host.Store, new WatchChangesRequest { FromPosition = long.MaxValue }), StatusCode.OutOfRange, "POSITION_IN_FUTURE"),
    ];

    private static MalformedCall Make(string method, string what, Func<StoreService.StoreServiceClient, Task> call, string reason) =>
        new($"StoreService.{method}", what, host => call(host.Store), Invalid, reason);

    private static MalformedCall[] List(string what, ListArticlesRequest request, string reason) =>
        [Make("ListArticles", what, store => store.ListArticlesAsync(request).ResponseAsync, reason)];

    private static MalformedCall[] Search(string what, SearchArticlesRequest request, string reason) =>
        [Make("SearchArticles", what, store => store.SearchArticlesAsync(request).ResponseAsync, reason)];

    private static MalformedCall[] Revision(string name, StatusCode status, string reason) =>
        [new("StoreService.GetRevision", $"name {name}", host => host.Store.GetRevisionAsync(new GetRevisionRequest { Name = name }).ResponseAsync, status, reason)];

    private static IEnumerable<MalformedCall> Named(string method, Func<StoreService.StoreServiceClient, string, Task> call)
    {
        foreach (var name in (string[])["", "none", "articles", "articles/", "other/none", "articles/a/b", "articles/a\0b", "articles/" + Long])
        {
            yield return new MalformedCall($"StoreService.{method}", $"name {name[..Math.Min(20, name.Length)]}", host => call(host.Store, name), Invalid, Field);
        }

        yield return new MalformedCall($"StoreService.{method}", "an absent article", host => call(host.Store, "articles/absent"), StatusCode.NotFound, "ARTICLE_NOT_FOUND");
    }

    private static async Task WatchAsync(StoreService.StoreServiceClient store, WatchChangesRequest request)
    {
        using var call = store.WatchChanges(request, deadline: DateTime.UtcNow.AddSeconds(10));
        await call.ResponseStream.MoveNext(CancellationToken.None);
    }
}
