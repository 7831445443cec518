using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Rejection;

namespace NewsPlatform.UnitTests.Extraction.Rejection;

public sealed class RejectionEvidenceTests
{
    [Fact]
    public void Signals_that_agree_stand_each_with_its_place_and_make_the_score()
    {
        var rejection = Pages.Extract(
            "<title>Just a moment...</title><body><div id=challenge-stage><h2>Verify you are human</h2></div><script>window._cf_chl_opt={};</script>").Rejection!;

        Assert.Equal(RejectionReason.BotChallenge, rejection.Reason);
        Assert.True(rejection.Evidence.Count >= 3, rejection.ToString());
        Assert.Contains(rejection.Evidence, one => one is { Method: EvidenceMethod.State, Raw: "Cloudflare: _cf_chl_opt" });
        Assert.Contains(rejection.Evidence, one => one is { Place: "title", Raw: "just a moment..." });
        Assert.All(rejection.Evidence, one => Assert.True(one.Confidence <= rejection.Score, one.ToString()));
        Assert.Equal(rejection.Evidence.OrderByDescending(one => one.Confidence), rejection.Evidence);
    }

    [Fact]
    public void Place_is_a_path_from_the_nearest_id() =>
        Assert.Contains(
            Pages.Extract("<title>The Paper</title><body><div id=main><div class=\"box wide\"><h1>404</h1><p>We could not find the page that you asked for.</div></div>").Rejection!.Evidence,
            one => one.Place is "div#main > div.box > h1" or "div#main > div.box > p");

    [Theory]
    [InlineData("de", "Diese Seite wurde leider nicht gefunden.")]
    [InlineData("sv", "Sidan du söker finns inte längre.")]
    [InlineData("cs", "Požadovaná stránka neexistuje.")]
    [InlineData("fi", "Etsimääsi sivua ei löydy.")]
    [InlineData("hu", "A keresett oldal nem található.")]
    [InlineData("ro", "Pagina căutată nu există.")]
    [InlineData("el", "Η σελίδα που ζητήσατε δεν βρέθηκε.")]
    [InlineData("he", "הדף המבוקש לא נמצא.")]
    [InlineData("fa", "صفحه مورد نظر یافت نشد.")]
    [InlineData("hi", "यह पृष्ठ उपलब्ध नहीं है।")]
    [InlineData("id", "Halaman yang Anda cari tidak ditemukan.")]
    [InlineData("vi", "Trang bạn tìm không tồn tại.")]
    [InlineData("th", "ไม่พบหน้าที่คุณต้องการ")]
    [InlineData("bg", "Търсената страница не е намерена.")]
    public void Missing_page_says_so_in_many_languages(string language, string sentence) =>
        Assert.Equal(RejectionReason.SoftNotFound, Pages.Rejected("<html lang=" + language + "><title>The Paper</title><body><nav><ul><li><a href=/>Home</a></ul></nav><h1>" + sentence + "</h1>"));

    [Theory]
    [InlineData("<div id=\"onetrust-consent-sdk\"><p>We use cookies.</p></div>")]
    [InlineData("<div class=\"g-recaptcha\"></div><script src=\"https://www.google.com/recaptcha/api.js\"></script>")]
    [InlineData("<script src=\"/_Incapsula_Resource?SWJIYLWA=1\"></script>")]
    [InlineData("<script src=\"/cdn-cgi/challenge-platform/h/g/scripts/jsd/main.js\"></script>")]
    [InlineData("<form><input type=password name=p><a href=/f>Forgot your password?</a><label>Sign in</label></form>")]
    [InlineData("<p>Subscribe now for $1 a month. Already a subscriber? Log in.</p>")]
    [InlineData("<div id=root></div><noscript>Please enable JavaScript.</noscript><script src=/a.js></script>")]
    public void Products_marks_beside_an_article_do_not_reject_it(string mark) =>
        Assert.NotNull(Pages.Extract(Pages.Page("<main><h1>Harbour bridge to close</h1>" + Pages.Prose + "</main>" + mark)).Article);

    [Fact]
    public void Status_comes_before_all_else() =>
        Assert.Equal(RejectionReason.ErrorPage, Pages.Rejected("<title>Page not found</title><body><h1>Page not found</h1>", status: 503));

    [Fact]
    public void List_of_files_is_an_index_page() =>
        Assert.Equal(RejectionReason.IndexPage, Pages.Rejected("<title>Index of /pub</title><body><h1>Index of /pub</h1><pre><a href=a.txt>a.txt</a> 2026-03-04 1k</pre>", "https://paper.example/pub/"));

    [Fact]
    public void Front_page_with_summaries_of_several_sentences_is_an_index_page()
    {
        var cards = string.Concat(Enumerable.Range(0, 14).Select(i =>
            "<div class=card><h3><a href=/news/" + i + ">Headline number " + i + " about the city</a></h3><p>The council of ward " + i + " met on Monday and talked for three hours. Nobody left early, which is rare. A vote is due before Easter, the chairman said.</p></div>"));
        Assert.Equal(RejectionReason.IndexPage, Pages.Rejected(Pages.Page("<main>" + cards + "</main>"), "https://paper.example/"));
    }

    [Fact]
    public void Body_is_rescued_where_the_layout_has_no_names()
    {
        var page = "<TITLE>Harbour bridge to close</TITLE><BODY><TABLE><TR><TD><H2>Harbour bridge to close</H2>" + Pages.Prose + "</TD><TD><UL>"
            + string.Concat(Enumerable.Range(0, 12).Select(i => "<LI><A HREF=/" + i + ">Another headline number " + i + " of the week</A>")) + "</UL></TD></TR></TABLE>";
        Assert.Contains("cracks in two of its piers", Pages.Article(page).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Classification_tells_kind_or_reason_with_evidence_and_language()
    {
        var article = Classify(Pages.Page("<article><h1>Harbour bridge to close</h1>" + Pages.Prose + "</article>", "<meta property=og:type content=article>"));
        var wall = Classify("<html lang=fr><title>Page introuvable</title><h1>Page introuvable</h1>");

        Assert.Equal((ArticleKind.Article, null, Completeness.Full), (article.Kind, article.Rejection, article.Completeness));
        Assert.InRange(article.Score, 0.5, 1);
        Assert.Contains(article.Evidence, one => one.Place == "og:type");
        Assert.Equal((null, RejectionReason.SoftNotFound, "fr", null), (wall.Kind, wall.Rejection?.Reason, wall.Language, wall.Completeness));
        Assert.Equal(wall.Rejection!.Evidence, wall.Evidence);
    }

    private static PageClassification Classify(string html) =>
        ArticleExtractor.Classify(
            new Page(System.Text.Encoding.UTF8.GetBytes(html), new Uri("https://paper.example/news/bridge")) { ContentType = "text/html; charset=utf-8" },
            ExtractionOptions.Default with { MaxTime = TimeSpan.FromMinutes(1) },
            CancellationToken.None);
}
