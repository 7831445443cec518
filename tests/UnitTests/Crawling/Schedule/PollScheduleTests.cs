using CsCheck;
using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.UnitTests.Crawling.Schedule;

public sealed class PollScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PollFacts Facts = new(Now, TimeSpan.FromMinutes(10));

    [Fact]
    public void Next_without_facts_is_the_registered_interval()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Wait(Facts));
    }

    [Fact]
    public void Next_of_a_busy_source_is_sooner_and_of_a_quiet_one_later()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), Wait(Facts with { RecentItems = 144, RecentSpan = TimeSpan.FromDays(1) }));
        Assert.Equal(TimeSpan.FromMinutes(2.5), Wait(Facts with { RecentItems = 10_000, RecentSpan = TimeSpan.FromDays(1) }));
        Assert.Equal(TimeSpan.FromMinutes(80), Wait(Facts with { RecentItems = 0, RecentSpan = TimeSpan.FromDays(1) }));
    }

    [Fact]
    public void Next_waits_while_the_answer_is_fresh_but_not_beyond_the_limit()
    {
        Assert.Equal(TimeSpan.FromMinutes(15), Wait(Facts with { MaxAge = TimeSpan.FromMinutes(12), Ttl = TimeSpan.FromMinutes(15) }));
        Assert.Equal(PollLimits.Default.Max, Wait(Facts with { MaxAge = TimeSpan.FromDays(3_000) }));
    }

    [Fact]
    public void Next_after_failures_doubles_up_to_a_day_and_honours_Retry_After()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), Wait(Facts with { ConsecutiveFailures = 1 }));
        Assert.Equal(TimeSpan.FromMinutes(40), Wait(Facts with { ConsecutiveFailures = 3 }));
        Assert.Equal(TimeSpan.FromHours(24), Wait(Facts with { ConsecutiveFailures = int.MaxValue }));
        Assert.Equal(TimeSpan.FromHours(2), Wait(Facts with { ConsecutiveFailures = 1, RetryAfter = TimeSpan.FromHours(2) }));
    }

    [Fact]
    public void Next_of_any_facts_lies_within_a_day_and_a_tenth_after_now()
    {
        var span = Gen.TimeSpan[TimeSpan.FromDays(-1), TimeSpan.FromDays(400)];
        Gen.Select(span, span.Nullable(), span.Nullable(), Gen.Int.Nullable(), span, Gen.Int, span.Nullable(), Gen.Double).Sample((interval, age, ttl, items, recent, failures, after, jitter) =>
        {
            var facts = new PollFacts(Now, interval) { MaxAge = age, Ttl = ttl, RecentItems = items, RecentSpan = recent, ConsecutiveFailures = failures, RetryAfter = after };
            var due = PollSchedule.Next(facts, PollLimits.Default, jitter).Due;
            Assert.InRange(due, Now + PollLimits.Default.Min, Now + TimeSpan.FromHours(26.4));
        });
    }

    private static TimeSpan Wait(PollFacts facts) => PollSchedule.Next(facts, PollLimits.Default).Due - Now;
}
