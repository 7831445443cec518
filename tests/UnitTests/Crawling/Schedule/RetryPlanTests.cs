using NewsPlatform.Crawling.Http;
using NewsPlatform.Crawling.Schedule;

namespace NewsPlatform.UnitTests.Crawling.Schedule;

public sealed class RetryPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 5.0)]
    [InlineData(3, 30.0)]
    [InlineData(4, 120.0)]
    [InlineData(5, 720.0)]
    [InlineData(6, null)]
    public void Next_after_a_transient_failure_waits_longer_each_time_then_gives_up(int failed, double? minutes)
    {
        Assert.Equal(minutes, (RetryPlan.Next(Result(FetchOutcome.TimedOut), failed, Now).Due - Now)?.TotalMinutes);
    }

    [Fact]
    public void Next_after_a_permanent_failure_gives_up_with_its_reason()
    {
        var decision = RetryPlan.Next(Result(FetchOutcome.HttpStatus, 404), 1, Now);
        Assert.True(decision.GivesUp);
        Assert.Equal("why", decision.Reason);
    }

    [Fact]
    public void Next_never_comes_before_Retry_After()
    {
        Assert.Equal(Now.AddHours(3), RetryPlan.Next(Result(FetchOutcome.RateLimited, 429) with { RetryAfter = TimeSpan.FromHours(3) }, 1, Now).Due);
    }

    [Theory]
    [InlineData(FetchOutcome.HttpStatus, 503, true)]
    [InlineData(FetchOutcome.HttpStatus, 408, true)]
    [InlineData(FetchOutcome.HttpStatus, 410, false)]
    [InlineData(FetchOutcome.TruncatedBody, 200, true)]
    [InlineData(FetchOutcome.TlsFailed, null, false)]
    [InlineData(FetchOutcome.BlockedAddress, null, false)]
    public void IsTransient_tells_what_may_pass(FetchOutcome outcome, int? status, bool transient)
    {
        Assert.Equal(transient, Result(outcome, status).IsTransient);
    }

    private static FetchResult Result(FetchOutcome outcome, int? status = null) => new() { Outcome = outcome, Reason = "why", Status = status, FinalUrl = new Uri("https://news.example/") };
}
