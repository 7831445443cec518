using NewsPlatform.Crawling.Http;

namespace NewsPlatform.UnitTests.Crawling.Http;

public sealed class FetchResultTests
{
    [Theory]
    [InlineData(FetchOutcome.HttpStatus, 503, true)]
    [InlineData(FetchOutcome.HttpStatus, 408, true)]
    [InlineData(FetchOutcome.HttpStatus, 410, false)]
    [InlineData(FetchOutcome.TruncatedBody, 200, true)]
    [InlineData(FetchOutcome.TlsFailed, null, false)]
    [InlineData(FetchOutcome.BlockedAddress, null, false)]
    public void IsTransient_tells_what_may_pass(FetchOutcome outcome, int? status, bool transient)
    {
        var result = new FetchResult { Outcome = outcome, Reason = "why", Status = status, FinalUrl = new Uri("https://news.example/") };
        Assert.Equal(transient, result.IsTransient);
    }
}
