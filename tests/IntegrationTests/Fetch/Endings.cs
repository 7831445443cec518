using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;
using NewsPlatform.IntegrationTests.Hosting;
using NewsPlatform.Text.Urls;

namespace NewsPlatform.IntegrationTests.Fetch;

/// <summary>Pages and what becomes of them, for tests of the store of pages.</summary>
internal static class Endings
{
    public static PageUrl Url(string path) =>
        PageUrl.TryParse($"https://news.example/{path}", null, out var url, out var reason) ? url : throw new ArgumentException(reason);

    public static NewPage Page(string path, Lane lane = Lane.Live, DateTimeOffset? updated = null) => new(Url(path), "feed", lane, null, updated);

    public static FetchedPage Fetched(DateTimeOffset time, string capture = "capture01") => new()
    {
        Time = time,
        Capture = capture,
        FinalUrl = "https://news.example/final",
        ContentType = "text/html",
        Status = 200,
        Size = 1234,
        Detail = "200",
        ETag = "\"e\"",
    };

    public static Ending Stored(long fetch, DateTimeOffset time, string reason = "new article") => new()
    {
        Outcome = Outcome.Stored,
        ReasonCode = "new",
        Reason = reason,
        Article = "articles/a",
        Fetch = fetch,
        Time = time,
        Steps = [(time, "stored", reason)],
    };

    public static Ending Rejected(long fetch, DateTimeOffset time, string reason = "a cookie wall") => new()
    {
        Outcome = Outcome.Rejected,
        ReasonCode = "cookie_wall",
        Reason = reason,
        Fetch = fetch,
        Time = time,
        Steps = [(time, "rejected", reason)],
    };

    public static Ending Failed(long fetch, DateTimeOffset time, string reason = "clean: a bug") => new()
    {
        Outcome = Outcome.Failed,
        ReasonCode = "clean_failed",
        Reason = reason,
        Fetch = fetch,
        Time = time,
        Quarantine = true,
        Steps = [(time, "quarantined", reason)],
    };

    /// <summary>The due pages of a host, in the order in which they have their turns.</summary>
    public static async Task<IReadOnlyList<PageRow>> DueAsync(TestHost host, string name, DateTimeOffset now)
    {
        await using var connection = await host.Get<Database>().OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<PageRow>(
            $"SELECT {PageRow.Columns} FROM page WHERE due_host = @name AND state = 1 AND due <= @now ORDER BY lane, due", new { name, now = UnixTime.ToMicros(now) })).AsList();
    }
}
