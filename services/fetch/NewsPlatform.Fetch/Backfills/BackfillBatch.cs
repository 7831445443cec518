using System.Data.Common;
using Dapper;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Warc;
using NewsPlatform.Fetch.Captures;
using NewsPlatform.Fetch.Frontier;
using NewsPlatform.Fetch.Pages;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Backfills;

/// <summary>What one turn of a backfill has read of an input, on its way into the database.</summary>
internal sealed class BackfillBatch(BackfillRow backfill, BackfillInputRow input, InputProgress reader, IReadOnlyList<InputRecord> records)
{
    // What is ready at the same time shares a blob; more than that at once would only take memory.
    private const int KeptAtOnce = 16;

    private static readonly RowStatement<string> AddPages = new(
        "INSERT INTO backfill_page (backfill, page, outcome) SELECT @backfill, new_page, 0 FROM @rows WHERE TRUE ON CONFLICT DO NOTHING RETURNING page",
        Column<string>.Text("new_page", page => page));

    private readonly string detail = $"backfills/{backfill.Id}";

    /// <summary>Keeps the bytes that records have: those of one page one after the other, for a state may be as one before it, and is kept once.</summary>
    /// <returns>The captures, by the records' places.</returns>
    public async Task<IReadOnlyDictionary<int, KeptCapture>> KeepAsync(CaptureStore captures, TimeProvider time, CancellationToken cancellationToken)
    {
        var kept = new KeptCapture?[records.Count];
        await Parallel.ForEachAsync(
            records.Index().Where(one => one.Item is { Archived.Capture: not null, Url: not null }).GroupBy(one => one.Item.Url!.Value, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = KeptAtOnce, CancellationToken = cancellationToken },
            async (page, cancellation) =>
            {
                // Their rows are written at the end of the turn: until then the store does not know what it has, and would keep it once more.
                var states = new Dictionary<string, KeptCapture>(StringComparer.Ordinal);
                foreach (var (index, record) in page)
                {
                    var (capture, now) = (record.Archived!.Capture!, time.GetUtcNow());
                    if (!states.TryGetValue(capture.ContentDigest, out var state))
                    {
                        // A page of the future would be the latest state of its article for ever.
                        state = await captures.KeepAsync(page.Key, capture.FetchedAt > now ? capture with { FetchedAt = now } : capture, cancellation);
                        states.Add(capture.ContentDigest, state);
                    }

                    kept[index] = state;
                }
            });
        return kept.Index().Where(one => one.Item is not null).ToDictionary(one => one.Index, one => one.Item!);
    }

