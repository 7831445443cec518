using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.UnitTests.Extraction.Rejection;

public sealed class RejectionTests
{
    [Theory]
    [InlineData(RejectionReason.BotChallenge, "<title>Just a moment...</title><body><h2>Checking your browser before accessing paper.example</h2><form id=challenge-form></form>")]
    [InlineData(RejectionReason.BotChallenge, "<title>paper.example</title><body><p>Please verify you are a human</p><div id=px-captcha></div>")]
    [InlineData(RejectionReason.SoftNotFound, "<title>Page not found | The Paper</title><body><h1>Page not found</h1><p>Try the search.</p>")]
    [InlineData(RejectionReason.SoftNotFound, "<title>Die Zeitung</title><body><h1>404</h1><p>Seite nicht gefunden. Vielleicht hilft die Suche.</p>")]
    [InlineData(RejectionReason.ErrorPage, "<title>500 Internal Server Error</title><body><h1>Internal Server Error</h1>")]
    [InlineData(RejectionReason.ErrorPage, "<title>The Paper</title><body><p>Something went wrong. Please try again later.</p>")]
    [InlineData(RejectionReason.ParkedDomain, "<title>paper.example</title><body><p>This domain is for sale. Buy this domain now.</p>")]
    [InlineData(RejectionReason.CookieWall, "<title>The Paper</title><body><div><p>We and our partners use cookies and process personal data with your consent or legitimate interest. Accept all or manage preferences. See our privacy policy.</p></div>")]
    [InlineData(RejectionReason.CookieWall, "<title>Die Zeitung</title><body><p>Mit Ihrer Zustimmung verarbeiten wir und unsere Partner Daten durch Cookies. Alle akzeptieren. Einwilligung jederzeit widerrufbar, siehe Datenschutz.</p>")]
    [InlineData(RejectionReason.Login, "<title>The Paper</title><body><h1>Welcome back</h1><form><label>E-mail</label><input type=email><label>Password</label><input type=password><a href=/f>Forgot password?</a><p>Log in</p></form>")]
    [InlineData(RejectionReason.AppShell, "<title>The Paper</title><body><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/app.js></script>")]
    [InlineData(RejectionReason.TooShort, "<title>Picture of the day</title><body><p>A short caption.</p>")]
    [InlineData(RejectionReason.Empty, "<html><head></head><body>  <div></div></body></html>")]
    public void Page_that_is_no_article_is_rejected_for_its_reason(RejectionReason reason, string html) => Assert.Equal(reason, Pages.Rejected(html));

    [Fact]
    public void Paywall_stub_has_an_offer_and_next_to_no_text() =>
        Assert.Equal(RejectionReason.PaywallStub, Pages.Rejected(Pages.Page("<article><h1>Harbour bridge to close</h1><p>The council voted on Tuesday to close the old harbour bridge.</p></article><div><p>Subscribe to continue reading. Already a subscriber? Log in.</p></div>")));

    [Fact]
    public void Page_without_its_text_still_says_its_headline_and_day()
    {
        var stated = Pages.Extract("<html><head><title>Bridge film | The Paper</title><meta property=article:published_time content=2024-05-03></head><body><h1>Bridge film</h1><video src=/bridge.mp4></video></body></html>").Stated;
        Assert.Equal("Bridge film", stated?.Title?.Value);
        Assert.Equal("2024-05-03", stated?.Published?.Value.Day);
    }

    [Fact]
    public void Day_of_another_story_below_is_not_that_of_a_page_without_text() =>
        Assert.Null(Pages.Extract("<html><head><title>Bridge film | The Paper</title></head><body><video src=/bridge.mp4></video><p>Play</p><div><a href=/x>Ferry to stay</a><p>3 May 2024</p></div></body></html>").Stated?.Published);

    [Fact]
    public void Page_that_is_no_article_at_all_states_nothing() => Assert.Null(Pages.Extract("<title>500 Internal Server Error</title><body><h1>Internal Server Error</h1>").Stated);

    [Fact]
    public void Index_page_lists_other_pages()
    {
        var teasers = string.Concat(Enumerable.Range(0, 20).Select(i => "<article><h2><a href=/news/" + i + ">Headline number " + i + " about the city</a></h2><p>A line about it.</p></article>"));
        Assert.Equal(RejectionReason.IndexPage, Pages.Rejected(Pages.Page("<main>" + teasers + "</main>", "<meta property=og:type content=website>"), "https://paper.example/"));
    }

