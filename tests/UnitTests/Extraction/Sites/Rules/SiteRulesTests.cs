using NewsPlatform.Extraction;
using NewsPlatform.Extraction.Blocks;
using NewsPlatform.Extraction.Markup;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Extraction.Sites.Rules;

namespace NewsPlatform.UnitTests.Extraction.Sites.Rules;

public sealed class SiteRulesTests
{
    [Fact]
    public void Values_come_from_where_the_rules_say_with_evidence_and_what_they_beat()
    {
        const string Rules = """
            {
              // The desk's own headline.
              "site": "courier.example",
              "title": [".missing", ".desk-title"],
              "author": ".signed b",
              "date": "span.when @data-at",
              "image": "div.lead img",
              "strip": [".box"],
            }
            """;
        const string Html = """
            <html><head><title>Harbour bridge to close</title></head><body><article><h1>Harbour bridge to close</h1><div class=desk-title>The bridge at the harbour closes</div>
            <span class=when data-at="2026-03-04T08:30:00+01:00">yesterday</span><div class=signed>Signed <b>Ida Brandt and Olav Nes</b></div><div class=lead><img src="/lead.jpg"></div>
            """;
        var article = Read(Html + Pages.Prose.Replace("</p><p>Traffic", "</p><div class=box><p>The paper lives by its members, who pay what they can.</p></div><p>Traffic", StringComparison.Ordinal) + "</article></body></html>", Rules);

        Assert.Equal("The bridge at the harbour closes", article.Title.Value);
        Assert.Equal((EvidenceMethod.SiteRule, ".desk-title"), (article.Title.Evidence.Method, article.Title.Evidence.Place));
        Assert.Contains(article.Title.Others, other => other.Value == "Harbour bridge to close");
        Assert.Equal(["Ida Brandt", "Olav Nes"], article.Authors.Select(author => author.Value.Name));
        Assert.Equal("2026-03-04T08:30:00+01:00", article.Published!.Value.ToString());
        Assert.Equal("span.when @data-at", article.Published.Evidence.Place);
        Assert.Equal("https://courier.example/lead.jpg", article.LeadImage!.Value.Url.AbsoluteUri);
        Assert.DoesNotContain("members", article.Text, StringComparison.Ordinal);
        Assert.Equal((EvidenceMethod.SiteRule, ".box"), (Assert.Single(article.Removed).Method, article.Removed[0].Place));
        Assert.Equal(EvidenceMethod.Html, article.TextEvidence!.Method);
    }

    [Fact]
    public void Body_is_what_stands_in_the_elements_that_the_rules_name()
    {
        var html = Pages.Page("<div class='related-links'>" + Pages.Prose + "</div><article><p>" + string.Concat(Enumerable.Repeat("Something else altogether stands here, for as long as it takes to be the longest. ", 30)) + "</p></article>");

        var article = Read(html, """{ "site": "courier.example", "body": "div.related-links" }""");

        Assert.Equal(5, article.Blocks.Count);
        Assert.StartsWith("The council voted", article.Text, StringComparison.Ordinal);
        Assert.Equal((EvidenceMethod.SiteRule, "div.related-links"), (article.TextEvidence!.Method, article.TextEvidence.Place));
    }

    [Fact]
    public void Body_comes_from_the_state_of_a_script_that_shows_nothing_without_it()
    {
        const string Html = """
            <html><head><title>Ferry</title><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Ferry returns to the islands"}]}</script></head><body><div id=app></div>
            <script>window.__STATE__ = {"story":{"parts":[{"text":"After eleven weeks in dock the ferry to the outer islands sailed again on Wednesday, with four hundred people and a cow on board."},
            {"html":"no"},{"text":"<p>The company will sail <b>three times</b> a day until the end of May, it said in a statement.</p><ul><li>Morning</li><li>Noon</li></ul>"}]}};</script></body></html>
            """;

        var article = Read(Html, """{ "site": "courier.example", "title": "jsonld:/@graph/*/headline", "body": "state:/story/parts/*/text" }""");

        Assert.Equal("Ferry returns to the islands", article.Title.Value);
        Assert.Equal([typeof(Paragraph), typeof(Paragraph), typeof(ListBlock)], article.Blocks.Select(block => block.GetType()));
        Assert.Equal("state:/story/parts/*/text", article.TextEvidence!.Place);
    }

