using Google.Rpc;
using Grpc.Core;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Hosting.Rpc;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class RpcErrorsOnSqliteTests(SqliteStore store) : RpcErrorTests(store), IClassFixture<SqliteStore>;

public sealed class RpcErrorsOnPostgresTests(PostgresStore store) : RpcErrorTests(store), IClassFixture<PostgresStore>;

/// <summary>What callers are told who ask for what cannot be.</summary>
public abstract class RpcErrorTests(StoreFixture store)
{
    private readonly StoreService.StoreServiceClient client = store.Host.Client;

    public static TheoryData<string> BadArticleNames => ["", "articles/", "article/a", "articles/a/b", "articles/a b", "articles/é", "articles/'; --", "articles/" + new string('a', 129), "stories/a"];

    [Theory]
    [MemberData(nameof(BadArticleNames))]
    public async Task Names_that_name_no_article_are_invalid_fields(string name)
    {
        await InvalidFieldAsync("name", client.GetArticleAsync(new GetArticleRequest { Name = name }));
        await InvalidFieldAsync("name", client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = name }));
        await InvalidFieldAsync("parent", client.ListRevisionsAsync(new ListRevisionsRequest { Parent = name }));
        await InvalidFieldAsync("name", client.GetRevisionAsync(new GetRevisionRequest { Name = name + "/revisions/1" }));
    }

    [Theory]
    [InlineData("articles/a/revisions/0")]
    [InlineData("articles/a/revisions/-1")]
    [InlineData("articles/a/revisions/x")]
    [InlineData("articles/a/revisions/")]
    [InlineData("articles/a/revisions/99999999999999999999")]
    [InlineData("articles/a")]
    public Task Names_that_name_no_revision_are_invalid_fields(string name) =>
        InvalidFieldAsync("name", client.GetRevisionAsync(new GetRevisionRequest { Name = name }));

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await FailsAsync(StatusCode.NotFound, "ARTICLE_NOT_FOUND", client.GetArticleAsync(new GetArticleRequest { Name = "articles/missing" }));
        await FailsAsync(StatusCode.NotFound, "ARTICLE_NOT_FOUND", client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = "articles/missing" }));
        await FailsAsync(StatusCode.NotFound, "ARTICLE_NOT_FOUND", client.ListRevisionsAsync(new ListRevisionsRequest { Parent = "articles/missing" }));
        await FailsAsync(StatusCode.NotFound, "ARTICLE_NOT_FOUND", client.LookupArticleAsync(new LookupArticleRequest { Url = "https://news.example/\0missing" }));
        await FailsAsync(StatusCode.NotFound, "REVISION_NOT_FOUND", client.GetRevisionAsync(new GetRevisionRequest { Name = "articles/missing/revisions/1" }));
    }

    [Fact]
    public async Task Sizes_addresses_queries_and_reasons_out_of_bounds_are_invalid_fields()
    {
        await InvalidFieldAsync("page_size", client.ListArticlesAsync(new ListArticlesRequest { PageSize = -1 }));
        await InvalidFieldAsync("page_size", client.SearchArticlesAsync(new SearchArticlesRequest { Query = "a", PageSize = -1 }));
        await InvalidFieldAsync("page_size", client.ListChangesAsync(new ListChangesRequest { PageSize = -1 }));
        await InvalidFieldAsync("page_size", client.ListRevisionsAsync(new ListRevisionsRequest { Parent = "articles/a", PageSize = -1 }));
        await InvalidFieldAsync("url", client.LookupArticleAsync(new LookupArticleRequest()));
        await InvalidFieldAsync("url", client.LookupArticleAsync(new LookupArticleRequest { Url = new string('x', 8_193) }));
        await InvalidFieldAsync("query", client.SearchArticlesAsync(new SearchArticlesRequest()));
        await InvalidFieldAsync("query", client.SearchArticlesAsync(new SearchArticlesRequest { Query = "\"\" * 🎉 -- '" }));
        await InvalidFieldAsync("query", client.SearchArticlesAsync(new SearchArticlesRequest { Query = new string('a', 1_001) }));
        await InvalidFieldAsync("reason", client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = "articles/a", Reason = new string('a', 1_001) }));
    }

    [Fact]
    public async Task Sizes_above_the_most_are_cut_to_it()
    {
        Assert.NotNull(await client.ListArticlesAsync(new ListArticlesRequest { PageSize = int.MaxValue }));
        Assert.NotNull(await client.SearchArticlesAsync(new SearchArticlesRequest { Query = "nothing", PageSize = int.MaxValue }));
        Assert.NotNull(await client.ListChangesAsync(new ListChangesRequest { PageSize = int.MaxValue }));
    }

    [Theory]
    [InlineData("nothing_like_that")]
    [InlineData("title.length")]
    [InlineData("evidence.method")]
    [InlineData("")]
    [InlineData("Title")]
    public async Task Read_masks_of_unknown_fields_are_invalid(string path)
    {
        var mask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "title", path } };
        await InvalidFieldAsync("read_mask", client.GetArticleAsync(new GetArticleRequest { Name = "articles/a", ReadMask = mask }));
        await InvalidFieldAsync("read_mask", client.LookupArticleAsync(new LookupArticleRequest { Url = "a", ReadMask = mask }));
        await InvalidFieldAsync("read_mask", client.ListArticlesAsync(new ListArticlesRequest { ReadMask = mask }));
        await InvalidFieldAsync("read_mask", client.SearchArticlesAsync(new SearchArticlesRequest { Query = "a", ReadMask = mask }));
        await InvalidFieldAsync("read_mask", client.ListChangesAsync(new ListChangesRequest { ReadMask = mask }));
        using var watch = client.WatchChanges(new WatchChangesRequest { ReadMask = mask });
        await InvalidFieldAsync("read_mask", watch.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task Positions_in_the_future_are_out_of_range_and_negative_ones_invalid()
    {
        await FailsAsync(StatusCode.OutOfRange, "POSITION_IN_FUTURE", client.ListChangesAsync(new ListChangesRequest { FromPosition = long.MaxValue }));
        using var future = client.WatchChanges(new WatchChangesRequest { FromPosition = 1_000_000 });
        await FailsAsync(StatusCode.OutOfRange, "POSITION_IN_FUTURE", future.ResponseStream.MoveNext(CancellationToken.None));
        await InvalidFieldAsync("from_position", client.ListChangesAsync(new ListChangesRequest { FromPosition = -1 }));
        using var negative = client.WatchChanges(new WatchChangesRequest { FromPosition = -2 });
        await InvalidFieldAsync("from_position", negative.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!")]
    [InlineData("AAAAAAAAAAAA")]
    [InlineData("' OR 1=1")]
    public async Task Tokens_that_no_page_gave_are_invalid(string token)
    {
        await FailsAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", client.ListArticlesAsync(new ListArticlesRequest { PageToken = token }));
        await FailsAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", client.SearchArticlesAsync(new SearchArticlesRequest { Query = "a", PageToken = token }));
        await FailsAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", client.ListRevisionsAsync(new ListRevisionsRequest { Parent = "articles/a", PageToken = token }));
    }

    [Fact]
    public async Task Token_of_another_request_is_invalid()
    {
        await store.Host.StoreAsync(Page.Of(Page.NewId(), "tokenword"));
        await store.Host.StoreAsync(Page.Of(Page.NewId(), "tokenword"));
        var page = await client.ListArticlesAsync(new ListArticlesRequest { PageSize = 1 });
        var found = await client.SearchArticlesAsync(new SearchArticlesRequest { Query = "tokenword", PageSize = 1 });

        await FailsAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", client.ListArticlesAsync(
            new ListArticlesRequest { Filter = "language = \"en\"", PageToken = page.NextPageToken }));
        await FailsAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", client.SearchArticlesAsync(
            new SearchArticlesRequest { Query = "other", PageToken = found.NextPageToken }));
    }

    [Theory]
    [InlineData("nothing = \"x\"", 1)]
    [InlineData("language", 9)]
    [InlineData("language =", 11)]
    [InlineData("language = ", 12)]
    [InlineData("language ~ \"en\"", 10)]
    [InlineData("language < \"en\"", 10)]
    [InlineData("language : \"en\"", 10)]
    [InlineData("language = \"en", 12)]
    [InlineData("language = \"en\" AND", 20)]
    [InlineData("language = \"en\" OR language = \"de\"", 17)]
    [InlineData("language = \"en\" language = \"de\"", 17)]
    [InlineData("language = \"en\"; DROP TABLE article", 16)]
    [InlineData("(language = \"en\")", 1)]
    [InlineData("NOT language = \"en\"", 5)]
    [InlineData("kind = \"poem\"", 8)]
    [InlineData("published > \"yesterday\"", 13)]
    [InlineData("published > \"2026-02-30\"", 13)]
    [InlineData("published : \"2026-02-03\"", 11)]
    [InlineData("copy_of = \"stories/a\"", 11)]
    [InlineData("story = \"\"", 9)]
    [InlineData("title : \"\"", 9)]
    [InlineData("= \"en\"", 1)]
    [InlineData("\"language\" = \"en\"", 1)]
    public async Task Filters_that_cannot_be_read_say_where_and_what_would_be_right(string filter, int position)
    {
        var error = await FailsAsync(StatusCode.InvalidArgument, "INVALID_FILTER", client.ListArticlesAsync(new ListArticlesRequest { Filter = filter }));
        await FailsAsync(StatusCode.InvalidArgument, "INVALID_FILTER", client.SearchArticlesAsync(new SearchArticlesRequest { Query = "a", Filter = filter }));

        Assert.Equal(position.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Metadata["position"]);
    }

    [Fact]
    public async Task Filters_too_long_or_of_too_many_parts_are_invalid()
    {
        await FailsAsync(StatusCode.InvalidArgument, "INVALID_FILTER", client.ListArticlesAsync(new ListArticlesRequest { Filter = $"title = \"{new string('x', 2_000)}\"" }));
        await FailsAsync(StatusCode.InvalidArgument, "INVALID_FILTER", client.ListArticlesAsync(
            new ListArticlesRequest { Filter = string.Join(" AND ", Enumerable.Repeat("language = en", 21)) }));
    }

    private static Task InvalidFieldAsync<T>(string field, AsyncUnaryCall<T> call) => InvalidFieldAsync(field, call.ResponseAsync);

    private static async Task InvalidFieldAsync(string field, Task call) =>
        Assert.Equal(field, (await FailsAsync(StatusCode.InvalidArgument, "INVALID_FIELD", call)).Metadata["field"]);

    private static Task<ErrorInfo> FailsAsync<T>(StatusCode status, string reason, AsyncUnaryCall<T> call) => FailsAsync(status, reason, call.ResponseAsync);

    private static async Task<ErrorInfo> FailsAsync(StatusCode status, string reason, Task call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => call);
        var info = exception.GetRpcStatus()?.GetDetail<ErrorInfo>();
        Assert.Equal((status, reason, RpcErrors.Domain), (exception.StatusCode, info?.Reason, info?.Domain));
        return info!;
    }
}
