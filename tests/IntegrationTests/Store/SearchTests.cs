using Grpc.Core;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class SearchOnSqliteTests(SqliteStore store) : SearchTests(store), IClassFixture<SqliteStore>;

public sealed class SearchOnPostgresTests(PostgresStore store) : SearchTests(store), IClassFixture<PostgresStore>;

/// <summary>Finding articles by their words: the same in both databases.</summary>
public abstract class SearchTests(StoreFixture store)
{
    private readonly StoreHost host = store.Host;

    // A word of this test alone, so that tests do not find each other's articles.
    private readonly string own = "q" + Guid.NewGuid().ToString("N")[..10];

    [Theory]
    [InlineData("harbour", true)]
    [InlineData("HARBOUR", true)]
    [InlineData("harbour closed", true)]
    [InlineData("closed harbour", true)]
    [InlineData("harbour sunk", false)]
    [InlineData("harb", false)]
    [InlineData("\"harbour was closed\"", true)]
    [InlineData("\"closed was harbour\"", false)]
    [InlineData("\"was closed\" harbour", true)]
    [InlineData("cafe", true)]
    [InlineData("Café", true)]
    [InlineData("don't", true)]
    [InlineData("t don", true)]
    [InlineData("U.S.", true)]
    [InlineData("\"u s navy\"", true)]
    [InlineData("1,500", true)]
    [InlineData("\"harbour was", true)]
    [InlineData("北京", true)]
    [InlineData("京市", true)]
    [InlineData("市", true)]
    [InlineData("北", true)]
    [InlineData("北市", false)]
    [InlineData("\"北京市 2022\"", true)]
    [InlineData("\"2022 北京市\"", false)]
    [InlineData("東京タワー", true)]
    [InlineData("タワー", true)]
    [InlineData("ﾀﾜｰ", true)]
    [InlineData("서울", true)]
    [InlineData("ประเทศ", true)]
    [InlineData("Москва", true)]
    [InlineData("москва", true)]
    [InlineData("हिन्दी", true)]
    [InlineData("ΑΘΗΝΑ", true)]
    [InlineData("Αθήνα", true)]
    [InlineData("مدرسة", true)]
    [InlineData("🎉 harbour", true)]
    [InlineData("harbour NEAR closed", false)]
    [InlineData("harbour OR sunk", false)]
    [InlineData("NOT sunk", false)]
    [InlineData("title:harbour", false)]
    [InlineData("-harbour", true)]
    [InlineData("harbour*", true)]
    [InlineData("harb*", false)]
    [InlineData("\" OR *", false)]
    [InlineData("') OR 1=1 --", false)]
    [InlineData("harbour'; DROP TABLE article; --", false)]
    [InlineData("harbour & closed | !x <-> (", false)]
    [InlineData("harbour & closed", true)]
    [InlineData("\\ ' \" harbour", true)]
    [InlineData("harbour\0was", true)]
    [InlineData("{harbour} ^closed +was", true)]
    public async Task Query_finds_words_and_nothing_else(string query, bool found)
    {
        await host.StoreAsync(Page.Of(own, $"{own} The harbour was closed, U.S. Navy said; they don't know. Café. 1,500 men. 北京市 2022年 東京タワー 서울에서 ประเทศไทย Москва हिन्दी Αθήνα مَدْرَسَة"));

        // The quotation mark that some queries leave open must not swallow the word of the test.
        var results = await SearchAsync($"{own} {query}");

        Assert.Equal(found ? [$"articles/{own}"] : [], results.Select(r => r.Article.Name));
    }

    [Fact]
    public async Task Title_counts_more_than_text_and_scores_fall()
    {
        await host.StoreAsync(Page.Of(own + "1", $"Someone mentioned {own} once in a long text about other things, and then went on."));
        await host.StoreAsync(Page.Of(own + "2", "Nothing in the text but plain words.").Change(p => p.Article.Title = $"All about {own}"));
        await host.StoreAsync(Page.Of(own + "3", "Nothing in here.").Change(p => p.Article.Authors.Add(new Author { Name = own })));

        var results = await SearchAsync(own);

        Assert.Equal([$"articles/{own}2", $"articles/{own}3", $"articles/{own}1"], results.Select(r => r.Article.Name));
        Assert.True(results[0].Score > results[1].Score && results[1].Score > results[2].Score && results[2].Score > 0);
    }

