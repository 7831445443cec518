using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.IntegrationTests.Store;

public sealed class CopiesOnSqliteTests(SqliteStore store) : CopyTests(store), IClassFixture<SqliteStore>;

public sealed class CopiesOnPostgresTests(PostgresStore store) : CopyTests(store), IClassFixture<PostgresStore>;

/// <summary>Articles at different addresses that say the same.</summary>
public abstract class CopyTests(StoreFixture store)
{
    private readonly StoreHost host = store.Host;
    private readonly string id = Page.NewId();

    private int Seed => id.GetHashCode(StringComparison.Ordinal);

    [Fact]
    public async Task Same_text_at_another_canonical_address_is_a_stored_copy_in_the_same_story()
    {
        await host.StoreAsync(Page.Of(id).Signed(Seed));

        var settlement = await host.StoreAsync(Page.Of(id + "b").Signed(Seed));

        Assert.Equal((Outcome.Stored, "new article"), (settlement.Outcome, settlement.Reason));
        Assert.Equal(($"articles/{id}", $"stories/{id}"), await LinksAsync(id + "b"));
        Assert.Equal(("", $"stories/{id}"), await LinksAsync(id));
    }

    [Fact]
    public async Task Copy_of_a_copy_is_a_copy_of_the_original()
    {
        await host.StoreAsync(Page.Of(id).Signed(Seed));
        await host.StoreAsync(Page.Of(id + "b").Signed(Seed, different: 20));

        // Unlike the original in 40 of 60 minima, like the copy in 40.
        await host.StoreAsync(Page.Of(id + "c").Signed(Seed, different: 40).Change(p =>
        {
            var copy = Page.Of(id + "b").Signed(Seed, different: 20).Article.Signature.MinHash.ToByteArray();
            var mine = p.Article.Signature.MinHash.ToByteArray();
            copy.AsSpan(160).CopyTo(mine.AsSpan(160));
            p.Article.Signature.MinHash = Google.Protobuf.ByteString.CopyFrom(mine);
            p.Article.Signature.Bands.Clear();
            p.Article.Signature.Bands.AddRange(Page.Of(id + "b").Signed(Seed, different: 20).Article.Signature.Bands.Skip(8));
        }));

        Assert.Equal(($"articles/{id}", $"stories/{id}"), await LinksAsync(id + "c"));
    }

    [Fact]
    public async Task Half_of_the_minima_makes_a_copy_and_less_does_not()
    {
        await host.StoreAsync(Page.Of(id).Signed(Seed));
        await host.StoreAsync(Page.Of(id + "b").Signed(Seed, different: 30));
        await host.StoreAsync(Page.Of(id + "c").Signed(Seed, different: 31));

        Assert.Equal($"articles/{id}", (await LinksAsync(id + "b")).CopyOf);
        Assert.Equal(("", $"stories/{id}c"), await LinksAsync(id + "c"));
    }

    [Fact]
    public async Task Copies_that_arrive_together_are_found()
    {
        await using var single = await StoreHost.StartAsync(store.Provider, ("Store:Writers", "1"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => single.StoreAsync(Page.Of($"{id}{i}").Signed(Seed))));

        var all = await single.ListAllAsync();
        Assert.Equal(20, all.Count);
        Assert.Single(all, a => a.CopyOf.Length == 0);
        Assert.All(all.Skip(1), a => Assert.Equal(all[0].Name, a.CopyOf));
        Assert.Single(all.Select(a => a.Story).Distinct());
    }

    [Fact]
    public async Task Text_too_short_to_sign_is_nobodys_copy()
    {
        await host.StoreAsync(Page.Of(id).Change(p => p.Article.Signature = new TextSignature()));
        await host.StoreAsync(Page.Of(id + "b").Change(p => p.Article.Signature = new TextSignature()));

        Assert.Equal(("", $"stories/{id}b"), await LinksAsync(id + "b"));
    }

    [Fact]
    public async Task Same_text_long_after_is_no_copy()
    {
        await host.StoreAsync(Page.Of(id).Signed(Seed));
        await host.StoreAsync(Page.Of(id + "b").Signed(Seed).At(31 * 24 * 60));

        Assert.Equal("", (await LinksAsync(id + "b")).CopyOf);
    }

    [Fact]
    public async Task Withdrawn_article_is_nobodys_original()
    {
        await host.StoreAsync(Page.Of(id).Signed(Seed));
        await host.Client.WithdrawArticleAsync(new WithdrawArticleRequest { Name = $"articles/{id}" });

        await host.StoreAsync(Page.Of(id + "b").Signed(Seed));

        Assert.Equal("", (await LinksAsync(id + "b")).CopyOf);
    }

    [Fact]
    public async Task Copies_of_the_text_of_a_revision_are_found()
    {
        await host.StoreAsync(Page.Of(id, "stub").Signed(Seed + 1));
        await host.StoreAsync(Page.Of(id, "full").Signed(Seed).At(5));

        await host.StoreAsync(Page.Of(id + "b").Signed(Seed).At(6));

        Assert.Equal($"articles/{id}", (await LinksAsync(id + "b")).CopyOf);
    }

    [Fact]
    public async Task Copies_of_an_article_are_listed_by_filter()
    {
        await host.StoreAsync(Page.Of(id).Signed(Seed));
        await host.StoreAsync(Page.Of(id + "b").Signed(Seed));

        Assert.Equal([$"articles/{id}b"], (await host.ListAllAsync($"copy_of = \"articles/{id}\"")).Select(a => a.Name));
        Assert.Equal([$"articles/{id}"], (await host.ListAllAsync($"story = \"stories/{id}\" AND copy_of = \"\"")).Select(a => a.Name));
    }

    private async Task<(string CopyOf, string Story)> LinksAsync(string article)
    {
        var found = await host.Client.GetArticleAsync(new GetArticleRequest { Name = $"articles/{article}" });
        return (found.CopyOf, found.Story);
    }
}
