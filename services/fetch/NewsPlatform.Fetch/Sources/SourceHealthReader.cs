using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.Crawling.Schedule;
using NewsPlatform.Fetch.WebSub;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Fetch.Sources;

/// <summary>How sources do, from what their polls and pages left in the database.</summary>
internal sealed class SourceHealthReader([FromKeyedServices("fetch")] Database database, SubscriptionStore subscriptions, TimeProvider time)
{
    /// <summary>
    /// Entries that must have been expected since the newest one for silence to count: twelve of a Poisson process stay out
    /// once in 160,000 times; news comes in bursts, so that it is more often, but still no chance.
    /// </summary>
    public const double SilentAfter = 12;

    /// <summary>How a source does; null when there is none.</summary>
    public async Task<SourceHealth?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<SourceRow>("SELECT * FROM source WHERE id = @id", new { id }) is not { } row)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var last = await connection.QueryFirstOrDefaultAsync<PollRow>("SELECT * FROM poll WHERE source = @id AND pushed = 0 ORDER BY id DESC LIMIT 1", new { id });
        var counts = (await connection.QueryAsync<(long Outcome, long Pages)>(
            "SELECT outcome, COUNT(*) FROM page WHERE source = @id AND discovered > @since GROUP BY outcome ORDER BY outcome",
            new { id, since = (now - TimeSpan.FromDays(1)).ToMicros() })).AsList();
        var rhythm = PublishingRhythm.Read(row.Rhythm);
        var (state, reason) = StateOf(row, rhythm?.ExpectedSinceNewest);
        var health = new SourceHealth
        {
            Name = $"sources/{row.Id}/health",
            State = state,
            Reason = reason,
            LastSuccessTime = UnixTime.ToTimestamp(row.LastSuccess),
            ConsecutiveFailures = (int)Math.Min(row.Failures, int.MaxValue),
            NewestEntryTime = rhythm is null ? null : Google.Protobuf.WellKnownTypes.Timestamp.FromDateTime(rhythm.Newest),
            PagesLastDay = counts.Sum(count => count.Pages),
            Outcomes =
            {
                counts.Where(count => count.Outcome != (long)Outcome.Unspecified)
                    .Select(count => new OutcomeCount { Outcome = (Outcome)count.Outcome, Pages = count.Pages }),
            },
            NextPollTime = row.Paused == 1 ? null : UnixTime.ToTimestamp(row.NextPoll),
            NextPollReason = row.Paused == 1 ? "" : NextReason(row, last),
            Subscription = (await subscriptions.OfSourceAsync(id, cancellationToken))?.ToSubscription(now.ToMicros()),
        };
        if (rhythm is not null)
        {
            health.EntriesPerDay = rhythm.PerDay;
            health.ExpectedSinceNewest = rhythm.ExpectedSinceNewest;
        }

        return health;
    }

    /// <summary>Polls of a source, newest first; null when there is no such source.</summary>
    /// <param name="id">Of the source.</param>
    /// <param name="before">Only polls of a smaller id.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<PollRow>?> ListAsync(string id, long before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM source WHERE id = @id", new { id }) == 0
            ? null
            : (await connection.QueryAsync<PollRow>("SELECT * FROM poll WHERE source = @id AND id < @before ORDER BY id DESC LIMIT @limit", new { id, before, limit })).AsList();
    }

    private static (SourceHealth.Types.State State, string Reason) StateOf(SourceRow row, double? expected)
    {
        if (row.Paused == 1)
        {
            return (SourceHealth.Types.State.Paused, "polling is paused");
        }

        if (row.Failures > 0)
        {
            return (SourceHealth.Types.State.Failing, $"{Times(row.Failures)}: {row.LastResult}");
        }

        if (row.LastSuccess is null)
        {
            return (SourceHealth.Types.State.New, "not polled yet");
        }

        return expected >= SilentAfter
            ? (SourceHealth.Types.State.Silent, string.Create(CultureInfo.InvariantCulture, $"nothing new where {expected:F0} entries were to be expected"))
            : (SourceHealth.Types.State.Healthy, row.LastResult);
    }

    private static string Times(long failures) => failures == 1 ? "failed last time" : string.Create(CultureInfo.InvariantCulture, $"failed {failures} times in a row");

    // A poll that was asked for comes before its plan, a redirect in between.
    private static string NextReason(SourceRow row, PollRow? last) =>
        last is null ? "new" : row.NextPoll < last.Next ? "asked for, or redirected" : last.ReasonText;
}
