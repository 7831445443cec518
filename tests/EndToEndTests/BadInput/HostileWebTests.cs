using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.Contracts.Type.V1;
using NewsPlatform.EndToEndTests.Platforms;
using NewsPlatform.TestKit.Web;

namespace NewsPlatform.EndToEndTests.BadInput;

/// <summary>Whatever the web serves ends in an outcome with a reason, and the process goes on.</summary>
public sealed class HostileWebTests(HostileWeb web) : IClassFixture<HostileWeb>
{
    private const long MaxResidentBytes = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private StandalonePlatform Platform => web.Platform;

    [Theory]
    [InlineData("unknown host", Outcome.Failed, "dns_failed")]
    [InlineData("refused connection", Outcome.Failed, "connect_failed")]
    [InlineData("TLS failure", Outcome.Failed, "tls_failed")]
    [InlineData("404", Outcome.Failed, "not_found")]
    [InlineData("410", Outcome.Failed, "gone")]
    [InlineData("500", Outcome.Failed, "http_500")]
    [InlineData("endless body", Outcome.Failed, "too_large")]
    [InlineData("dripping body", Outcome.Failed, "timed_out")]
    [InlineData("nonsense for HTTP", Outcome.Failed, "protocol_error")]
    [InlineData("gzip bomb", Outcome.Failed, "too_large")]
    [InlineData("redirect loop", Outcome.Failed, "too_many_redirects")]
    [InlineData("binary", Outcome.Rejected, "not_text")]
    [InlineData("empty body", Outcome.Rejected, "empty")]
    [InlineData("nested tags", Outcome.Rejected, "too_deep")]
    public Task Page_ends_in_an_outcome_with_a_reason(string name, Outcome outcome, string code) => Platform.RunAsync(async () =>
    {
        await Platform.SubmitAsync([web.UrlOf(name)]);

        var trace = await Platform.WaitForOutcomeAsync(web.UrlOf(name), Patience);

        Assert.True((trace.Outcome, trace.ReasonCode) == (outcome, code), $"{name} should be {outcome} for {code}: {trace}");
        Assert.NotEmpty(trace.Reason);
        Assert.NotEmpty(trace.Steps);
        Assert.False(trace.Quarantined);
        await AssertAliveAsync();
    });

    [Fact]
    public Task Page_that_answers_429_is_asked_again_when_its_Retry_After_is_over() => Platform.RunAsync(async () =>
    {
        await Platform.SubmitAsync([web.UrlOf("429")]);

        var trace = await Platform.WaitForOutcomeAsync(web.UrlOf("429"), Patience, trace => trace.Outcome != Outcome.Pending);

        Assert.True(trace.Outcome == Outcome.Stored, trace.ToString());
        Assert.Contains(trace.Steps, step => step.Step == "retry");
        var requests = web.RequestsFor429;
        Assert.Equal(2, requests.Count);
        Assert.True(requests[1].At - requests[0].At >= TimeSpan.FromSeconds(2), "asked again before the two seconds of Retry-After were over");
    });

    [Fact]
    public Task Article_with_broken_UTF8_is_stored_as_valid_text() => Platform.RunAsync(async () =>
    {
        await Platform.SubmitAsync([web.UrlOf("invalid UTF-8")]);

        var trace = await Platform.WaitForOutcomeAsync(web.UrlOf("invalid UTF-8"), Patience);

        Assert.True(trace.Outcome == Outcome.Stored, trace.ToString());
        var article = await Platform.Store.GetArticleAsync(new GetArticleRequest { Name = trace.Article });
        var page = ArticlePages.Create(61, new Uri("http://127.0.0.1/"));
        Assert.Contains(page.Paragraphs, paragraph => article.Text.Contains(paragraph, StringComparison.Ordinal));
        Assert.True(article.Text.EnumerateRunes().Count(rune => rune.Value == 0xFFFD) <= 7, article.Text);
        await AssertAliveAsync();
    });

    private async Task AssertAliveAsync()
    {
        Assert.False(Platform.Host.HasExited, "the host has exited");
        using var http = new HttpClient { BaseAddress = Platform.Host.HttpAddress, Timeout = TimeSpan.FromSeconds(10) };
        using var health = await http.GetAsync(new Uri("healthz", UriKind.Relative));
        Assert.True(health.IsSuccessStatusCode, await health.Content.ReadAsStringAsync());
        Assert.InRange(Platform.Host.ResidentBytes ?? 0, 1, MaxResidentBytes);
    }
}
