using System.Text;
using CsCheck;
using NewsPlatform.Extraction;

namespace NewsPlatform.UnitTests.Extraction.Hostile;

public sealed class ExtractorProperties
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<div class=\"", "\">", "<a href=\"javascript:alert(1)\">", "<a href='https://a.example/\"><script>alert(1)</script>'>", "</a>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
        "<img src=\"https://a.example/i.jpg\" width=300 onload=alert(1)>", "<iframe src=\"javascript:alert(1)\">", "<iframe src=\"https://v.example/'onload='x\"></iframe>", "<svg onload=alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<article>", "</article>", "<table><tr><td>", "<li>", "<ul>", "</ul>", "<blockquote>", "<h2>", "</h2>", "<style>", "</style>", "<!--", "-->", "<base href=\"javascript:x\">", "<time datetime=2024-99-99>", "\0", "\uD800", "\uFFFD", "<plaintext>",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"<script>\",", "}</script>", "The council voted on Tuesday to close the old harbour bridge, after engineers found cracks in two of its piers. ",
        "Traffic will be led over the northern crossing until spring, the mayor said, and buses will run every ten minutes. ", "data:text/html,<script>", "\" onmouseover=\"alert(1)", "<<<", "<b id=1>", "<form>", "</form>", "<figure><figcaption>x</figcaption>",
    ];

    private static ExtractionResult Extract(byte[] bytes) =>
        ArticleExtractor.Extract(new Page(bytes, new Uri("https://paper.example/a")), ExtractionOptions.Default with { MaxTime = TimeSpan.FromMinutes(1) }, CancellationToken.None);

    [Fact]
    public void Any_bytes_end_in_exactly_one_outcome() =>
        Gen.Byte.Array[0, 400].Sample(bytes => (Extract(bytes) is var result) && (result.Article is null) != (result.Rejection is null), iter: 500);

    [Fact]
    public void Any_markup_gives_html_that_is_safe() =>
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[5, 120].Sample(
            pieces =>
            {
                var result = Extract(Encoding.UTF8.GetBytes(string.Concat(pieces)));
                return (result.Article is null) != (result.Rejection is null) && (result.Article is null || IsSafe(result.Article.Html));
            },
            iter: 400);

    /// <summary>Every tag and attribute of the fragment is one that the writer makes, and every address is http or https.</summary>
    private static bool IsSafe(string html)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            if (element.LocalName is not ("p" or "a" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "ul" or "ol" or "li" or "table" or "tbody" or "tr" or "td" or "figure" or "figcaption" or "img" or "section" or "time"))
            {
                return false;
            }

            foreach (var attribute in element.Attributes)
            {
                if (attribute.Name is "href" or "src" ? !attribute.Value.StartsWith("http", StringComparison.Ordinal) : attribute.Name is not ("rel" or "alt" or "datetime"))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
