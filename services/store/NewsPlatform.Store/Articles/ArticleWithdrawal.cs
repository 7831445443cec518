using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Telemetry;
using NewsPlatform.Store.Changes;
using NewsPlatform.Store.Search;

namespace NewsPlatform.Store.Articles;

/// <summary>Takes articles out of lists and search. Their records stay.</summary>
internal sealed class ArticleWithdrawal(Database database, ArticleTables tables, SearchIndex search, ChangeFeed feed, TimeProvider time)
{
    /// <summary>Withdraws an article; a withdrawn one stays as it is.</summary>
    /// <returns>Whether there is such an article.</returns>
    public async Task<bool> WithdrawAsync(string id, string reason, CancellationToken cancellationToken)
    {
        var last = await database.WriteAsync<long?>(
            async (connection, transaction) =>
            {
                if (!(await tables.LockAndLoadAsync(connection, transaction, [id], cancellationToken)).TryGetValue(id, out var article))
                {
                    return null;
                }

                if (article.Withdrawn is not null)
                {
                    return 0;
                }

                article.Withdrawn = time.GetUtcNow().ToMicros();
                article.Updated = article.Withdrawn.Value;
                await search.RemoveAsync(connection, transaction, article, cancellationToken);
                var writes = new Writes(connection, transaction);
                ArticleTables.SaveArticles(writes, [article]);
                var change = new ChangeEntry
                {
                    Kind = (long)ChangeKind.Withdrawn,
                    Article = id,
                    Revision = article.Revision,
                    Time = article.Withdrawn.Value,
                    Reason = StoredText.Clean(reason),
                    Trace = PipelineTrace.Current,
                };
                var position = await ChangeLog.AppendAsync(writes, [change], cancellationToken);
                await writes.RunAsync(cancellationToken);
                return position;
            },
            cancellationToken);
        feed.Advance(last ?? 0);
        return last is not null;
    }
}