    /// <summary>Writes how far the input was read and what was taken of it, in the transaction of the turn.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="transaction">The turn's.</param>
    /// <param name="kept">The records' captures.</param>
    /// <param name="announceAgain">When what is announced now is announced again.</param>
    /// <param name="pause">The least time between two requests to a host.</param>
    /// <param name="now">Now.</param>
    /// <returns>The pages to be announced.</returns>
    public async Task<IReadOnlyList<PageRow>> TakeAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<int, KeptCapture> kept, DateTimeOffset announceAgain, TimeSpan pause, long now)
    {
        await MoveOnAsync(connection, transaction);
        // In the order of their ids, as all who write to many pages.
        var found = records.Index().Where(one => one.Item.Url is not null).Select(one => (Page: new NewPage(one.Item.Url!, "", Lane.Backfill), Record: one.Item, Capture: kept.GetValueOrDefault(one.Index)))
            .OrderBy(one => one.Page.Id, StringComparer.Ordinal).ToList();
        var added = (await AddPages.QueryAsync<string>(
            connection, transaction, [.. found.Select(one => one.Page.Id).Distinct(StringComparer.Ordinal)], new { backfill = backfill.Id })).ToHashSet(StringComparer.Ordinal);

        var asked = found.Where(one => one.Capture is null && added.Contains(one.Page.Id)).Select(one => one.Page).DistinctBy(page => page.Id).ToList();
        var due = await PageIntake.BackfillAsync(connection, transaction, asked, backfill.Refetch == 1, detail, now);

        // Another state of a page that was in it before is one more state of its article; the same state is not.
        var states = found.Where(one => one.Capture is { } capture && !(capture.Known && backfill.Refetch == 0)).Select(one => Kept(one.Page, one.Capture!, one.Record.Archived!, now)).ToList();
        var taken = await PageIntake.ArchiveAsync(connection, transaction, states, announceAgain, detail, now);
        await ReopenAsync(connection, transaction, [.. taken.Select(page => page.Id).Where(id => !added.Contains(id))]);

        await HostDues.WakeInTurnAsync(connection, transaction, new SortedSet<string>(due.Select(page => page.Url.Host), StringComparer.Ordinal), now, within: pause);
        // A page that was in it before, or that comes again, counts once.
        await NoteAsync(connection, transaction, found.Count - added.Count);
        return taken;
    }

    private async Task MoveOnAsync(DbConnection connection, DbTransaction transaction)
    {
        var moved = await connection.ExecuteAsync(
            "UPDATE backfill_input SET records = @position, stage = @stage, fault = @fault WHERE backfill = @Backfill AND number = @Number AND records = @Records AND stage = 3",
            new
            {
                input.Backfill,
                input.Number,
                input.Records,
                position = reader.Position,
                stage = (long)(reader.Fault is not null ? InputStage.Broken : reader.Ended ? InputStage.Read : InputStage.Complete),
                fault = StoredText.Clean(reader.Fault, 500),
            },
            transaction);
        if (moved == 0)
        {
            throw new InvalidOperationException($"backfills/{backfill.Id}: input {input.Number} was read by someone else although the lease is ours.");
        }
    }

    private Task NoteAsync(DbConnection connection, DbTransaction transaction, long again)
    {
        var refused = records.Index().Where(one => one.Item.Url is null && one.Item.Refusal.Length > 0).ToList();
        var problems = refused.Take(BackfillStore.MaxProblems).Select(one => BackfillStore.Problem(input.Label, input.Records + one.Index + 1, one.Item.Refusal)).ToList();
        var ignored = records.Count(record => record.Url is null) - refused.Count;
        return BackfillStore.NoteReadAsync(connection, transaction, backfill.Id, reader.Position - input.Records, refused.Count, again + ignored, problems);
    }

    private static KeptPage Kept(NewPage page, KeptCapture kept, ArchivedPage archived, long now)
    {
        var capture = archived.Capture!;
        return new KeptPage(page, new FetchedPage
        {
            Time = capture.FetchedAt.ToMicros() > now ? UnixTime.FromMicros(now) : capture.FetchedAt,
            Capture = kept.Id,
            Kept = kept,
            Lane = Lane.Backfill,
            FinalUrl = page.Url.Value,
            ContentType = archived.ContentType,
            Status = 200,
            Size = capture.Body.Length,
            Detail = $"{capture.Body.Length} bytes of an {capture.Origin}",
        });
    }

    // Pages that were in the backfill before wait for an outcome again.
    private async Task ReopenAsync(DbConnection connection, DbTransaction transaction, string[] pages)
    {
        if (pages.Length == 0)
        {
            return;
        }

        var among = $"backfill = @Id AND outcome <> 0 AND page {(connection is Npgsql.NpgsqlConnection ? "= ANY(@pages)" : "IN @pages")}";
        var outcomes = (await connection.QueryAsync<long>($"SELECT outcome FROM backfill_page WHERE {among}", new { backfill.Id, pages }, transaction)).CountBy(outcome => outcome).ToList();
        if (outcomes.Count > 0)
        {
            await connection.ExecuteAsync($"UPDATE backfill_page SET outcome = 0 WHERE {among}", new { backfill.Id, pages }, transaction);
            await connection.ExecuteAsync(
                "UPDATE backfill_outcome SET pages = pages - @Value WHERE backfill = @Id AND outcome = @Key", outcomes.Select(one => new { one.Key, one.Value, backfill.Id }), transaction);
        }
    }
}