    [Fact]
    public async Task Phrase_does_not_reach_from_the_title_into_the_text()
    {
        await host.StoreAsync(Page.Of(own, "beta gamma").Change(p => p.Article.Title = $"{own} alpha"));

        Assert.Empty(await SearchAsync($"{own} \"alpha beta\""));
        Assert.Single(await SearchAsync($"{own} alpha beta"));
    }

    [Fact]
    public async Task Revision_replaces_what_is_found()
    {
        await host.StoreAsync(Page.Of(own, $"{own} before"));
        await host.StoreAsync(Page.Of(own, $"{own} after").At(5));

        Assert.Empty(await SearchAsync($"{own} before"));
        Assert.Equal($"{own} after", Assert.Single(await SearchAsync($"{own} after")).Article.Text);
    }

    [Fact]
    public async Task Withdrawn_article_is_not_found_even_after_a_revision()
    {
        await host.StoreAsync(Page.Of(own, own));
        await host.Client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = $"articles/{own}" });
        await host.StoreAsync(Page.Of(own, $"{own} again").At(5));

        Assert.Empty(await SearchAsync(own));
    }

    [Fact]
    public async Task Filter_narrows_a_search()
    {
        await host.StoreAsync(Page.Of(own + "en", own));
        await host.StoreAsync(Page.Of(own + "de", own).Change(p => p.Article.Language = "de"));

        Assert.Equal([$"articles/{own}de"], (await SearchAsync(own, "language = \"de\"")).Select(r => r.Article.Name));
    }

    [Fact]
    public async Task Pages_of_a_search_hold_each_article_once()
    {
        for (var i = 0; i < 7; i++)
        {
            await host.StoreAsync(Page.Of($"{own}{i}", own));
        }

        var names = new List<string>();
        var request = new SearchArticlesRequest { Query = own, PageSize = 3 };
        do
        {
            var response = await host.Client.SearchArticlesAsync(request);
            Assert.True(response.Results.Count <= 3);
            names.AddRange(response.Results.Select(r => r.Article.Name));
            request.PageToken = response.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(7, names.Count);
        Assert.Equal(7, names.Distinct().Count());
    }

    [Fact]
    public async Task Whatever_is_typed_or_stored_no_search_and_no_filter_breaks_the_database()
    {
        string[] pieces = ["\"", "'", "\\", "*", "(", ")", "&", "|", "!", "<->", ":", "OR", "AND", "NOT", "NEAR(a b, 2)", "a", "é", "北京", "ﾀ", "🎉", "\uD800", "\uDC00", "\0", " ", "title", "=", "--", ";", "{", "}", "%", "ﷺ", "\u0301", "\u200D", "=", "\"x\"", "language"];
        var random = new Random(20261101);
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (i % 10 == 0)
            {
                await host.StoreAsync(Page.Of($"{own}{i}", text).Change(p => p.Article.Title = text));
            }

            foreach (var call in new Func<Task>[]
            {
                async () => await host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = text }),
                async () => await host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = "word", Filter = text }),
                async () => await host.Client.ListArticlesAsync(new ListArticlesRequest { Filter = $"title : {text}" }),
            })
            {
                try
                {
                    await call();
                }
                catch (RpcException exception)
                {
                    Assert.True(exception.StatusCode == StatusCode.InvalidArgument, $"{exception.Status} for {text}");
                }
            }
        }
    }

    private async Task<IReadOnlyList<SearchResult>> SearchAsync(string query, string filter = "") =>
        (await host.Client.SearchArticlesAsync(new SearchArticlesRequest { Query = query, Filter = filter })).Results;
}