    [Fact]
    public void Rules_that_find_no_body_leave_it_to_the_extractor_and_say_so()
    {
        var article = Read(Pages.Page("<article>" + Pages.Prose + "</article>"), """{ "site": "courier.example", "body": ".gone" }""");

        Assert.Equal(5, article.Blocks.Count);
        Assert.Contains("site-rules-missed", article.Flags);
    }

    [Fact]
    public void What_is_to_be_kept_no_profile_takes_away()
    {
        var known = SiteStories.Known(SiteStories.Learn(3)) with { Rules = Parse("""{ "site": "courier.example", "keep": ".box" }""") };

        Assert.Contains(SiteStories.Box, SiteStories.Read(SiteStories.Page(9, known)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Stripping_around_the_body_strips_nothing()
    {
        var article = Read(Pages.Page("<article><div class=text>" + Pages.Prose + "</div></article>"), """{ "site": "courier.example", "body": ".text", "strip": ["article", "div.text"] }""");

        Assert.Equal(5, article.Blocks.Count);
    }

    [Theory]
    [InlineData("{\n  \"site\": \"courier.example\",\n  \"titel\": \"h1\"\n}", 3, 12, "\"titel\" is not known")]
    [InlineData("{\n  \"site\": \"courier.example\",\n  \"title\": \"h1 >\"\n}", 3, 17, "a selector is missing")]
    [InlineData("{\n  \"site\": \"courier.example\",\n  \"body\": [\".a\", \"p:hover\"]\n}", 3, 21, "not known")]
    [InlineData("{ \"site\": \"courier.example\", \"strip\": \"jsonld:/a\" }", 1, 40, "only a selector")]
    [InlineData("{ \"site\": \"courier.example\", \"title\": \"state:a\" }", 1, 46, "JSON pointer")]
    [InlineData("{ \"title\": \"h1\" }", 1, 1, "\"site\" is missing")]
    [InlineData("{ \"site\": \"not a host\" }", 1, 11, "is no host")]
    [InlineData("{ \"site\": \"*.com\" }", 1, 11, "no site's domain")]
    [InlineData("{ \"site\": \"courier.example\", \"profile\": \"3\" }", 1, 41, "\"pinned\"")]
    [InlineData("{ \"site\": \"courier.example\", \"prune\": 1 }", 1, 39, "true or false")]
    [InlineData("{ \"site\": \"courier.example\",\n \"tests\": [{ \"title\": \"x\" }] }", 2, 12, "no \"url\"")]
    [InlineData("{ \"site\": \"a.example\", \"site\": \"b.example\" }", 1, 24, "twice")]
    [InlineData("{\n \"site\": \"courier.example\"\n \"title\": \"h1\"\n}", 3, 2, "no JSON")]
    [InlineData("{ \"site\": \"a.\\ud800.example\" }", 1, 11, "half of a character")]
    [InlineData("{ \"site\": \"\uE000.example\" }", 1, 11, "is no host")]
    [InlineData("[]", 1, 1, "JSON object")]
    [InlineData("", 1, 1, "no JSON")]
    public void Fault_in_a_file_is_told_with_its_place(string content, int line, int column, string message)
    {
        Assert.False(SiteRules.TryParse(content, out var rules, out var errors));
        Assert.Null(rules);
        Assert.Equal((line, column), (errors[0].Line, errors[0].Column));
        Assert.Contains(message, errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_a_file_is_bounded()
    {
        Assert.False(SiteRules.TryParse("""{ "a": 1, "b": { "c": [] }, "title": "p:hover", "body": 7, "tests": {} }""", out _, out var errors));
        Assert.Equal(6, errors.Count);
        Assert.False(SiteRules.TryParse(new string(' ', SiteRules.MaxBytes) + "{}", out _, out errors));
        Assert.Contains("bytes", Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.False(SiteRules.TryParse($$"""{ "site": "a.example", "body": "{{new string('a', 500)}}" }""", out _, out errors));
        Assert.Contains("500 characters", errors[0].Message, StringComparison.Ordinal);
        Assert.False(SiteRules.TryParse($$"""{ "site": "a.example", "body": [{{string.Join(",", Enumerable.Repeat("\"p\"", 400))}}] }""", out _, out errors));
        Assert.Equal(20, errors.Count);
    }

    [Theory]
    [InlineData("https://www.courier.example/a", "courier.example")]
    [InlineData("https://culture.courier.example/a", "*.courier.example")]
    [InlineData("https://sport.courier.example/a", "*.sport.courier.example")]
    [InlineData("https://live.sport.courier.example/a", "*.sport.courier.example")]
    [InlineData("https://other.example/a", null)]
    public void Nearest_rules_are_the_ones(string url, string? site)
    {
        var set = new SiteRuleSet([Parse("""{ "site": "Courier.example" }"""), Parse("""{ "site": "*.courier.example" }"""), Parse("""{ "site": "*.sport.courier.example" }""")]);

        Assert.Equal(site, set.Find(new Uri(url))?.Site);
    }

    [Fact]
    public void Test_page_tells_what_differs()
    {
        var test = new SiteRuleTest { Url = new("https://courier.example/a"), Title = "Another headline", Contains = ["eleven  million"], Lacks = ["old harbour bridge"] };
        var result = Pages.Extract(Pages.Page("<article>" + Pages.Prose + "</article>"));

        Assert.Equal(["title is \"Harbour bridge to close\", not \"Another headline\"", "text contains \"old harbour bridge\""], test.Differences(result));
        Assert.StartsWith("no article: ", Assert.Single(test.Differences(Pages.Extract(""))), StringComparison.Ordinal);
    }

    [Fact]
    public void Same_content_is_the_same_version()
    {
        Assert.Equal(Parse("""{ "site": "a.example" }""").Version, Parse("""{ "site": "a.example" }""").Version);
        Assert.NotEqual(Parse("""{ "site": "a.example" }""").Version, Parse("""{ "site": "a.example", "title": "h1" }""").Version);
    }

    private static SiteRules Parse(string content)
    {
        Assert.True(SiteRules.TryParse(content, out var rules, out var errors), string.Join("; ", errors));
        return rules;
    }

    [Fact]
    public void Text_of_a_script_over_which_the_parser_fails_is_passed_over()
    {
        // The scan leaves the template in, for it takes the one of the formula for open.
        const string Failing = "<math><template></math><select><option><p/><td><template><td>x</td></template><div></td></tr></table><?pi?>";
        Assert.Throws<InvalidDataException>(() => PageParser.Parse("<html><body><article><div>" + Failing + "</div></article></body></html>", ExtractionOptions.Default, CancellationToken.None));

        var article = Read(Pages.Page("<article>" + Pages.Prose + "</article><script>window.__STATE__ = {\"text\":\"" + Failing + new string('x', 500) + "\"};</script>"), """{ "site": "courier.example", "body": "state:/text" }""");

        Assert.StartsWith("The council voted", article.Text, StringComparison.Ordinal);
    }

    private static ExtractedArticle Read(string html, string rules) =>
        SiteStories.Read(new Page(System.Text.Encoding.UTF8.GetBytes(html), new Uri("https://courier.example/a")) { ContentType = "text/html; charset=utf-8", Site = new() { Rules = Parse(rules) } });
}
