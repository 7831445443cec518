using System.Data.Common;
using Dapper;
using Npgsql;

namespace NewsPlatform.Fetch.Pages;

/// <summary>The order in which a transaction writes to many pages: by their ids, so that two never wait for each other in a circle.</summary>
internal static class PageOrder
{
    /// <summary>Locks pages in order; then statements may write to them in any. SQLite has one writer at a time.</summary>
    public static async Task LockAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<string> ids)
    {
        if (ids.Count > 0 && connection is NpgsqlConnection)
        {
            await connection.ExecuteAsync("SELECT 1 FROM page WHERE id = ANY(@ids) ORDER BY id FOR UPDATE", new { ids = ids.ToArray() }, transaction);
        }
    }

    /// <summary>What is to be written to pages, in rounds: in each a page comes once, and what is written to it later comes in a later one.</summary>
    public static IEnumerable<IReadOnlyList<T>> Rounds<T>(IEnumerable<T> items, Func<T, string> page) =>
        items.GroupBy(page, StringComparer.Ordinal).SelectMany(same => same.Index()).GroupBy(one => one.Index, one => one.Item).Select(round => round.ToList());
}