    [Fact]
    public void Section_page_of_cards_is_an_index_page()
    {
        var cards = string.Concat(Enumerable.Range(0, 9).Select(i => "<div class=card><h3><a href=/news/" + i + ">Headline number " + i + " about the city</a></h3><p>A summary of it that is long enough to be a sentence of its own, number " + i + ".</p></div>"));
        Assert.Equal(RejectionReason.IndexPage, Pages.Rejected(Pages.Page("<main><h1>Culture</h1>" + cards + "</main>", "<meta property=og:type content=website>"), "https://paper.example/city/culture/"));
    }

    [Fact]
    public void Article_above_many_teasers_is_no_index_page()
    {
        var cards = string.Concat(Enumerable.Range(0, 30).Select(i => "<div class=card><h3><a href=/news/" + i + ">Headline number " + i + " about the city</a></h3><p>A summary.</p></div>"));
        Assert.NotNull(Pages.Extract(Pages.Page("<main><article><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article>" + cards + "</main>", "<meta property=og:type content=website>"), "https://paper.example/bridge/").Article);
    }

    [Theory]
    [InlineData("{\"story\": {\"headline\": \"Harbour bridge to close\", \"body\": [\"<p>The council voted.</p>\"]}}", RejectionReason.NotText)]
    [InlineData("  [1, 2, {\"html\": \"<p>The council voted.</p>\"}]\n", RejectionReason.NotText)]
    public void Json_served_as_a_page_is_not_text(string json, RejectionReason reason) => Assert.Equal(reason, Pages.Rejected(json));

    [Fact]
    public void Search_results_are_told_by_address_and_title() =>
        Assert.Equal(RejectionReason.SearchResult, Pages.Rejected("<title>Search results for bridge</title><body><ul><li><a href=/a>Bridge to close</a><li><a href=/b>Bridge reopens</a></ul>", "https://paper.example/search?q=bridge"));

    [Theory]
    [InlineData(404, RejectionReason.SoftNotFound)]
    [InlineData(503, RejectionReason.ErrorPage)]
    public void Error_status_rejects_a_page_that_is_no_article(int status, RejectionReason reason) => Assert.Equal(reason, Pages.Rejected("<title>The Paper</title><body><p>Sorry.</p>", status: status));

    [Theory]
    [InlineData("Cookies, consent and the GDPR: what changes")]
    [InlineData("Why \"page not found\" became a joke")]
    [InlineData("Access denied: a city fights for its harbour")]
    public void Report_about_a_wall_is_no_wall(string title) =>
        Assert.NotNull(Pages.Extract("<title>" + title + "</title><body><article><h1>" + title + "</h1>" + Pages.Prose + Pages.Prose.Replace("bridge", "cookie banner", StringComparison.Ordinal) + "</article>").Article);

    [Theory]
    [InlineData("%PDF-1.7 binary", RejectionReason.Pdf)]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006 program", RejectionReason.NotText)]
    [InlineData("", RejectionReason.Empty)]
    [InlineData(" \n\t ", RejectionReason.Empty)]
    public void Bytes_that_are_no_page_are_rejected(string bytes, RejectionReason reason) => Assert.Equal(reason, Pages.Rejected(bytes));

    [Fact]
    public void Picture_called_html_is_not_text() =>
        Assert.Equal(RejectionReason.NotText, ArticleExtractor.Extract(
            new Page(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13 }, new Uri("https://paper.example/a")) { ContentType = "text/html" }, ExtractionOptions.Default, CancellationToken.None).Rejection?.Reason);

    [Fact]
    public void Packed_bytes_called_html_are_not_text()
    {
        var random = new Random(3);
        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[3000];
            random.NextBytes(bytes);
            var page = new Page(bytes, new Uri("https://paper.example/a")) { ContentType = "text/html" };
            Assert.Equal(RejectionReason.NotText, ArticleExtractor.Extract(page, ExtractionOptions.Default, CancellationToken.None).Rejection?.Reason);
        }
    }

    [Fact]
    public void Page_over_the_size_limit_is_too_large() =>
        Assert.Equal(RejectionReason.TooLarge, ArticleExtractor.Extract(
            new Page(new byte[1001], new Uri("https://paper.example/a")), ExtractionOptions.Default with { MaxBytes = 1000 }, CancellationToken.None).Rejection?.Reason);
}
