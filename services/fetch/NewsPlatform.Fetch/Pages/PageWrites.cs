using System.Data.Common;
using Dapper;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Pages;

/// <summary>Gathers the small writes of many pages under way into few transactions.</summary>
internal sealed class PageWrites : IAsyncDisposable
{
    private readonly GroupCommit<Write, bool> group;

    public PageWrites(Database database) => group = new GroupCommit<Write, bool>(
        async (writes, cancellationToken) =>
        {
            await database.WriteAsync(
                async (connection, transaction) =>
                {
                    // In one order, so that two transactions never wait for each other in a circle.
                    var effects = new PageEffects();
                    foreach (var write in writes.OrderBy(w => w.Page, StringComparer.Ordinal))
                    {
                        await write.Work(connection, transaction, effects);
                    }

                    await effects.ApplyAsync(connection, transaction);
                },
                cancellationToken);
            return new bool[writes.Count];
        },
        maxGroup: 64,
        writers: database.IsPostgres ? 2 : 1);

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

    /// <summary>Adds steps to a page's trace in one statement.</summary>
    public static Task AddStepsAsync(
        DbConnection connection, DbTransaction transaction, string page, IReadOnlyList<(DateTimeOffset Time, string Step, string Detail)> steps)
    {
        if (steps.Count == 0)
        {
            return Task.CompletedTask;
        }

        // At most four forms of the statement, so that the server's prepared ones are found again.
        var values = new DynamicParameters(new { page });
        for (var i = 0; i < steps.Count; i++)
        {
            values.Add($"time{i}", steps[i].Time.ToMicros());
            values.Add($"step{i}", steps[i].Step);
            values.Add($"detail{i}", Detail(steps[i].Detail));
        }

        var rows = string.Join(", ", Enumerable.Range(0, steps.Count).Select(i => $"(@page, @time{i}, @step{i}, @detail{i})"));
        return connection.ExecuteAsync($"INSERT INTO page_step (page, time, step, detail) VALUES {rows}", values, transaction);
    }

    /// <summary>A step's detail as it is kept.</summary>
    public static string Detail(string detail) => StoredText.Clean(detail, 500);

    public ValueTask DisposeAsync() => group.DisposeAsync();

    private sealed record Write(string Page, Func<DbConnection, DbTransaction, PageEffects, Task> Work);
}
