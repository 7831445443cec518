using CsCheck;
using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.UnitTests.Crawling.Schedule;

public sealed class PollScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly PollBounds Bounds = new() { Shortest = TimeSpan.FromMinutes(1), Busy = TimeSpan.FromMinutes(5), Longest = TimeSpan.FromHours(6) };
    private static readonly PollFacts Nothing = new();
    private static readonly PollFacts Wished = new() { Wish = TimeSpan.FromMinutes(10) };

    [Fact]
    public void Next_without_facts_is_the_usual_interval()
    {
        Assert.Equal(PollSchedule.Usual, Next(Nothing));
    }

    [Fact]
    public void Next_keeps_a_wish_whatever_the_source_says_but_within_the_bounds()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Next(Wished with { Rhythm = Even(1_000), Freshness = Bounds.Longest, Ttl = Bounds.Longest }));
        Assert.Equal(Bounds.Shortest, Next(Nothing with { Wish = TimeSpan.FromSeconds(1) }));
        Assert.Equal(Bounds.Longest, Next(Nothing with { Wish = TimeSpan.FromDays(1) }));
    }

    [Theory]
    [InlineData(1_000, 5, 0.01)]
    [InlineData(24, 5, 0.01)]
    [InlineData(6, 10, 1.5)]
    [InlineData(1, 60, 15)]
    [InlineData(0, 360, 0.01)]
    public void Next_of_a_busy_source_is_the_busy_interval_and_of_others_longer_in_proportion(int perDay, double minutes, double tolerance)
    {
        Assert.Equal(minutes, Next(Nothing with { Rhythm = Even(perDay) }).TotalMinutes, tolerance);
    }

    [Fact]
    public void Next_comes_before_entries_scroll_out_of_the_document()
    {
        var slow = Bounds with { Busy = TimeSpan.FromHours(5) };

        Assert.Equal(30, PollSchedule.Next(Nothing with { Rhythm = Even(480), Shown = 20 }, slow, Now).Wait.TotalMinutes, 2.0);
        Assert.Equal(slow.Busy, PollSchedule.Next(Nothing with { Rhythm = Even(480), Shown = null }, slow, Now).Wait);
        Assert.Equal(Bounds.Shortest, Next(Nothing with { Rhythm = Even(5_000), Shown = 1 }));
    }

    [Fact]
    public void Next_waits_while_the_answer_is_fresh_but_not_beyond_the_bound()
    {
        Assert.Equal(TimeSpan.FromMinutes(25), Next(Nothing with { Freshness = TimeSpan.FromMinutes(20), Ttl = TimeSpan.FromMinutes(25) }));
        Assert.Equal(PollSchedule.Usual, Next(Nothing with { Freshness = TimeSpan.FromMinutes(1), Ttl = TimeSpan.FromMinutes(1) }));
        Assert.Equal(Bounds.Longest, Next(Nothing with { Freshness = TimeSpan.FromDays(3_000) }));
    }

    [Fact]
    public void Next_after_failures_doubles_up_to_a_day_and_never_undercuts_Retry_After()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Next(Wished with { ConsecutiveFailures = 1 }));
        Assert.Equal(TimeSpan.FromMinutes(40), Next(Wished with { ConsecutiveFailures = 3 }));
        Assert.Equal(TimeSpan.FromHours(24), Next(Wished with { ConsecutiveFailures = long.MaxValue }));
        Assert.Equal(TimeSpan.FromHours(2), Next(Wished with { ConsecutiveFailures = 1, RetryAfter = TimeSpan.FromHours(2) }));
        Assert.Equal(TimeSpan.FromHours(6), Next(Nothing with { ConsecutiveFailures = 1, Rhythm = Even(0) }));
    }

    [Fact]
    public void Next_of_any_facts_lies_between_the_shortest_interval_and_a_day()
    {
        var span = Gen.TimeSpan[TimeSpan.FromDays(-1), TimeSpan.FromDays(400)];
        Gen.Select(span.Nullable(), span.Nullable(), span.Nullable(), Gen.Int.Nullable(), Gen.Long, span.Nullable()).Sample((wish, fresh, ttl, shown, failures, after) =>
        {
            var facts = new PollFacts { Wish = wish, Freshness = fresh, Ttl = ttl, Shown = shown, Rhythm = Even(3), ConsecutiveFailures = failures, RetryAfter = after };
            Assert.InRange(Next(facts), Bounds.Shortest, TimeSpan.FromHours(24));
        });
    }

    [Fact]
    public void Next_says_what_decided()
    {
        var busy = Nothing with { Rhythm = Even(1_000) };
        Assert.Equal(PollReason.Unknown, Reason(Nothing));
        Assert.Equal(PollReason.Wish, Reason(Wished));
        Assert.Equal(PollReason.Busy, Reason(busy));
        Assert.Equal(PollReason.Rhythm, Reason(Nothing with { Rhythm = Even(2) }));
        Assert.Equal(PollReason.Longest, Reason(Nothing with { Rhythm = Even(0) }));
        Assert.Equal(PollReason.Scrolls, Reason(busy with { Shown = 4 }));
        Assert.Equal(PollReason.Shortest, Reason(busy with { Shown = 1 }));
        Assert.Equal(PollReason.Fresh, Reason(busy with { Freshness = TimeSpan.FromHours(1) }));
        Assert.Equal(PollReason.Ttl, Reason(busy with { Freshness = TimeSpan.FromHours(1), Ttl = TimeSpan.FromHours(2) }));
        Assert.Equal(PollReason.Failures, Reason(busy with { ConsecutiveFailures = 3 }));
        Assert.Equal(PollReason.RetryAfter, Reason(busy with { ConsecutiveFailures = 1, RetryAfter = TimeSpan.FromHours(9) }));

        static PollReason Reason(PollFacts facts) => PollSchedule.Next(facts, Bounds, Now).Reason;
    }

    [Fact]
    public void Learn_takes_what_the_first_poll_shows_as_history_and_later_what_is_new()
    {
        DateTime[] shown = [.. Enumerable.Range(1, 20).Select(hour => Now.UtcDateTime.AddHours(-hour))];

        var rhythm = PollSchedule.Learn(null, Now, shown, unseen: 20);
        var first = rhythm.PerDay;
        PollSchedule.Learn(rhythm, Now.AddHours(1), shown, unseen: 0);

        Assert.Equal(24, first, 5.0);
        Assert.InRange(rhythm.PerDay, first * 0.8, first * 0.999);
    }

    [Fact]
    public void Learn_counts_unseen_entries_of_a_source_without_times_as_published_now()
    {
        var rhythm = PollSchedule.Learn(null, Now, [], unseen: 300);
        Assert.Equal(4, rhythm.PerDay, 0.01);
        for (var day = 1; day <= 20; day++)
        {
            PollSchedule.Learn(rhythm, Now.AddDays(day), [], unseen: 10);
        }

        Assert.Equal(10, rhythm.PerDay, 0.5);
    }

    [Fact]
    public void Next_is_late_while_a_hub_pushes_but_not_beyond_what_can_be_relied_on()
    {
        var bounds = Bounds with { Pushed = TimeSpan.FromHours(2) };
        var pushed = Nothing with { Rhythm = Even(24), PushedFor = TimeSpan.FromDays(3) };

        Assert.Equal(new PollPlan(bounds.Pushed, PollReason.Pushed), PollSchedule.Next(pushed, bounds, Now));
        Assert.Equal(TimeSpan.FromMinutes(40), PollSchedule.Next(pushed with { PushedFor = TimeSpan.FromMinutes(40) }, bounds, Now).Wait);
        Assert.Equal(PollReason.Busy, PollSchedule.Next(pushed with { PushedFor = null }, bounds, Now).Reason);
        Assert.Equal(PollReason.Wish, PollSchedule.Next(pushed with { Wish = TimeSpan.FromMinutes(10) }, bounds, Now).Reason);

        // Two entries an hour shown for an hour or so: before half of them have scrolled out.
        Assert.InRange(PollSchedule.Next(pushed with { Shown = 2 }, bounds, Now).Wait.TotalMinutes, 50, 70);

        // What is polled less anyway is polled no more.
        Assert.Equal(Bounds.Longest, PollSchedule.Next(pushed with { Rhythm = Even(0) }, bounds, Now).Wait);
    }

    private static TimeSpan Next(PollFacts facts) => PollSchedule.Next(facts, Bounds, Now).Wait;

    /// <summary>A rhythm of so many entries a day over four weeks, spread evenly but at no fixed time of day.</summary>
    private static PublishingRhythm Even(int perDay)
    {
        var rhythm = new PublishingRhythm(Now.AddDays(-28));
        rhythm.Note(Now, [.. Enumerable.Range(0, perDay * 28).Select(i => Now.UtcDateTime.AddDays(-28 * ((i + 1) * 0.618033988749895 % 1)))], 0);
        return rhythm;
    }
}
