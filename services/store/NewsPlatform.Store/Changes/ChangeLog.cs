using System.Data.Common;
using Dapper;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Store.Articles;
using NewsPlatform.Store.Rpc;

namespace NewsPlatform.Store.Changes;

/// <summary>
/// The log of all changes, with positions from 1 and no gaps.
/// <para>
/// A transaction takes its positions by adding to the one row of <c>change_head</c>. That row stays locked until the
/// transaction is over, so the next one takes the following positions only when these can be seen, and a transaction that
/// fails gives its positions back. A reader that has seen position p has therefore seen all before it; no snapshots have to
/// be compared. The price is that transactions end one after the other: each takes its positions as late as it can, so
/// that the dear part of the work, the text index, still runs side by side.
/// </para>
/// </summary>
internal sealed class ChangeLog(Database database)
{
    private static readonly RowStatement<ChangeEntry> Insert = RowStatement<ChangeEntry>.Insert(
        "change",
        "",
        Column<ChangeEntry>.Number("position", c => c.Position),
        Column<ChangeEntry>.Number("kind", c => c.Kind),
        Column<ChangeEntry>.Text("article", c => c.Article),
        Column<ChangeEntry>.Number("revision", c => c.Revision),
        Column<ChangeEntry>.Number("time", c => c.Time),
        Column<ChangeEntry>.Text("reason", c => c.Reason),
        Column<ChangeEntry>.OptionalText("trace", c => c.Trace));

    /// <summary>
    /// Sends what was gathered, then gives positions to changes and gathers them. From here to the end of the transaction other
    /// writers wait: do nothing after it but what needs the positions.
    /// </summary>
    /// <returns>The position of the last change.</returns>
    public static async Task<long> AppendAsync(Writes writes, IReadOnlyList<ChangeEntry> changes, CancellationToken cancellationToken)
    {
        const string Take = "UPDATE change_head SET last = last + @count RETURNING last";
        var count = (long)changes.Count;
        long last;
        if (writes.Gathers)
        {
            writes.Add(Take, ("count", count));
            last = (long)(await writes.RunAsync(cancellationToken))!;
        }
        else
        {
            last = await writes.Connection.ExecuteScalarAsync<long>(new CommandDefinition(Take, new { count }, writes.Transaction, cancellationToken: cancellationToken));
        }

        for (var i = 0; i < changes.Count; i++)
        {
            changes[i].Position = last - changes.Count + 1 + i;
        }

        Insert.AddTo(writes, changes);
        return last;
    }

    /// <summary>The position of the last change; 0 when there is none.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT last FROM change_head", cancellationToken: cancellationToken));
    }

    /// <summary>Reads changes after a position, in order.</summary>
    public async Task<IReadOnlyList<LoggedChange>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            SELECT c.position, c.kind, c.article, c.revision, c.time, c.reason, c.trace, r.record, r.cause, a.url, a.copy_of AS CopyOf, a.story, a.created
            FROM change c
            JOIN article a ON a.id = c.article
            JOIN revision r ON r.article = c.article AND r.number = c.revision
            WHERE c.position > @after
            ORDER BY c.position
            LIMIT @limit
            """,
            new { after, limit },
            cancellationToken: cancellationToken))).AsList();
        var urls = await ArticleUrls.ReadAsync(database, connection, rows.Select(row => row.Article), cancellationToken);
        return [.. rows.Select(row => ToChange(row, urls))];
    }

    private static LoggedChange ToChange(Row row, ArticleUrls urls) => LoggedChange.Of(
        new ChangeEntry { Position = row.Position, Kind = row.Kind, Article = row.Article, Revision = row.Revision, Time = row.Time, Reason = row.Reason, Trace = row.Trace },
        new StoredArticle { Id = row.Article, Url = row.Url, CopyOf = row.CopyOf, Story = row.Story, Created = row.Created },
        (RevisionCause)row.Cause,
        ArticleRecord.Unpack(row.Record),
        urls);

    private sealed class Row
    {
        public long Position { get; init; }

        public long Kind { get; init; }

        public string Article { get; init; } = "";

        public long Revision { get; init; }

        public long Time { get; init; }

        public string Reason { get; init; } = "";

        public string? Trace { get; init; }

        public byte[] Record { get; init; } = [];

        public long Cause { get; init; }

        public string Url { get; init; } = "";

        public string CopyOf { get; init; } = "";

        public string Story { get; init; } = "";

        public long Created { get; init; }
    }
}
