using Dapper;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store;
using NewsPlatform.Store.Articles;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>Locks of articles that may not be there yet.</summary>
public sealed class ArticleTablesTests
{
    [Fact]
    public async Task Whoever_waited_for_an_article_reads_what_was_committed_meanwhile()
    {
        await using var host = await StoreHost.StartAsync(DatabaseProvider.Postgres);
        var (database, tables) = (host.Get<Database>(), host.Get<ArticleTables>());
        await using var first = await database.OpenAsync(CancellationToken.None);
        await using var second = await database.OpenAsync(CancellationToken.None);

        // Parsed, prepared at its second use, and prepared already.
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            await using var writing = await first.BeginTransactionAsync();
            Assert.Empty(await tables.LockAndLoadAsync(first, writing, [id, "before"], CancellationToken.None));
            await using var waiting = await second.BeginTransactionAsync();
            var loading = tables.LockAndLoadAsync(second, waiting, [id], CancellationToken.None);
            await Wait.UntilAsync(_ => IsWaitedAsync(database), "the second transaction to wait");

            var writes = new Writes(first, writing);
            ArticleTables.SaveArticles(writes, [new StoredArticle { Id = id, Ordinal = id[0], Story = id }]);
            await writes.RunAsync(CancellationToken.None);
            await writing.CommitAsync();

            Assert.Equal([id], (await loading).Keys);
            await waiting.CommitAsync();
        }
    }

    private static async Task<bool> IsWaitedAsync(Database database)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """);
    }
}
