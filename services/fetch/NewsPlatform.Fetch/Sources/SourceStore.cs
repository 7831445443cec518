using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Text.Urls;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Sources;

/// <summary>The sources and when each is due.</summary>
internal sealed class SourceStore([FromKeyedServices("fetch")] Database database, SubscriptionStore subscriptions, TimeProvider time)
{
    /// <summary>Polls of a source that are kept.</summary>
    public const int MaxPolls = 100;

    /// <summary>Reads the next source of <c>@host</c> that is due at <c>@now</c>.</summary>
    public const string NextDue = "SELECT * FROM source WHERE due_host = @host AND paused = 0 AND next_poll <= @now ORDER BY next_poll LIMIT 1";

    private long Now => time.GetUtcNow().ToMicros();

    /// <summary>Adds a source; a source of the same address stays as it is.</summary>
    /// <returns>The source that has the address now, and whether this call made it.</returns>
    public Task<(SourceRow Row, bool Made)> AddAsync(PageUrl url, Source wish, string requestId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = Now;
                var made = await connection.ExecuteAsync(
                    """
                    INSERT INTO source (id, url, host, due_host, kind, detected_kind, display_name, interval_us, paused, lane, request_id, created, next_poll, last_result, failures, pages)
                    VALUES (@id, @Value, @Host, @Host, @kind, 0, @DisplayName, @interval, @paused, @lane, @requestId, @now, @now, '', 0, 0)
                    ON CONFLICT (url) DO NOTHING
                    """,
                    new
                    {
                        id = IdOf(url),
                        url.Value,
                        url.Host,
                        kind = (long)wish.Kind,
                        wish.DisplayName,
                        interval = Micros(wish),
                        paused = wish.Paused ? 1L : 0L,
                        lane = (long)(wish.Lane == Lane.Unspecified ? Lane.Live : wish.Lane),
                        requestId,
                        now,
                    },
                    transaction) == 1;
                if (made)
                {
                    await WakeHostAsync(connection, transaction, url.Host, now);
                }

                var row = await connection.QuerySingleAsync<SourceRow>("SELECT * FROM source WHERE url = @Value", new { url.Value }, transaction);
                return (row, made);
            },
            cancellationToken);

    /// <summary>One source; null when there is none.</summary>
    public async Task<SourceRow?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SourceRow>("SELECT * FROM source WHERE id = @id", new { id });
    }

    /// <summary>The id of the source with an address; null when there is none.</summary>
    public async Task<string?> FindAsync(PageUrl url, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>("SELECT id FROM source WHERE url = @Value", new { url.Value });
    }

    /// <summary>Sources in the order of their ids.</summary>
    public async Task<IReadOnlyList<SourceRow>> ListAsync(string after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<SourceRow>("SELECT * FROM source WHERE id > @after ORDER BY id LIMIT @limit", new { after, limit })).AsList();
    }

    /// <summary>Changes what may be changed.</summary>
    public Task<SourceRow?> UpdateAsync(string id, Source source, IReadOnlySet<string> fields, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            """
            UPDATE source SET kind = CASE WHEN @setKind = 1 THEN @kind ELSE kind END,
                              display_name = CASE WHEN @setName = 1 THEN @DisplayName ELSE display_name END,
                              interval_us = CASE WHEN @setInterval = 1 THEN CAST(@interval AS BIGINT) ELSE interval_us END,
                              paused = CASE WHEN @setPaused = 1 THEN @paused ELSE paused END,
                              lane = CASE WHEN @setLane = 1 THEN @lane ELSE lane END,
                              -- What was not modified since it was read as something else was never read as this.
                              etag = CASE WHEN @setKind = 1 AND kind <> @kind THEN NULL ELSE etag END,
                              last_modified = CASE WHEN @setKind = 1 AND kind <> @kind THEN NULL ELSE last_modified END,
                              next_poll = CASE WHEN @setInterval = 1 OR @setPaused = 1 THEN @Now ELSE next_poll END
            WHERE id = @id
            """,
            new
            {
                id,
                Now,
                setKind = fields.Contains("kind") ? 1L : 0L,
                setName = fields.Contains("display_name") ? 1L : 0L,
                setInterval = fields.Contains("interval") ? 1L : 0L,
                setPaused = fields.Contains("paused") ? 1L : 0L,
                setLane = fields.Contains("lane") ? 1L : 0L,
                kind = (long)source.Kind,
                source.DisplayName,
                interval = Micros(source),
                paused = source.Paused ? 1L : 0L,
                lane = (long)(source.Lane == Lane.Unspecified ? Lane.Live : source.Lane),
            },
            cancellationToken);

    /// <summary>Makes a source due now.</summary>
    public Task<SourceRow?> MakeDueAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, "UPDATE source SET next_poll = @Now WHERE id = @id", new { id, Now }, cancellationToken);

    /// <summary>Removes a source.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "DELETE FROM poll WHERE source = @id; DELETE FROM revisit_record WHERE subject = @subject;", new { id, subject = $"sources/{id}" }, transaction);
                var deleted = await connection.ExecuteAsync("DELETE FROM source WHERE id = @id", new { id }, transaction);
                await subscriptions.LeaveAsync(connection, transaction, id);
                return deleted;
            },
            cancellationToken) == 1;

    /// <summary>The source redirects to another host, or to more than one visit of its own may ask: it is due there now.</summary>
    public Task RedirectAsync(string id, RedirectRoute route, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            "UPDATE source SET next_poll = @Now, due_host = @host, route = @route WHERE id = @id",
            new { id, Now, host = PageUrl.HostOf(route.Next), route = route.ToString() },
            cancellationToken);

    /// <summary>Notes what a poll came to.</summary>
    public Task NotePollAsync(SourceRow source, PollNote note, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var next = (time.GetUtcNow() + note.Next.Wait).ToMicros();
                await connection.ExecuteAsync(
                    """
                    UPDATE source SET last_poll = @Now, next_poll = @next, due_host = host, route = '', last_result = @Result,
                                      last_success = CASE WHEN @ok = 1 THEN @Now ELSE last_success END,
                                      failures = CASE WHEN @ok = 1 THEN 0 ELSE failures + 1 END,
                                      pages = pages + @NewPages,
                                      rhythm = CASE WHEN @ok = 1 THEN @Rhythm ELSE rhythm END,
                                      detected_kind = CASE WHEN @ok = 1 THEN @kind ELSE detected_kind END,
                                      display_name = CASE WHEN display_name = '' THEN @Title ELSE display_name END,
                                      etag = CASE WHEN @ok = 1 THEN @ETag ELSE etag END,
                                      last_modified = CASE WHEN @ok = 1 THEN @LastModified ELSE last_modified END
                    WHERE id = @Id
                    """,
                    new
                    {
                        source.Id,
                        Now,
                        next,
                        Result = StoredText.Clean(note.Result, 500),
                        ok = note.Ok ? 1L : 0L,
                        NewPages = (long)note.NewPages,
                        note.Rhythm,
                        kind = (long)note.Kind,
                        note.Title,
                        note.ETag,
                        note.LastModified,
                    },
                    transaction);
                await AddPollAsync(connection, transaction, source.Id, note.Ok, note.Result, note.NewPages, next, note.Next.Reason.ToString(), pushed: false);
                if (source.DueHost != source.Host)
                {
                    await WakeHostAsync(connection, transaction, source.Host, next);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Notes what a push of the source's hub came to. The next poll stays where it is.</summary>
    public Task NotePushAsync(SourceRow source, string result, int newPages, byte[]? rhythm, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "UPDATE source SET pages = pages + @newPages, rhythm = COALESCE(@rhythm, rhythm) WHERE id = @Id", new { source.Id, newPages = (long)newPages, rhythm }, transaction);
                await AddPollAsync(connection, transaction, source.Id, ok: true, result, newPages, source.NextPoll, "", pushed: true);
            },
            cancellationToken);

    private Task<int> AddPollAsync(
        DbConnection connection, DbTransaction transaction, string source, bool ok, string result, int newPages, long next, string reason, bool pushed) =>
        connection.ExecuteAsync(
            """
            INSERT INTO poll (source, time, ok, result, new_pages, next, next_reason, pushed) VALUES (@source, @Now, @ok, @result, @newPages, @next, @reason, @pushed);
            DELETE FROM poll WHERE source = @source AND id <= (SELECT id FROM poll WHERE source = @source ORDER BY id DESC LIMIT 1 OFFSET @MaxPolls);
            """,
            new
            {
                source,
                Now,
                ok = ok ? 1L : 0L,
                result = StoredText.Clean(result, 500),
                newPages = (long)newPages,
                next,
                reason,
                pushed = pushed ? 1L : 0L,
                MaxPolls,
            },
            transaction);

    private Task<SourceRow?> ChangeAsync(string id, string sql, object parameters, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(sql, parameters, transaction);
                var row = await connection.QuerySingleOrDefaultAsync<SourceRow>("SELECT * FROM source WHERE id = @id", new { id }, transaction);
                if (row is not null)
                {
                    await WakeHostAsync(connection, transaction, row.DueHost, Now);
                }

                return row;
            },
            cancellationToken);

    private static Task WakeHostAsync(DbConnection connection, DbTransaction transaction, string host, long due) =>
        HostDues.WakeAsync(connection, transaction, [host], due);

    private static long? Micros(Source source) => source.Interval is { } interval ? (long)interval.ToTimeSpan().TotalMicroseconds : null;

    // Readable and unique: people see it in lists, subscribers in routing keys.
    private static string IdOf(PageUrl url)
    {
        var host = new string([.. url.Host.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        return $"{(host.Length > 60 ? host[..60] : host)}-{url.Id[..8]}";
    }
}

/// <summary>What a poll came to.</summary>
internal sealed record PollNote
{
    /// <summary>Whether the source answered with what it should.</summary>
    public required bool Ok { get; init; }

    /// <summary>For people.</summary>
    public required string Result { get; init; }

    /// <summary>When to come back.</summary>
    public required PollPlan Next { get; init; }

    /// <summary>Pages that were unknown before.</summary>
    public int NewPages { get; init; }

    /// <summary>What is known of its rhythm now.</summary>
    public byte[]? Rhythm { get; init; }

    /// <summary>What the source turned out to be, when the poll worked.</summary>
    public SourceKind Kind { get; init; }

    /// <summary>What the source calls itself.</summary>
    public string Title { get; init; } = "";

    public string? ETag { get; init; }

    public string? LastModified { get; init; }
}
