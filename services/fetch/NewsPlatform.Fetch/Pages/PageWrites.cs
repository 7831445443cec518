using System.Data.Common;
using Dapper;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>Gathers the small writes of many pages under way into few transactions.</summary>
internal sealed class PageWrites : IAsyncDisposable
{
    // A page is written twice, when it is fetched and when it has its outcome: of a hundred pages a second, five in one transaction.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);

    private readonly GroupCommit<Write, bool> group;

    public PageWrites(Database database) => group = new GroupCommit<Write, bool>(
        async (writes, cancellationToken) =>
        {
            await database.WriteAsync(
                async (connection, transaction) =>
                {
                    // In one order, so that two transactions never wait for each other in a circle.
                    var effects = new PageEffects();
                    var before = "";
                    foreach (var write in writes.OrderBy(w => w.Page, StringComparer.Ordinal))
                    {
                        if (write.Page == before)
                        {
                            await effects.ApplyToPagesAsync(connection, transaction);
                        }

                        before = write.Page;
                        await write.Work(connection, transaction, effects);
                    }

                    await effects.ApplyAsync(connection, transaction);
                },
                cancellationToken);
            return new bool[writes.Count];
        },
        maxGroup: 64,
        writers: database.IsPostgres ? 2 : 1,
        gather: database.IsPostgres ? Gather : TimeSpan.Zero);

    /// <summary>Runs statements on one page; returns when they are committed.</summary>
    public Task RunAsync(string page, Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        RunAsync(page, (connection, transaction, _) => work(connection, transaction), cancellationToken);

    /// <summary>Runs statements on one page, with what becomes of others by it; returns when they are committed.</summary>
    public Task RunAsync(string page, Func<DbConnection, DbTransaction, PageEffects, Task> work, CancellationToken cancellationToken) =>
        group.WriteAsync(new Write(page, work), cancellationToken);

    /// <summary>Adds a step to a page's trace.</summary>
    public static Task AddStepAsync(DbConnection connection, DbTransaction transaction, string page, long time, string step, string detail) =>
        connection.ExecuteAsync(
            "INSERT INTO page_step (page, time, step, detail) VALUES (@page, @time, @step, @detail)",
            new { page, time, step, detail = Detail(detail) },
            transaction);

    /// <summary>A step's detail as it is kept.</summary>
    public static string Detail(string detail) => StoredText.Clean(detail, 500);

    public ValueTask DisposeAsync() => group.DisposeAsync();

    private sealed record Write(string Page, Func<DbConnection, DbTransaction, PageEffects, Task> Work);
}
