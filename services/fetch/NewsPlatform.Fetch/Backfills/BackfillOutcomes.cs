using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Hosting.Blobs;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>Counts what became of the pages of backfills.</summary>
internal sealed class BackfillOutcomes([FromKeyedServices("fetch")] Database database, IBlobStore blobs, TimeProvider time)
{
    private const int MaxSettled = 2_000;

    /// <summary>Counts the pages that have their outcome by now, and clears away bytes that were read.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var settled = (await connection.QueryAsync<(string Backfill, string Page, long Outcome)>(
                $"""
                SELECT backfill_page.backfill, backfill_page.page, page.outcome FROM backfill_page JOIN page ON page.id = backfill_page.page
                WHERE backfill_page.outcome = 0 AND page.state = 3 LIMIT {MaxSettled}
                """)).AsList();
            foreach (var group in settled.GroupBy(one => one.Backfill, StringComparer.Ordinal))
            {
                await CountAsync(group.Key, [.. group.Select(one => (one.Page, one.Outcome)).OrderBy(one => one.Page, StringComparer.Ordinal)], cancellationToken);
            }
        }

        await ClearAwayAsync(cancellationToken);
    }

    private Task CountAsync(string backfill, IReadOnlyList<(string Page, long Outcome)> settled, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // The backfill's row first, as everyone does who writes to it and its pages.
                await connection.ExecuteAsync("UPDATE backfill SET updated = @Now WHERE id = @backfill", new { backfill, Now = time.GetUtcNow().ToMicros() }, transaction);
                foreach (var group in settled.GroupBy(one => one.Outcome))
                {
                    var counted = 0L;
                    foreach (var ids in group.Select(one => one.Page).Chunk(500))
                    {
                        counted += await connection.ExecuteAsync(
                            $"UPDATE backfill_page SET outcome = @outcome WHERE backfill = @backfill AND outcome = 0 AND page {(database.IsPostgres ? "= ANY(@ids)" : "IN @ids")}",
                            new { backfill, outcome = group.Key, ids },
                            transaction);
                    }

                    await connection.ExecuteAsync(
                        """
                        INSERT INTO backfill_outcome (backfill, outcome, pages) VALUES (@backfill, @outcome, @counted)
                        ON CONFLICT (backfill, outcome) DO UPDATE SET pages = backfill_outcome.pages + excluded.pages
                        """,
                        new { backfill, outcome = group.Key, counted },
                        transaction);
                }
            },
            cancellationToken);

    // The blobs before the row that speaks of them: whoever dies between does it again.
    private async Task ClearAwayAsync(CancellationToken cancellationToken)
    {
        List<BackfillInputRow> read;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            read = (await connection.QueryAsync<BackfillInputRow>("SELECT * FROM backfill_input WHERE stage >= 4 AND parts > 0 LIMIT 20")).AsList();
        }

        foreach (var input in read)
        {
            for (var part = 0L; part < input.Parts; part++)
            {
                await blobs.DeleteAsync(BackfillInputRow.PartKey(input.Backfill, input.Number, part), cancellationToken);
            }

            await database.WriteAsync(
                (connection, transaction) => connection.ExecuteAsync("UPDATE backfill_input SET parts = 0 WHERE backfill = @Backfill AND number = @Number", new { input.Backfill, input.Number }, transaction),
                cancellationToken);
        }
    }
}
