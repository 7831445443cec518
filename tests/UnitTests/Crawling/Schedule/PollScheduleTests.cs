using CsCheck;
using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.UnitTests.Crawling.Schedule;

public sealed class PollScheduleTests
{
    private static readonly TimeSpan Min = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Max = TimeSpan.FromHours(6);
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
        Assert.Equal(TimeSpan.FromMinutes(10), Next(Wished with { NewPerDay = 1000, Freshness = Max, Ttl = Max }));
        Assert.Equal(Min, Next(Nothing with { Wish = TimeSpan.FromSeconds(1) }));
        Assert.Equal(Max, Next(Nothing with { Wish = TimeSpan.FromDays(1) }));
    }

    [Theory]
    [InlineData(100_000, 3.75)]
    [InlineData(144, 5)]
    [InlineData(48, 15)]
    [InlineData(12, 60)]
    [InlineData(0.5, 120)]
    [InlineData(0, 120)]
    public void Next_of_a_busy_source_is_sooner_and_of_a_quiet_one_later(double newPerDay, double minutes)
    {
        Assert.Equal(minutes, Next(Nothing with { NewPerDay = newPerDay }).TotalMinutes, 6);
    }

    [Fact]
    public void Next_waits_while_the_answer_is_fresh_but_not_beyond_the_bound()
    {
        Assert.Equal(TimeSpan.FromMinutes(25), Next(Nothing with { Freshness = TimeSpan.FromMinutes(20), Ttl = TimeSpan.FromMinutes(25) }));
        Assert.Equal(PollSchedule.Usual, Next(Nothing with { Freshness = TimeSpan.FromMinutes(1), Ttl = TimeSpan.FromMinutes(1) }));
        Assert.Equal(Max, Next(Nothing with { Freshness = TimeSpan.FromDays(3_000) }));
    }

    [Fact]
    public void Next_after_failures_doubles_up_to_a_day_and_never_undercuts_Retry_After()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Next(Wished with { ConsecutiveFailures = 1 }));
        Assert.Equal(TimeSpan.FromMinutes(40), Next(Wished with { ConsecutiveFailures = 3 }));
        Assert.Equal(TimeSpan.FromHours(24), Next(Wished with { ConsecutiveFailures = long.MaxValue }));
        Assert.Equal(TimeSpan.FromHours(2), Next(Wished with { ConsecutiveFailures = 1, RetryAfter = TimeSpan.FromHours(2) }));
        Assert.Equal(TimeSpan.FromHours(2), Next(Nothing with { ConsecutiveFailures = 1, NewPerDay = 0 }));
    }

    [Fact]
    public void Next_of_any_facts_lies_between_the_shortest_interval_and_a_day()
    {
        var span = Gen.TimeSpan[TimeSpan.FromDays(-1), TimeSpan.FromDays(400)];
        Gen.Select(span.Nullable(), span.Nullable(), span.Nullable(), Gen.Double.Nullable(), Gen.Long, span.Nullable()).Sample((wish, fresh, ttl, rate, failures, after) =>
        {
            var facts = new PollFacts { Wish = wish, Freshness = fresh, Ttl = ttl, NewPerDay = rate, ConsecutiveFailures = failures, RetryAfter = after };
            Assert.InRange(Next(facts), Min, TimeSpan.FromHours(24));
        });
    }

    private static TimeSpan Next(PollFacts facts) => PollSchedule.Next(facts, Min, Max);
}
